import * as z from 'zod';
import { changesOf } from '../http/change-operation.ts';
import { DEPARTMENT_ROLES } from '../http/department-roles.ts';
import { NOTHING, type Operation, operation } from '../http/operation.ts';
import { dateText } from '../kernel/schema.ts';
import { InstrumentRevision, InstrumentSubmission, RepealSubmission } from './instrument.ts';
import { InstrumentView } from './instrument-view.ts';
import { RepealDecision } from './repeal.ts';
import { InstrumentApproval, Rewording } from './transitions.ts';

const instrument = { schema: InstrumentView, headers: ['ETag'] };

export const proposeInstrumentEntry = operation({
  id: 'propose-instrument',
  method: 'POST',
  path: '/instruments',
  summary: {
    zh: '登记一条规范性文件条款，待合法性审核',
    en: 'Propose an article of an instrument; a legal reviewer approves',
  },
  roles: ['credit-office'],
  query: NOTHING,
  body: InstrumentSubmission,
  answers: {
    201: { ...instrument, headers: ['ETag', 'Location'], meaning: { zh: '已登记', en: 'registered' } },
    200: { ...instrument, meaning: { zh: '同一条款已经登记', en: 'the same entry was there already' } },
  },
  problems: ['identity-number-in-text', 'code-taken'],
});

export const listInstruments = operation({
  id: 'list-instruments',
  method: 'GET',
  path: '/instruments',
  summary: { zh: '读取规范性文件登记簿', en: 'Read the register of instruments' },
  roles: DEPARTMENT_ROLES,
  body: NOTHING,
  query: z.strictObject({
    on: dateText.exactOptional().describe('只列该日可以作为依据的条款 only what may be relied on that day'),
  }),
  answers: {
    200: {
      schema: z.object({ instruments: z.array(InstrumentView) }).meta({ id: 'Instruments' }),
      meaning: { zh: '按代码排列；缺省为全部条款', en: 'by code; without a day every entry in every state' },
    },
  },
  problems: [],
});

export const getInstrument = operation({
  id: 'get-instrument',
  method: 'GET',
  path: '/instruments/{id}',
  summary: { zh: '读取一条规范性文件条款', en: 'Read an entry of the register of instruments' },
  roles: DEPARTMENT_ROLES,
  body: NOTHING,
  query: NOTHING,
  answers: { 200: { ...instrument, meaning: { zh: '条款', en: 'the entry' } } },
  problems: ['not-found'],
});

/** A change of an entry: on its version, repeatable, answered with the entry after it. */
const change = changesOf(InstrumentView, { zh: '变更后的条款', en: 'the entry after the change' }, [
  'identity-number-in-text',
]);

export const reviseInstrumentEntry = change({
  id: 'revise-instrument',
  path: '/instruments/{id}/revision',
  summary: { zh: '修改未经核准或者被驳回的条款', en: 'Revise an entry that is not approved, or was rejected' },
  roles: ['credit-office'],
  body: InstrumentRevision,
  problems: [],
});

export const approveInstrument = change({
  id: 'approve-instrument',
  path: '/instruments/{id}/approval',
  summary: { zh: '合法性审核：核准或者驳回', en: 'Approve or reject an entry after legal review' },
  roles: ['legal-reviewer'],
  body: InstrumentApproval,
  problems: ['same-officer'],
});

export const rewordInstrumentEntry = change({
  id: 'reword-instrument',
  path: '/instruments/{id}/wording',
  summary: { zh: '更正已核准条款的名称或者说明', en: 'Mend title or note of an approved entry' },
  roles: ['legal-reviewer'],
  body: Rewording,
  problems: ['same-officer'],
});

export const proposeInstrumentRepeal = change({
  id: 'propose-repeal',
  path: '/instruments/{id}/repeal',
  summary: { zh: '提出条款失效，待合法性审核', en: 'Propose to end an entry; a legal reviewer confirms' },
  roles: ['credit-office'],
  body: RepealSubmission,
  problems: [],
});

export const confirmInstrumentRepeal = change({
  id: 'confirm-repeal',
  path: '/instruments/{id}/repeal/confirmation',
  summary: { zh: '确认或者退回失效', en: 'Confirm or reject a proposed end' },
  roles: ['legal-reviewer'],
  body: RepealDecision,
  problems: ['same-officer'],
});

/** Every operation on the register of instruments; one function serves them. */
export const INSTRUMENT_OPERATIONS: readonly Operation[] = [
  proposeInstrumentEntry,
  listInstruments,
  getInstrument,
  reviseInstrumentEntry,
  approveInstrument,
  rewordInstrumentEntry,
  proposeInstrumentRepeal,
  confirmInstrumentRepeal,
];
