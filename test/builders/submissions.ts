/** Builders of postings: fictional subjects with valid codes from area 210299, which is assigned to nobody. */

export const COMPANY = {
  category: 'organisation',
  name: '庄河示例建筑有限公司',
  unifiedSocialCreditCode: '91210299000000019R',
} as const;
export const TRADER = {
  category: 'sole-trader',
  name: '庄河示例鲜果店',
  unifiedSocialCreditCode: '92210299000000019N',
} as const;
export const COOPERATIVE = {
  category: 'organisation',
  name: '庄河示例农民专业合作社',
  unifiedSocialCreditCode: '93210299000000019K',
} as const;
export const PERSON = {
  category: 'person',
  name: '张某某',
  document: { type: 'resident-identity-card', number: '21029919900101001X' },
} as const;

type Override = Readonly<Record<string, unknown>>;

export const penalty = (override: Override = {}, content: Override = {}) => ({
  kind: 'administrative-penalty',
  subject: COMPANY,
  documentNumber: '庄市监罚〔2026〕101号',
  decisionDate: '2026-11-02',
  severity: { grade: 'general', criterion: '辽宁省市场监管领域失信行为分级标准第三条' },
  disclosure: {
    public: true,
    basis: '行政处罚法第四十八条',
    socialImpact: '涉及建筑材料质量，公众普遍关注',
    decidedOn: '2026-11-02',
  },
  content: {
    violationType: '销售不合格产品',
    violationFacts: '当事人销售的水泥经抽检不符合标准。',
    legalBasis: '产品质量法第四十九条',
    penaltyCategories: ['罚款', '没收违法所得'],
    penaltyContent: '罚款二万元，没收违法所得五千元',
    fineFen: 2_000_000,
    confiscatedFen: 500_000,
    ...content,
  },
  ...override,
});

export const licence = (override: Override = {}, content: Override = {}) => ({
  kind: 'administrative-licence',
  subject: COOPERATIVE,
  documentNumber: '庄市监许〔2026〕201号',
  decisionDate: '2026-11-03',
  disclosure: { public: true, basis: '行政许可法第四十条', decidedOn: '2026-11-03' },
  content: {
    documentName: '准予行政许可决定书',
    licenceCategory: '普通',
    certificateName: '食品经营许可证',
    licenceNumber: 'JY12102990000001',
    licenceContent: '预包装食品销售',
    validFrom: '2026-11-03',
    validTo: '2031-11-02',
    status: 'valid',
    ...content,
  },
  ...override,
});

export const courtDefaulter = (override: Override = {}, content: Override = {}) => ({
  kind: 'court-defaulter',
  subject: { ...COMPANY, legalRepresentative: { name: '李某某' } },
  documentNumber: '（2026）辽0283执301号',
  decisionDate: '2026-11-04',
  disclosure: { public: true, basis: '最高人民法院关于公布失信被执行人名单信息的若干规定', decidedOn: '2026-11-04' },
  content: {
    court: '庄河市人民法院',
    province: '辽宁',
    enforcedDocument: '（2025）辽0283民初1201号',
    enforcedDocumentBy: '庄河市人民法院',
    filedOn: '2026-03-02',
    duty: '给付货款十万元',
    performance: '全部未履行',
    conduct: '违反财产报告制度',
    ...content,
  },
  ...override,
});

export const listing = (override: Override = {}, content: Override = {}) => ({
  kind: 'serious-untrustworthiness-listing',
  subject: COMPANY,
  documentNumber: '庄人社列〔2026〕401号',
  decisionDate: '2026-11-05',
  disclosure: { public: true, basis: '拖欠农民工工资失信联合惩戒对象名单管理暂行办法', decidedOn: '2026-11-05' },
  content: {
    listName: '拖欠农民工工资失信联合惩戒对象名单',
    legalBasis: '保障农民工工资支付条例第四十八条',
    reason: '拖欠农民工工资，数额较大',
    amountFen: 30_000_000,
    validFrom: '2026-11-05',
    validTo: '2029-11-04',
    ...content,
  },
  ...override,
});

export const honour = (override: Override = {}, content: Override = {}) => ({
  kind: 'honour',
  subject: COOPERATIVE,
  documentNumber: '庄信用〔2026〕501号',
  decisionDate: '2026-11-06',
  disclosure: { public: true, basis: '庄政发〔2017〕22号', decidedOn: '2026-11-06' },
  content: {
    listName: '诚信典型',
    legalBasis: '庄政发〔2017〕22号第三条',
    reason: '连续三年无不良信用记录',
    validFrom: '2026-11-06',
    validTo: '2027-11-05',
    ...content,
  },
  ...override,
});

export const commitment = (override: Override = {}, content: Override = {}) => ({
  kind: 'commitment',
  subject: COOPERATIVE,
  documentNumber: '21029920261102000001',
  decisionDate: '2026-11-02',
  disclosure: { public: true, basis: '庄政发〔2017〕22号第一条', decidedOn: '2026-11-02' },
  content: {
    commitmentType: '主动型',
    reason: '农产品质量安全',
    commitmentContent: '所售农产品附承诺达标合格证，不使用禁用农药。',
    liability: '违反承诺的，自愿退出诚信示范，并接受依法公示。',
    validTo: '2027-11-01',
    publicationType: '可向社会公开',
    ...content,
  },
  ...override,
});

const ASSOCIATION_SAYS = {
  membership: '建协会员2021-017',
  rule: '庄河市示例建筑行业协会自律公约第八条',
  remedy: '收到决定之日起十五个工作日内向协会监事会书面申诉',
  validFrom: '2026-11-09',
  validTo: '2027-11-08',
};

const statementOf =
  (kind: string, documentNumber: string, says: Override) =>
  (override: Override = {}, content: Override = {}) => ({
    kind,
    subject: COMPANY,
    documentNumber,
    decisionDate: '2026-11-09',
    content: { ...says, ...content },
    ...override,
  });

export const memberRecord = statementOf('member-record', '建协记〔2026〕1号', {
  ...ASSOCIATION_SAYS,
  matter: '未按自律公约报送年度自查情况。',
});

export const memberEvaluation = statementOf('member-evaluation', '建协评〔2026〕1号', {
  ...ASSOCIATION_SAYS,
  conclusion: '履约情况良好，能够按期支付分包款项。',
});

export const selfDisciplineMeasure = statementOf('self-discipline-measure', '建协律〔2026〕1号', {
  ...ASSOCIATION_SAYS,
  standing: '会员',
  measure: '通报批评',
  facts: '低于成本报价，违反自律公约关于公平竞争的约定。',
});

export const thirdPartyReport = statementOf('third-party-report', '征报〔2026〕1号', {
  reportName: '企业基本信用状况报告',
  purpose: '招标投标',
  objectionTo: '示例企业征信有限公司异议处理部门，收到异议之日起二十日内书面答复',
  validFrom: '2026-11-09',
  validTo: '2027-05-08',
});

export const rating = (override: Override = {}, content: Override = {}) => ({
  kind: 'rating',
  subject: COMPANY,
  documentNumber: '评〔2026〕601号',
  decisionDate: '2026-11-09',
  content: {
    author: '示例信用评价有限公司',
    method: '企业信用评价办法',
    grade: 'AA',
    validFrom: '2026-11-09',
    validTo: '2027-11-08',
    ...content,
  },
  ...override,
});
