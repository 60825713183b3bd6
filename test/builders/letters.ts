import type { JointCase } from '../../shared/cases/joint-case.ts';
import { caseKey } from '../../shared/crypto/case-keys.ts';
import { letterId } from '../../shared/crypto/letter-keys.ts';
import { recordKey } from '../../shared/crypto/record-keys.ts';
import type { Versioned } from '../../shared/letters/letter.ts';
import { letterNames } from '../../shared/letters/letter-names.ts';
import { lettersOf, type SourcedLetter } from '../../shared/letters/letters-of.ts';
import { Objection } from '../../shared/objections/objection.ts';
import type { CreditRecord } from '../../shared/records/record.ts';
import { RecordImage } from '../../shared/records/record-image.ts';
import { Repair } from '../../shared/repairs/repair.ts';
import { BEHAVIOURS, INSTRUMENTS, MEASURES } from './joint-cases.ts';
import { penalty } from './submissions.ts';

type Override = Readonly<Record<string, unknown>>;

const AT = '2026-11-16T02:00:00.000Z';
const by = { department: 'market-regulation', officer: 'market-regulation/2', at: AT };
const SUBJECT = {
  key: 'ORG#91210299000000019R',
  category: 'organisation',
  name: '庄河示例建筑有限公司',
  unifiedSocialCreditCode: '91210299000000019R',
};
/** What is overridden with undefined is not there. */
const present = (image: object): unknown => JSON.parse(JSON.stringify(image));

const id = (text: string): string => text.padEnd(22, '_');

/** A person as heads keep one: the number masked. */
export const MASKED_PERSON = {
  key: 'PERSON#x',
  category: 'person',
  name: '张某某',
  document: { type: 'resident-identity-card', masked: '210299********001X' },
};

export const record = (override: Override = {}): CreditRecord => {
  const { kind, documentNumber, decisionDate, severity, disclosure, content } = penalty();
  return RecordImage.parse(
    present({
      id: id('record'),
      version: 1,
      state: 'active',
      change: { action: 'post', ...by },
      kind,
      department: by.department,
      subject: SUBJECT,
      documentNumber,
      decisionDate,
      authority: { name: '庄河市市场监督管理局', unifiedSocialCreditCode: '11210299000000019L' },
      source: { name: '庄河市市场监督管理局', unifiedSocialCreditCode: '11210299000000019L' },
      severity,
      disclosure: { ...disclosure, officer: by.officer },
      content,
      author: 'market-regulation/1',
      holds: [],
      told: { since: 1, recipients: [] },
      publicId: id('public'),
      receivedAt: AT,
      ...override,
    }),
  );
};

const key = { pk: SUBJECT.key, sk: 'administrative-penalty#x' };
const deadline = (date: string) => ({ date, provisional: false });

export const objection = (action: string, override: Override = {}): Objection =>
  Objection.parse({
    id: id('objection'),
    version: 1,
    state: 'open',
    change: { action, ...by },
    subject: SUBJECT,
    target: {
      type: 'record',
      id: id('record'),
      key,
      version: 1,
      kind: 'administrative-penalty',
      documentNumber: '庄市监罚〔2026〕101号',
      authors: ['market-regulation/1'],
    },
    department: by.department,
    by: { mandate: id('mandate'), capacity: 'agent', channel: 'counter', receiptNumber: '庄政务收〔2026〕88号' },
    filedOn: '2026-11-13',
    grounds: '抽检样品不是我公司的产品。',
    wanted: { outcome: 'delete', text: '请求删除该处罚信息。' },
    files: [id('file')],
    markBy: deadline('2026-11-16'),
    decideBy: deadline('2026-11-24'),
    suspends: true,
    ...override,
  });

const OBJECTION_DECISION = {
  outcome: 'delete',
  documentNumber: '庄市监异〔2026〕3号',
  decidedOn: '2026-11-16',
  examined: '调取抽样单、封样记录，询问经办人员。',
  reason: '抽样单与当事人库存不符，异议成立。',
  department: by.department,
  officer: by.officer,
  at: AT,
};
const REVIEW = {
  askedOn: '2026-11-17',
  grounds: '仅终止公示，未更正错误。',
  files: [],
  by: { mandate: id('mandate'), capacity: 'self', channel: 'own', receiptNumber: '庄政务收〔2026〕89号' },
  decideBy: deadline('2026-12-01'),
};

export const repair = (action: string, override: Override = {}): Repair =>
  Repair.parse({
    id: id('repair'),
    version: 1,
    state: 'applied',
    change: { action, ...by, reason: '该信息已因异议删除。' },
    number: 1,
    target: {
      type: 'record',
      id: id('record'),
      key,
      kind: 'administrative-penalty',
      documentNumber: '庄市监罚〔2026〕101号',
      decisionDate: '2026-11-02',
      authors: ['market-regulation/1'],
    },
    department: by.department,
    subject: SUBJECT,
    application: {
      appliedOn: '2027-02-08',
      performance: '罚款已缴清，不合格产品已全部召回。',
      files: [id('file')],
      mandate: id('mandate'),
      at: AT,
    },
    commitment: {
      reason: '申请信用修复',
      content: '今后严格执行进货查验制度。',
      liability: '如违反承诺，依法接受处理。',
      madeOn: '2027-02-08',
      publicity: 'public',
    },
    earliest: { date: '2027-02-02', ruleVersion: '2026-04-01' },
    acceptBy: deadline('2027-02-16'),
    urgings: [],
    ...override,
  });

