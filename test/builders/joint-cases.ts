import type { CaseContext } from '../../shared/cases/case-context.ts';
import type { ListsOnDay } from '../../shared/cases/case-lists.ts';
import { ProposalSubmission } from '../../shared/cases/proposal.ts';
import type { Role } from '../../shared/http/operation.ts';
import type { Instrument } from '../../shared/instruments/instrument.ts';
import { beijingDate, type CalendarDate, calendarDate, toInstant } from '../../shared/kernel/beijing-time.ts';
import { Behaviour } from '../../shared/lists/behaviour.ts';
import { Measure } from '../../shared/lists/measure.ts';
import { COMPANY, PERSON } from './submissions.ts';

/** Builders of what joint cases rest on: instruments, two small lists, proposals; and of who acts when. */

type Override = Readonly<Record<string, unknown>>;

const label = (zh: string) => ({ zh, en: `en: ${zh}` });

export const instrument = (code: string, override: Partial<Instrument> = {}): Instrument => {
  const by = { department: 'credit-office', officer: 'credit-office/writer', at: toInstant(Date.parse('2026-01-05')) };
  return {
    id: code.padEnd(22, '_').slice(0, 22),
    version: 2,
    state: 'approved',
    change: { action: 'approve', ...by },
    code,
    rank: 'law',
    title: label(code),
    issuer: label('全国人大常委会'),
    article: label('第一条'),
    inForceFrom: calendarDate('2014-01-01'),
    author: by.officer,
    ...override,
  };
};

/** Codes of the instruments of {@link lists}. */
export const WAGES_LAW = 'wage-payment-regulation-48';
export const PROCUREMENT_LAW = 'government-procurement-law-22';
export const ENFORCEMENT_LAW = 'civil-procedure-law-251';
export const HONOURS_RULE = 'honours-regulation-18';

export const INSTRUMENTS: readonly Instrument[] = [
  instrument(WAGES_LAW, { rank: 'administrative-regulation' }),
  instrument(PROCUREMENT_LAW),
  instrument(ENFORCEMENT_LAW),
  instrument(HONOURS_RULE, { rank: 'administrative-regulation' }),
  instrument('memorandum-2017-2058', { rank: 'memorandum' }),
];

const behaviour = (override: Override) =>
  Behaviour.parse({
    field: 'wage-arrears',
    effect: 'punishment',
    name: label('拖欠农民工工资，情节严重'),
    bases: [WAGES_LAW],
    initiators: ['human-resources'],
    usable: true,
    ...override,
  });

const measure = (override: Override) =>
  Measure.parse({
    name: label('限制参加政府采购活动'),
    class: 'administrative',
    effect: 'punishment',
    neededRanks: ['law', 'administrative-regulation'],
    bases: [PROCUREMENT_LAW],
    binds: [],
    appliesTo: {
      organisations: true,
      soleTraders: true,
      persons: false,
      responsibleClasses: ['legal-representative', 'directly-responsible'],
    },
    departments: ['finance', 'education', 'transport'],
    term: { minMonths: 6, maxMonths: 36 },
    obligation: 'obligatory',
    fields: 'all',
    ...(override['effect'] !== 'incentive' && { national: { item: 'procurement-and-bidding', kind: 'B' } }),
    usable: true,
    ...override,
  });

export const BEHAVIOURS = [
  behaviour({
    code: 'wage-arrears-serious',
    persons: [
      { class: 'legal-representative', basis: WAGES_LAW },
      { class: 'directly-responsible', basis: WAGES_LAW },
    ],
  }),
  behaviour({ code: 'wage-arrears-repeated', field: 'contracts' }),
  behaviour({
    code: 'court-defaulter',
    field: 'court-defaulters',
    bases: [ENFORCEMENT_LAW],
    initiators: ['court'],
    persons: [{ class: 'legal-representative', basis: ENFORCEMENT_LAW }],
  }),
  behaviour({ code: 'tax-class-a', field: 'honesty', effect: 'incentive', initiators: ['tax'], bases: [HONOURS_RULE] }),
  behaviour({ code: 'memorandum-only', bases: ['memorandum-2017-2058'] }),
];

export const MEASURES = [
  measure({ code: 'limit-procurement' }),
  measure({ code: 'limit-subsidies', departments: ['finance'], term: { minMonths: 1, maxMonths: 12 } }),
  measure({
    code: 'limit-consumption',
    appliesTo: { organisations: true, soleTraders: true, persons: true, responsibleClasses: [] },
  }),
  measure({
    code: 'withdraw-honours',
    bases: [HONOURS_RULE],
    fields: ['wage-arrears'],
    departments: ['civilisation-office'],
  }),
  measure({ code: 'memorandum-measure', bases: ['memorandum-2017-2058'] }),
  measure({ code: 'only-contracts', fields: ['contracts'] }),
  measure({
    code: 'green-channel',
    effect: 'incentive',
    bases: [HONOURS_RULE],
    appliesTo: { organisations: true, soleTraders: true, persons: true, responsibleClasses: [] },
    departments: ['administrative-service-centre', 'tax'],
  }),
];

/** The two lists and the register of instruments on a day. */
export const lists = (day: CalendarDate | string, instruments: readonly Instrument[] = INSTRUMENTS): ListsOnDay => ({
  day: calendarDate(day),
  behaviours: { edition: 1, entries: BEHAVIOURS },
  measures: { edition: 1, entries: MEASURES },
  instruments: new Map(instruments.map((entry) => [entry.code, entry])),
});

/** Who acts on a day at ten in the morning, Beijing time. */
export const acting = (
  department: string,
  day: string,
  { name = 'officer-1', roles = ['initiator'] }: { readonly name?: string; readonly roles?: readonly Role[] } = {},
): CaseContext => {
  const at = toInstant(Date.parse(`${day}T02:00:00.000Z`));
  return { by: { department, officer: `${department}/${name}`, at }, roles, today: beijingDate(at) };
};

/** A proposal as it is sent. */
export const proposal = (override: Override = {}, act: Override = {}) => ({
  subject: COMPANY,
  behaviour: 'wage-arrears-serious',
  act: {
    documentNumber: '庄人社监令〔2026〕12号',
    decidedOn: '2026-10-20',
    actDate: '2026-08-31',
    facts: '拖欠四十二名农民工工资共一百二十万元，经责令限期支付逾期未付。',
    ...act,
  },
  measures: ['limit-procurement', 'limit-subsidies'],
  ...override,
});

/** A responsible person's proposal beside a case on the organisation. */
export const personProposal = (organisationCase: string, responsibility: Override = {}) =>
  proposal({
    subject: PERSON,
    measures: ['limit-procurement'],
    responsibility: {
      class: 'legal-representative',
      classBasis: WAGES_LAW,
      role: '法定代表人、总经理',
      finding: '决定将工程进度款挪作他用，并指使转移资产逃避支付。',
      organisationCase,
      ...responsibility,
    },
  });

export const parsedProposal = (sent: object): ProposalSubmission => ProposalSubmission.parse(sent);
