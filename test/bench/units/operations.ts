import { digestId } from '../../../shared/crypto/digest-id.ts';
import type { ApiResult } from '../../../shared/http/event.ts';
import serviceDuties from '../../../shared/letters/service-duties.json' with { type: 'json' };
import { type Notification, notification } from '../../../shared/notifications/notification.ts';
import { recordFromItem } from '../../../shared/records/record-store.ts';
import { registrationNumberCheck } from '../../../shared/subjects/check-characters.ts';
import type { ReferencePosting } from '../reference/reference-set.ts';
import { usual, type Weighed } from '../reference/usual.ts';
import { CONTEXT, OFFICERS, type Officer, posting, request } from '../support/events.ts';
import { queueEvent, streamEvent, type Town } from './town.ts';

/** Prepares an operation, then does it. */
type Prepared = () => Promise<() => Promise<unknown>>;

interface Subject {
  readonly category: string;
  readonly unifiedSocialCreditCode?: string;
}

const subjectOf = ({ submission }: ReferencePosting): Subject => submission['subject'] as Subject;

const expectStatus = ({ statusCode, body }: ApiResult, wanted: number): string => {
  if (statusCode !== wanted) throw new Error(`${statusCode} in place of ${wanted}: ${body.slice(0, 200)}`);
  return body;
};

