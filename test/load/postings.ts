import type { Chance } from './chance.ts';
import { daysAfter, yearsAfter } from './days.ts';
import type { LedgerRecord } from './ledger.ts';
import { type Company, DEPARTMENTS, type World } from './world.ts';

/** A record to post, whose it is, and whether it is to be public. */
export interface Posting {
  readonly department: string;
  readonly toBePublic: boolean;
  readonly body: {
    readonly kind: string;
    readonly subject: Readonly<Record<string, unknown>>;
    readonly documentNumber: string;
    readonly content: Readonly<Record<string, unknown>>;
    readonly severity?: { readonly grade: string; readonly criterion?: string };
    readonly decisionDate?: string;
  };
}

const VIOLATIONS = ['销售不合格产品', '未按规定报送年报', '超标排放污染物', '未落实安全生产责任', '虚假宣传'];
const LICENCES = ['预包装食品销售', '危险化学品经营', '餐饮服务', '道路货物运输', '特种设备检验'];

const disclosed = (decidedOn: string, more: object = {}) => ({
  disclosure: { public: true, basis: '行政处罚法第四十八条、行政许可法第四十条', decidedOn, ...more },
});
const IMPACT = { socialImpact: '涉及公众利益，公众普遍关注' };

const penalty = (world: World, chance: Chance, subject: Company, department: string): Posting => {
  // Some are old enough to be repaired.
  const decisionDate = daysAfter(world.today(), -(chance.happens(0.3) ? 120 : 1 + chance.below(5)));
  const grade = chance.happens(0.3) ? 'serious' : 'general';
  const toBePublic = chance.happens(0.8);
  return {
    department,
    toBePublic,
    body: {
      kind: 'administrative-penalty',
      subject,
      documentNumber: `庄测罚〔2026〕${world.serial()}号`,
      severity: { grade, ...{ criterion: '失信行为分级标准第三条' } },
      ...{ decisionDate, ...(toBePublic && disclosed(decisionDate, IMPACT)) },
      content: {
        violationType: chance.of(['销售不合格产品', ...VIOLATIONS]),
        violationFacts: '当事人的行为经查证属实，有现场笔录和当事人陈述为证。',
        legalBasis: '产品质量法第四十九条',
        penaltyCategories: ['罚款', '没收违法所得'],
        penaltyContent: '罚款，没收违法所得',
        fineFen: 1_000_000 + chance.below(1_000_000),
        confiscatedFen: 500_000,
      },
    },
  };
};

const licence = (world: World, chance: Chance, subject: Company, department: string): Posting => {
  const decisionDate = daysAfter(world.today(), -1 - chance.below(5));
  const toBePublic = chance.happens(0.8);
  return {
    department,
    toBePublic,
    body: {
      kind: 'administrative-licence',
      subject,
      documentNumber: `庄测许〔2026〕${world.serial()}号`,
      ...{ decisionDate, ...(toBePublic && disclosed(decisionDate)) },
      content: {
        documentName: '准予行政许可决定书',
        licenceCategory: '普通',
        licenceContent: chance.of(['预包装食品销售', ...LICENCES]),
        validFrom: decisionDate,
        validTo: yearsAfter(decisionDate, 5),
        status: 'valid',
      },
    },
  };
};

const honour = (world: World, subject: Company, department: string): Posting => {
  const decisionDate = daysAfter(world.today(), -2);
  return {
    department,
    toBePublic: true,
    body: {
      kind: 'honour',
      subject,
      documentNumber: `庄测誉〔2026〕${world.serial()}号`,
      ...{ decisionDate, ...disclosed(decisionDate) },
      content: {
        listName: '诚信典型',
        legalBasis: '庄政发〔2017〕22号第三条',
        reason: '连续三年无不良信用记录',
        validFrom: decisionDate,
        validTo: yearsAfter(decisionDate, 1),
      },
    },
  };
};

/** A decision on a company, as a department's system would post it: penalties and licences mostly. */
export const companyPosting = (
  world: World,
  chance: Chance,
  given: { department?: string; company?: Company } = {},
) => {
  const department = given.department ?? chance.of(DEPARTMENTS);
  const subject = given.company ?? world.company(chance);
  const draw = chance.next();
  if (draw < 0.5) return penalty(world, chance, subject, department);
  return draw < 0.95 ? licence(world, chance, subject, department) : honour(world, subject, department);
};

/** A penalty that is public, of a general grade, decided so many days ago. */
export const publicPenalty = (
  world: World,
  chance: Chance,
  given: { department: string; company: Company; daysAgo: number },
) => {
  const { body } = penalty(world, chance, given.company, given.department);
  const decisionDate = daysAfter(world.today(), -given.daysAgo);
  const severity = { grade: 'general', criterion: '失信行为分级标准第三条' };
  return {
    department: given.department,
    toBePublic: true,
    body: { ...body, severity, decisionDate, ...disclosed(decisionDate, IMPACT) },
  } satisfies Posting;
};

/** What the ledger keeps of an answer that says that a posting was taken in. */
export const taken = (
  world: World,
  { department, toBePublic, body }: Posting,
  answer: { id: string; state: string },
): LedgerRecord => {
  const { kind, documentNumber, subject, content, severity } = body;
  const { category, name, unifiedSocialCreditCode: code } = subject;
  return {
    id: answer.id,
    kind,
    department,
    documentNumber,
    subject: { category: String(category), name: String(name), ...(code !== undefined && { code: String(code) }) },
    ...(severity && { grade: severity.grade }),
    receivedOn: world.today(),
    toBePublic,
    content,
    events: [{ action: 'post', version: 1 }],
    state: answer.state === 'held' ? 'held' : 'active',
    suspended: false,
    publicityEnded: false,
    mayHaveLeft: false,
    erased: false,
  };
};
