import { paginateScan } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { documentClient, s3Client } from '../../shared/aws/clients.ts';
import type { PartMessage } from '../../shared/imports/part-queue.ts';
import { recordFromItem } from '../../shared/records/record-store.ts';
import { send } from '../builders/files.ts';
import { announcedImport, licences, ndjson } from '../builders/imports.ts';
import { PERSON } from '../builders/submissions.ts';
import { names } from '../engines.ts';
import { type Api, startApi } from './http/support/api.ts';
import { fileCame, importing, messageOf } from './http/support/importing.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

type Next = (args: never) => Promise<unknown>;
interface Client {
  readonly middlewareStack: {
    add(middleware: (next: Next) => Next, options: { name: string; step: 'initialize' }): void;
  };
}

/** A process that lives for some calls: the last one is carried out or not, its answer is lost, and nothing is done after it. */
const life = (calls: number, landed: boolean) => {
  let left = calls;
  const mortal = <One extends Client>(client: One): One => {
    client.middlewareStack.add(
      (next) => async (args) => {
        left -= 1;
        if (left < 0) throw new Error('killed');
        if (left > 0) return next(args);
        if (landed) await next(args);
        throw new Error('killed');
      },
      { name: 'mortal', step: 'initialize' },
    );
    return client;
  };
  return { client: mortal(documentClient()), objects: mortal(s3Client()) };
};

const recordsOf = async (series: string): Promise<readonly string[]> => {
  const found: string[] = [];
  const { client } = api.stores.register;
  for await (const { Items = [] } of paginateScan({ client }, { TableName: names.registerTable, ConsistentRead: true }))
    found.push(
      ...Items.filter(({ entity }) => entity === 'record').map((item) => recordFromItem(item).image.documentNumber),
    );
  return found.filter((number) => number.includes(series));
};

let serial = 0;

it('an import that is killed anywhere, again and again, ends with each row once, and with the counts of one that never was', async () => {
  const lives = fc.array(fc.record({ calls: fc.integer({ min: 1, max: 30 }), landed: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(lives, async (deaths) => {
      serial += 1;
      const series = `杀${serial}号`;
      const rows: unknown[] = licences(24, series);
      rows[3] = { ...(rows[3] as object), decisionDate: '2026-13-01' };
      rows[7] = rows[6];
      rows[9] = { ...(rows[9] as object), subject: PERSON, disclosure: undefined };
      // Of two that contradict each other the first one stays: they lie in one part, for parts have no order.
      rows[2] = { ...(rows[1] as object), decisionDate: '2026-11-01' };
      const bytes = ndjson(rows);
      const { body } = await api.call('post-import', { body: announcedImport(bytes) });
      await send(body.form, bytes);

      const waiting: (PartMessage | object)[] = [fileCame(body.id)];
      const lifetimes = deaths[Symbol.iterator]();
      for (let round = 0; waiting.length > 0; round += 1) {
        // Every life but the last ones ends by a kill: nothing waits for good.
        expect(round).toBeLessThan(30);
        const death = lifetimes.next();
        const clients = death.done ? {} : life(death.value.calls, death.value.landed);
        const work = importing(api, 4_000, clients);
        for (const message of waiting.splice(0)) {
          const { batchItemFailures } = await work.handle(messageOf(message));
          waiting.push(...work.waiting.splice(0), ...(batchItemFailures.length > 0 ? [message] : []));
        }
      }

      const { body: over } = await api.call('get-import', { id: body.id });
      expect(over).toMatchObject({
        state: 'finished',
        counts: { rows: 24, created: 21, unchanged: 1, refused: 2 },
      });
      const stored = await recordsOf(series);
      expect(stored).toHaveLength(21);
      expect(new Set(stored).size).toBe(21);
      const errors = (await (await fetch(over.errors.link.url)).text()).trim().split('\n');
      expect(errors.map((line) => JSON.parse(line).number)).toEqual([3, 4]);
      expect((await importing(api).paths()).filter((path) => path.includes(body.id))).toEqual([`errors/${body.id}`]);
    }),
    { numRuns: 8 },
  );
}, 300_000);
