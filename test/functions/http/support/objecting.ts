import { expect } from 'vitest';
import { runClocks } from '../../../../functions/schedule/handlers/run-clocks.ts';
import { clockStore } from '../../../../shared/clocks/clock-store.ts';
import { CLOCKED_ENTITIES } from '../../../../shared/clocks/clocked.ts';
import { digestId } from '../../../../shared/crypto/digest-id.ts';
import { clockedObjection } from '../../../../shared/objections/duties.ts';
import { objectionStore } from '../../../../shared/objections/objection-store.ts';
import { clockedRecord } from '../../../../shared/records/duties.ts';
import { penalty } from '../../../builders/submissions.ts';
import type { Reply } from '../../../to-be-problem.ts';
import { caseTown } from '../../support/case-town.ts';
import { type Api, type Officer, officer, type Request, startApi } from './api.ts';
import { account, mandateOf } from './subject-side.ts';

/** The firm's own account, and who handles what is objected to. */
export const FIRM = account('firm-account');
export const AUTHOR = officer('market-regulation');
export const COLLEAGUE = officer('market-regulation', 'officer-2');
export const OFFICE = officer('credit-office', 'officer-1', 'credit-office');
export const COURT = officer('court', 'judge-1', 'court');
export const REVIEW_BODY = officer('justice', 'reviewer-1', 'review-authority');

export const GROUNDS = { grounds: '处罚对象并非本单位', wanted: { outcome: 'delete', text: '请求删除' } };
export const DECISION = {
  documentNumber: '庄市监异〔2026〕1号',
  decidedOn: '2026-11-10',
  examined: '调阅案卷，核对送达回证和抽样记录',
  reason: '经核查，处罚对象有误',
};

type Stored = Reply['body'];

let serial = 0;

/** Handlers, stream, queue of work and clocks over one register; one hand sets all clocks. */
export const objectionTown = async () => {
  const api: Api = await startApi();
  const town = await caseTown(api.engines);
  const setTime = (text: string) => {
    api.setTime(text);
    town.setTime(text);
  };
  setTime('2026-11-10T02:00:00.000Z');
  const { register, derived } = api.stores;
  const objections = objectionStore(register);
  const absent = async () => undefined;
  const clocks = runClocks({
    clocks: clockStore(derived),
    clockedAt: {
      ...(Object.fromEntries(CLOCKED_ENTITIES.map((entity) => [entity, absent])) as Record<
        (typeof CLOCKED_ENTITIES)[number],
        typeof absent
      >),
      record: async (key) => {
        const found = await api.stores.records.get(key);
        return found && clockedRecord(found.image);
      },
      objection: async (key) => {
        const found = await objections.get(key);
        return found && clockedObjection(found.image);
      },
    },
    chase: async () => [],
    notifications: town.deps.notifications,
    idOf: digestId,
    now: town.now,
    log: town.deps.log,
  });

  const mandate = await mandateOf(api, FIRM);
  const change = (operation: Parameters<Api['call']>[0], id: string, version: number, body: unknown, more: Request) =>
    api.call(operation, { id, body, ...more, headers: { 'if-match': `"${version}"`, ...more.headers } });

  const record = async (id: string, who: Officer = AUTHOR): Promise<Stored> =>
    (await api.call('get-record', { id, who })).body;
  const objection = async (id: string, who: Officer = OFFICE): Promise<Stored> =>
    (await api.call('get-objection', { id, who })).body;

  return {
    api,
    town,
    mandate,
    objections,
    clocks,
    setTime,
    change,
    record,
    objection,
    /** A penalty of the firm's, of a number of its own. */
    posted: async (override: object = {}, content: object = {}, who: Officer = AUTHOR): Promise<string> => {
      serial += 1;
      const given = penalty({ documentNumber: `庄市监罚〔2026〕${serial}号`, ...override }, { ...content });
      const { status, body } = await api.post(given, { who });
      expect(status, JSON.stringify(body)).toBe(201);
      await town.settle();
      return body.id;
    },
    /** What the firm says against a record or a case. */
    file: (target: object, more: object = {}, request: Request = {}) =>
      api.call('file-objection', { who: FIRM, id: mandate, body: { target, ...GROUNDS, ...more }, ...request }),
    /** The same, marked and all. */
    filed: async (id: string, more: object = {}, type = 'record'): Promise<Stored> => {
      const body = { target: { type, id }, ...GROUNDS, ...more };
      const reply = await api.call('file-objection', { who: FIRM, id: mandate, body });
      expect(reply.status, JSON.stringify(reply.body)).toBe(201);
      await town.settle();
      return reply.body;
    },
    decide: (found: Stored, more: object, who: Officer = COLLEAGUE) =>
      change('decide-objection', found.id, found.version, { ...DECISION, ...more }, { who }),
    askReview: (found: Stored, version: number, more: Request = {}) =>
      api.call('ask-objection-review', {
        who: FIRM,
        id: mandate,
        params: { objection: found.id },
        headers: { 'if-match': `"${version}"` },
        body: { grounds: '核查未涉及抽样程序' },
        ...more,
      }),
    /** Types of what a department was told of something. */
    told: (about: string, recipient: string): readonly string[] =>
      town.notified.filter((one) => one.about === about && one.recipient === recipient).map(({ type }) => type),
  };
};
export type ObjectionTown = Awaited<ReturnType<typeof objectionTown>>;