const officer = { officer: by.officer, at: AT };
const ACCEPTED = {
  acceptance: { outcome: 'accepted', on: '2027-02-15', missing: [], ...officer },
  decideBy: { date: '2027-03-02', provisional: true },
};
const decided = (outcome: 'granted' | 'refused', grounds: readonly string[] = []) => ({
  ...ACCEPTED,
  decision: {
    outcome,
    document: '庄市监修〔2027〕1号',
    decidedOn: '2026-11-16',
    examined: '核对缴款凭证和召回记录。',
    reasons: outcome === 'granted' ? '义务已全部履行。' : '召回尚未完成。',
    grounds,
    ...officer,
  },
});

const source = (entity: 'objection' | 'repair', image: unknown): Versioned =>
  entity === 'objection'
    ? { entity, image: Objection.parse(image), key: { pk: SUBJECT.key, sk: 'objection#x' } }
    : { entity, image: Repair.parse(image), key: { pk: SUBJECT.key, sk: 'repair#x' } };

const BAD_FAITH = {
  ground: 'false-material',
  document: '庄市监认〔2027〕2号',
  decidedOn: '2026-11-16',
  finding: '缴款凭证系伪造。',
  heard: '当事人未提出意见。',
  until: '2030-02-20',
  ...officer,
};

/** Versions of heads, from each of which one letter of objections and repairs follows. */
export const OBJECTIONS_AND_REPAIRS: readonly Versioned[] = [
  source('objection', objection('file')),
  source('objection', objection('extend', { extension: { reason: '需委托检验机构复检。', ...officer } })),
  source(
    'objection',
    objection('decide', { state: 'decided', decision: OBJECTION_DECISION, reviewUntil: deadline('2026-12-07') }),
  ),
  source('objection', objection('ask-review', { state: 'in-review', decision: OBJECTION_DECISION, review: REVIEW })),
  source(
    'objection',
    objection('decide-review', {
      state: 'reviewed',
      decision: OBJECTION_DECISION,
      review: {
        ...REVIEW,
        decision: {
          ...OBJECTION_DECISION,
          outcome: 'supplement',
          supplement: '当事人已提起复检。',
          department: 'credit-office',
        },
      },
    }),
  ),
  source('objection', objection('fall-away', { state: 'moot', moot: { reason: '处罚决定已撤销。', at: AT } })),
  source('repair', repair('apply')),
  source('repair', repair('accept', { state: 'accepted', ...ACCEPTED })),
  source(
    'repair',
    repair('refuse-acceptance', {
      state: 'not-accepted',
      acceptance: { outcome: 'not-accepted', on: '2027-02-15', missing: ['缺少缴款凭证'], ...officer },
    }),
  ),
  source('repair', repair('extend', { ...ACCEPTED, extension: { reason: '需实地核查。', ...officer } })),
  source('repair', repair('refuse', { state: 'refused', ...decided('refused', ['duty-not-performed']) })),
  source('repair', repair('grant', { state: 'granted', ...decided('granted') })),
  source('repair', repair('close', { state: 'moot' })),
  source(
    'repair',
    repair('record-bad-faith', { state: 'refused', ...decided('refused', ['false-material']), badFaith: BAD_FAITH }),
  ),
  source(
    'repair',
    repair('reverse-bad-faith', {
      state: 'refused',
      ...decided('refused', ['false-material']),
      badFaith: {
        ...BAD_FAITH,
        reversal: { document: '庄复议〔2026〕6号', decidedOn: '2026-11-16', reason: '凭证经核实为真。', ...officer },
      },
    }),
  ),
];

/** Versions of a record, oldest first, as sources. */
export const recordSources = (...images: readonly CreditRecord[]): readonly Versioned[] =>
  images.map((image, index) => {
    const before = images[index - 1];
    return {
      entity: 'record',
      image,
      key: recordKey(image.subject.key, image),
      ...(before && { before: { entity: 'record' as const, image: before } }),
    };
  });

/** Versions of a case, oldest first, as sources. */
export const caseSources = (...images: readonly JointCase[]): readonly Versioned[] =>
  images.map((image, index) => {
    const before = images[index - 1];
    return {
      entity: 'case',
      image,
      key: caseKey(image),
      ...(before && { before: { entity: 'case' as const, image: before } }),
    };
  });

/** The letters of a head by its versions. */
export const letters = (sources: readonly Versioned[]): readonly SourcedLetter[] => lettersOf(sources, letterId);

export const NAMES = letterNames(
  {
    behaviours: BEHAVIOURS,
    measures: MEASURES,
    instruments: new Map(INSTRUMENTS.map((entry) => [entry.code, entry])),
  },
  record().decisionDate,
);
