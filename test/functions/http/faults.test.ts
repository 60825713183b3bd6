import { ThrottlingException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postRecords } from '../../../functions/http/handlers/post-records.ts';
import { correctRecords } from '../../../functions/http/handlers/record-changes.ts';
import type { ApiEvent, ApiResult } from '../../../shared/http/event.ts';
import { licence, penalty } from '../../builders/submissions.ts';
import type { Reply } from '../../to-be-problem.ts';
import '../../to-be-problem.ts';
import { type Api, eventOf, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const metadata = { $metadata: {}, message: 'secret table name' };
const throttled = () => new ThrottlingException(metadata);
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({ ...metadata, CancellationReasons: codes.map((Code) => ({ Code })) });

/** A store whose next writes fail with these, in turn; undefined lets one through. */
const failing = (...errors: (Error | undefined)[]) => {
  const next =
    <Given extends unknown[], Done>(work: (...given: Given) => Promise<Done>) =>
    (...given: Given) => {
      const error = errors.shift();
      return error ? Promise.reject(error) : work(...given);
    };
  const { records } = api.deps;
  return { ...api.deps, records: { ...records, add: next(records.add), change: next(records.change) } };
};

const asked = async (handler: unknown, event: ApiEvent): Promise<Reply> => {
  const { statusCode, headers, body } = await (handler as (event: ApiEvent, context: object) => Promise<ApiResult>)(
    event,
    {},
  );
  return { status: statusCode, headers, body: JSON.parse(body) };
};
const post = (body: unknown, ...errors: (Error | undefined)[]) =>
  asked(postRecords(failing(...errors)), eventOf('post-records', { body }));

describe('a fault', () => {
  it('that is only load or contention is a busy service, and says when to come again', async () => {
    const busy = [
      throttled(),
      cancelled('None', 'TransactionConflict'),
      cancelled('ThrottlingError'),
      cancelled('ProvisionedThroughputExceeded'),
    ];
    for (const error of busy) {
      const reply = await post(penalty(), error);
      expect(reply).toBeProblem(503, 'service-busy');
      expect(reply.headers['retry-after']).toBe('5');
    }
  });

  it('of any other sort is an error without its text, logged once under the number that the caller gets', async () => {
    for (const error of [new Error('secret'), cancelled('ValidationError'), new TypeError('secret')]) {
      const before = api.logged.length;
      const reply = await post(penalty(), error);
      expect(reply).toBeProblem(500, 'internal-error');
      expect(JSON.stringify(reply)).not.toContain('secret');
      const lines = api.logged.slice(before);
      expect(lines).toMatchObject([
        { message: 'request failed', fields: { operation: 'post-records', failure: 'internal-error', error } },
      ]);
      expect(reply.body.detail).toContain(String(lines[0]?.fields['requestId']));
      expect(reply.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    }
  });

  it('among many refuses what it met and nothing that was stored beside it', async () => {
    const bodies = ['1', '2', '3'].map((serial) => licence({ documentNumber: `庄许故障${serial}号` }));
    const { addMany } = api.deps;
    const busyForSecond: typeof addMany = async (heads) => {
      const added = [...(await addMany(heads.filter((_, at) => at !== 1)))];
      return added.toSpliced(1, 0, 'busy');
    };
    const event = eventOf('post-records', { body: bodies });
    const reply = await asked(postRecords({ ...api.deps, addMany: busyForSecond }), event);
    expect(reply.body.outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'created',
      'refused',
      'created',
    ]);
    expect(reply.body.outcomes[1].problem).toMatchObject({ type: '/docs/problems#service-busy', status: 503 });
    const again = await post(bodies);
    expect(again.body.outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'unchanged',
      'created',
      'unchanged',
    ]);
  });

  it('that strikes a change in contention is a busy service too', async () => {
    const { body } = await api.post(penalty({ documentNumber: '庄罚故障号' }));
    const event = eventOf('correct-record', {
      id: body.id,
      headers: { 'if-match': '"1"' },
      body: { reason: '有误', content: { fineFen: 1 } },
    });
    expect(await asked(correctRecords(failing(cancelled('None', 'TransactionConflict'))), event)).toBeProblem(
      503,
      'service-busy',
    );
    expect((await asked(correctRecords(failing()), event)).status).toBe(200);
  });
});

it('one line is logged for an outcome, with who asked and what came of it, and nothing of the body', async () => {
  const before = api.logged.length;
  await api.post(penalty({ documentNumber: '庄罚日志号', decisionDate: 'soon' }));
  await api.post(penalty({ documentNumber: '庄罚日志号' }));
  const lines = api.logged.slice(before);
  expect(
    lines.map(
      ({ message, fields }) => `${message} ${fields['operation']} ${fields['outcome']} ${fields['department']}`,
    ),
  ).toEqual([
    'request answered post-records impossible-date market-regulation',
    'request answered post-records 201 market-regulation',
  ]);
  expect(JSON.stringify(lines)).not.toContain('庄罚');
});