/** Every operation that is counted, on the usual posting of the reference set. */
export const operations = (town: Town, set: readonly Weighed[]) => {
  const organisations = set.map(({ posting }) => posting).filter((one) => subjectOf(one).category === 'organisation');
  // What a head weighs has chance in it, so the usual one may be another each time: not one on the other side of a change of the law.
  const penalty = usual(
    set,
    (one) =>
      organisations.includes(one) &&
      one.submission.kind === 'administrative-penalty' &&
      String(one.submission['decisionDate']) >= serviceDuties.repairNotice.from,
  );
  const personPenalty = usual(set, (one) => subjectOf(one).category === 'person');
  const first: Officer = { department: penalty.department, sub: OFFICERS.first };
  const second: Officer = { department: penalty.department, sub: OFFICERS.second };
  const reader: Officer = { department: 'credit-office', sub: OFFICERS.first };
  const codes = organisations.map((one) => subjectOf(one).unifiedSocialCreditCode).values();
  let serial = 0;

  /** The usual penalty on a new organisation, under a new number. */
  const fresh = (base = penalty): ReferencePosting['submission'] => {
    serial += 1;
    const documentNumber = `${String(base.submission['documentNumber']).slice(0, -2)}${serial}号`;
    const code = codes.next().value;
    const subject = base === penalty ? { ...subjectOf(base), unifiedSocialCreditCode: code } : subjectOf(base);
    return { ...base.submission, documentNumber, subject };
  };
  const onSubjectOf = (known: ReferencePosting['submission']) => ({ ...fresh(), subject: known['subject'] });

  const post = async (submission: object, { by = first, wanted = 201, in: functions = town.quiet } = {}) =>
    JSON.parse(expectStatus(await functions.post(posting(by, submission), CONTEXT), wanted)) as { id: string };
  const countedPost = (submission: object, wanted = 201, by = first) =>
    post(submission, { by, wanted, in: town.counted });
  const posted = async (): Promise<string> => (await post(fresh())).id;

  type Change = 'correct' | 'propose' | 'confirm' | 'release';
  const change = async (
    id: string,
    step: Change,
    given: { body: object; version: number; by?: Officer; quiet?: true; wanted?: number },
  ) => {
    const functions = given.quiet ? town.quiet : town.counted;
    const event = request(given.by ?? first, {
      path: `/records/${id}`,
      id,
      body: given.body,
      headers: { 'if-match': `"${given.version}"` },
    });
    return expectStatus(await functions[step](event, CONTEXT), given.wanted ?? 200);
  };
  const correction = { reason: '录入时多写一位', content: { remarks: '以本次更正为准' } };
  const withdrawal = {
    verb: 'revoke',
    document: '复决〔2026〕3号',
    decidedOn: '2026-11-20',
    reason: '复议机关认定主要事实不清、证据不足',
  };
  const read =
    (id: string, step: 'get' | 'history', { by = first, wanted = 200 } = {}) =>
    async () =>
      expectStatus(
        await town.counted[step](request(by, { method: 'GET', path: `/records/${id}`, id }), CONTEXT),
        wanted,
      );
  const told = async (): Promise<Notification> => {
    const { image: record } = recordFromItem(await town.head(await posted()));
    return notification(
      record,
      { type: 'record.posted', recipient: reader.department, at: record.receivedAt },
      digestId,
    );
  };

  const postOfMany = async (length: number) => {
    const known = Array.from({ length }, () => fresh());
    for (const one of known) await post(one);
    const event = posting(first, known.map(onSubjectOf));
    return async () => expectStatus(await town.counted.post(event, CONTEXT), 200);
  };

  return {
    'a post for a known organisation': async () => {
      const known = fresh();
      await post(known);
      return () => countedPost(onSubjectOf(known));
    },
    'a post of ten records for known organisations': () => postOfMany(10),
    'a post of a hundred records for known organisations': () => postOfMany(100),
    'a post for a first-seen organisation': async () => () => countedPost(fresh()),
    'a post for a sole trader named by its old registration number': async () => {
      const { unifiedSocialCreditCode: _, ...trader } = { ...subjectOf(penalty), category: 'sole-trader' };
      const named = { ...trader, registrationNumber: `21029960000001${registrationNumberCheck('21029960000001')}` };
      await post({ ...fresh(), subject: named });
      return () => countedPost({ ...fresh(), subject: named });
    },
    'a post for a known person': async () => {
      const by = { ...first, department: personPenalty.department };
      await post(fresh(personPenalty), { by });
      return () => countedPost(fresh(personPenalty), 201, by);
    },
    'a post for a first-seen person': async () => {
      const by = { ...first, department: personPenalty.department };
      const someoneElse = {
        ...subjectOf(personPenalty),
        document: { type: 'passport', number: 'E12345678' },
        birthDate: '1990-01-01',
      };
      return () => countedPost({ ...fresh(personPenalty), subject: someoneElse }, 201, by);
    },
    'a post with an Idempotency-Key': async () => {
      const known = fresh();
      await post(known);
      const event = posting(first, onSubjectOf(known), { 'idempotency-key': 'b7f7f5c2-2a2e' });
      return async () => expectStatus(await town.counted.post(event, CONTEXT), 201);
    },
    'a repeated post': async () => {
      const sent = fresh();
      await post(sent);
      return () => countedPost(sent, 200);
    },
    'a post of other content under the same number': async () => {
      const sent = fresh();
      await post(sent);
      return () => countedPost({ ...sent, decisionDate: '2026-01-02' }, 409);
    },
    'a read': async () => read(await posted(), 'get'),
    "a read of another department's record": async () => read(await posted(), 'get', { by: reader, wanted: 404 }),
    'a history of two versions': async () => {
      const id = await posted();
      await change(id, 'correct', { body: correction, version: 1, quiet: true });
      return read(id, 'history');
    },
    'a correction': async () => {
      const id = await posted();
      return () => change(id, 'correct', { body: correction, version: 1 });
    },
    'a correction of a stale version': async () => {
      const id = await posted();
      await change(id, 'correct', { body: correction, version: 1, quiet: true });
      return () => change(id, 'correct', { body: { ...correction, reason: '再次更正' }, version: 1, wanted: 412 });
    },
    'a proposed withdrawal': async () => {
      const id = await posted();
      return () => change(id, 'propose', { body: withdrawal, version: 1 });
    },
    'a confirmed withdrawal': async () => {
      const id = await posted();
      await change(id, 'propose', { body: withdrawal, version: 1, quiet: true });
      return () => change(id, 'confirm', { body: { confirmed: true }, version: 2, by: second });
    },
    'a released hold': async () => {
      const known = fresh();
      await post(known);
      const { id } = await post({
        ...onSubjectOf(known),
        subject: { ...(known['subject'] as Subject), name: '庄河新名称有限公司' },
      });
      return () => change(id, 'release', { body: { finding: '同一主体已更名' }, version: 1, by: second });
    },
    'the relay of a posted record': async () => {
      const event = streamEvent(await town.head(await posted()));
      return () => town.counted.relay(event);
    },
    'the relay of a correction': async () => {
      const id = await posted();
      await change(id, 'correct', { body: correction, version: 1, quiet: true });
      const event = streamEvent(await town.head(id));
      return () => town.counted.relay(event);
    },
    'the relay of a first-seen organisation': async () => {
      const { pk } = await town.head(await posted());
      const event = streamEvent(await town.subject(String(pk)));
      return () => town.counted.relay(event);
    },
    'a delivered notification': async () => {
      const event = queueEvent(await told());
      return () => town.counted.deliver(event);
    },
    'a notification delivered again': async () => {
      const event = queueEvent(await told());
      await town.quiet.deliver(event);
      return () => town.counted.deliver(event);
    },
    'a list of the inbox': async () => {
      await town.quiet.deliver(queueEvent(await told()));
      const event = request(reader, { method: 'GET', path: '/notifications' });
      return async () => expectStatus(await town.counted.list(event, CONTEXT), 200);
    },
    'an acknowledgement': async () => {
      const { id } = await told().then(async (one) => {
        await town.quiet.deliver(queueEvent(one));
        return one;
      });
      const event = request(reader, { path: `/notifications/${id}/acknowledgement`, id });
      return async () => expectStatus(await town.counted.acknowledge(event, CONTEXT), 200);
    },
  } as const satisfies Record<string, Prepared>;
};

export type OperationName = keyof ReturnType<typeof operations>;
