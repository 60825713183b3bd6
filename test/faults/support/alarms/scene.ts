import { penalty } from '../../../builders/submissions.ts';
import { officer } from '../../../e2e/client.ts';
import { creditCode } from '../postings.ts';
import type { WatchedTown } from './watched-town.ts';

/** Brings about what an alarm warns of, by nothing but what may really happen. */
export type Scene = (town: WatchedTown, alarm: string) => Promise<void>;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const REPORTER = officer('market-regulation');
const SECOND = officer('market-regulation', 'officer-2');

let serial = 0;
export const nextSerial = (): number => {
  serial += 1;
  return serial;
};

/** A serious penalty of a company of its own, public, decided the day before. */
export const submission = ({ now }: Pick<WatchedTown, 'now'>): object => {
  const number = nextSerial();
  const decided = new Date(now().getTime() - DAY).toISOString().slice(0, 10);
  return penalty({
    subject: {
      ...penalty().subject,
      name: `庄河示例警报第${number}公司`,
      unifiedSocialCreditCode: creditCode(70_000 + number),
    },
    documentNumber: `庄警罚〔2026〕${number}号`,
    decisionDate: decided,
    disclosure: { ...penalty().disclosure, decidedOn: decided },
    severity: { grade: 'serious', criterion: '货值金额超过十万元' },
  });
};

/** Posts a record; answers its id. */
export const post = async (town: WatchedTown): Promise<string> => {
  const { status, body } = await town.call(REPORTER, 'POST', '/records', { body: submission(town) });
  if (status !== 201) throw new Error(`POST /records: ${status} ${JSON.stringify(body)}`);
  return body.id;
};

/** Two officers end a record that was never changed. */
export const withdraw = async ({ call, now }: WatchedTown, id: string): Promise<void> => {
  const path = `/records/${id}/withdrawal`;
  const decidedOn = now().toISOString().slice(0, 10);
  const body = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn, reason: '认定事实不清' };
  const asked = await call(REPORTER, 'POST', path, { body, headers: { 'if-match': '"1"' } });
  const confirmed = { body: { confirmed: true }, headers: { 'if-match': '"2"' } };
  const reply = await call(SECOND, 'POST', `${path}/confirmation`, confirmed);
  if (asked.status !== 200 || reply.status !== 200) throw new Error(`POST ${path}: ${asked.status}, ${reply.status}`);
};

/** A schedule fires; all that comes of it is done. */
export const run = async (town: WatchedTown, schedule: string): Promise<void> => {
  await town.fire(schedule);
  await town.idle();
  await town.sample();
};

/** A function that a schedule starts fails every time that it is due, for as long as the alarm looks back, and no longer than a period more. */
export const failsWhenDue =
  (schedule: string): Scene =>
  async (town, name) => {
    const { Period, EvaluationPeriods } = town.alarm(name);
    const begun = town.now();
    const over = begun.getTime() + (EvaluationPeriods + 1) * Period * 1_000;
    town.breakCalls(schedule);
    do {
      town.goToNext(schedule);
      await run(town, schedule);
    } while (!town.wentOn(name, begun) && town.now().getTime() < over);
  };

/** Silence: what must happen does not, for this long. */
export const nothingHappensFor =
  (milliseconds: number): Scene =>
  async (town) =>
    town.goOn(milliseconds);
