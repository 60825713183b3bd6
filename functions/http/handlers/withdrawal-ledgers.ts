import type { JointCase, PlanItem } from '../../../shared/cases/joint-case.ts';
import { maySee } from '../../../shared/cases/visibility.ts';
import { taskKey } from '../../../shared/crypto/case-keys.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import type { ExchangeEntries } from '../../../shared/exchange/entry-store.ts';
import { exchangeLines } from '../../../shared/exchange/ledger-lines.ts';
import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../shared/http/cursor.ts';
import type { Caller } from '../../../shared/http/event.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type CalendarDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import type { DeliveredNotifications } from '../../../shared/notifications/delivered-store.ts';
import { publicityEndIds } from '../../../shared/notifications/publicity-end.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import type { ReadHeads } from '../../../shared/register/head-batch-store.ts';
import type { HeadStore } from '../../../shared/register/head-store.ts';
import { versionsOf } from '../../../shared/register/versions.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import type { TypicalCaseStore } from '../../../shared/typical-cases/typical-case-store.ts';
import { expectedOfRecord, expectedOfTask } from '../../../shared/withdrawal-ledger/expected.ts';
import { ledgerOf } from '../../../shared/withdrawal-ledger/ledger.ts';
import { toLineView } from '../../../shared/withdrawal-ledger/ledger-view.ts';
import {
  getCaseLedger as caseContract,
  getRecordLedger as recordContract,
} from '../../../shared/withdrawal-ledger/operations.ts';
import type { ToldStore } from '../../../shared/withdrawal-ledger/told-store.ts';

export interface WithdrawalLedgersDependencies extends ApiDependencies {
  readonly records: Pick<HeadStore<CreditRecord>, 'find' | 'history'>;
  readonly cases: Pick<HeadStore<JointCase>, 'find'>;
  readonly tasks: Pick<HeadStore<Task>, 'history'> & { readonly getMany: ReadHeads<Task> };
  readonly typicalCases: Pick<TypicalCaseStore, 'onCase' | 'get'>;
  readonly told: Pick<ToldStore, 'of'>;
  readonly delivered: Pick<DeliveredNotifications, 'entries'>;
  readonly exchange: Pick<ExchangeEntries, 'at'>;
  readonly now: () => Instant;
}

const maySeeRecord = ({ department }: CreditRecord, caller: Caller): boolean =>
  caller.roles.includes('credit-office') || caller.roles.includes('auditor') || caller.department === department;

/** GET /records/{id}/withdrawal-ledger: who was told of a record, of its end, and who acknowledged it. */
export const getRecordLedger = (deps: WithdrawalLedgersDependencies) =>
  api(recordContract, deps, async ({ id, caller }) => {
    const record = (await deps.records.find(id))?.image;
    if (record === undefined || !maySeeRecord(record, caller)) return refuse({ kind: 'not-found' });
    const today = beijingDate(deps.now());
    const [versions, tellings] = await Promise.all([versionsOf(deps.records, record), deps.told.of(id)]);
    const expected = expectedOfRecord(versions, tellings, digestId);
    const recipients = [...expected, ...tellings].map(({ recipient }) => recipient);
    const known = new Set(expected.map((one) => one.id));
    const leaving = publicityEndIds(record, recipients, digestId).filter((one) => !known.has(one));
    const delivered = await deps.delivered.entries([...known, ...leaving]);
    // Whether it left the public with its term is the publisher's to know: of that only what was told is shown.
    const left = leaving.flatMap((one) => delivered.get(one) ?? []);
    const lines = [
      ...ledgerOf({ expected: [...expected, ...left], delivered, tellings, today }),
      ...exchangeLines(await deps.exchange.at(record.publicId), today),
    ];
    return answer(200, { record: id, state: record.state, recipients: lines.map((line) => toLineView(line, today)) });
  });

/** Measures of one page: each is a query of its history and one of the ledger. */
const PAGE = 50;
const AT_ONCE = 8;
/** How many items of the plan came before. */
const POSITION = /^[1-9]\d{0,5}$/;

/** GET /cases/{id}/withdrawal-ledger: the same of each measure of a case, and of the typical cases on it. */
export const getCaseLedger = (deps: WithdrawalLedgersDependencies) => {
  const tasksOf = async ({ id, subject }: JointCase, items: readonly PlanItem[]): Promise<readonly Task[]> => {
    const found = await deps.tasks.getMany(items.map((item) => taskKey(subject.key, { ...item, caseId: id })));
    const byItem = new Map(found.map(({ image }) => [`${image.measure}|${image.department}`, image]));
    return items.flatMap(({ measure, department }) => byItem.get(`${measure}|${department}`) ?? []);
  };

  const measureView = async (task: Task, today: CalendarDate) => {
    const [versions, tellings] = await Promise.all([versionsOf(deps.tasks, task), deps.told.of(task.id)]);
    const expected = expectedOfTask(versions, tellings, digestId);
    const delivered = await deps.delivered.entries(expected.map(({ id }) => id));
    const liftedAt = task.lift?.confirmed?.at;
    const lines = ledgerOf({ expected, delivered, tellings, ...(liftedAt && { liftedAt }), today });
    const recipients = lines.map((line) => toLineView(line, today));
    return { task: task.id, measure: task.measure, state: task.state, recipients };
  };

  const typicalView = async (caseId: string, today: CalendarDate) => {
    const found = await concurrently(AT_ONCE, await deps.typicalCases.onCase(caseId), deps.typicalCases.get);
    const told = await concurrently(AT_ONCE, found, async (stored) => {
      const lines = stored === undefined ? [] : exchangeLines(await deps.exchange.at(stored.image.publicId), today);
      return { id: stored?.image.id ?? '', recipients: lines.map((line) => toLineView(line, today)) };
    });
    return told.filter(({ recipients }) => recipients.length > 0);
  };

  return api(caseContract, deps, async ({ id, query: { cursor }, caller }) => {
    const position = cursor === undefined ? '0' : decodeCursor(cursor, POSITION);
    if (position === undefined) return refuse({ kind: 'invalid-cursor' });
    const joint = (await deps.cases.find(id))?.image;
    if (joint === undefined || !maySee(joint, caller)) return refuse({ kind: 'not-found' });
    const from = Number(position);
    const today = beijingDate(deps.now());
    const tasks = await tasksOf(joint, joint.plan.slice(from, from + PAGE));
    const next = from + PAGE < joint.plan.length ? encodeCursor(String(from + PAGE)) : undefined;
    return answer(
      200,
      {
        case: id,
        state: joint.state,
        measures: await concurrently(AT_ONCE, tasks, (task) => measureView(task, today)),
        typicalCases: await typicalView(id, today),
      },
      nextLink(`/cases/${id}/withdrawal-ledger`, next),
    );
  });
};
