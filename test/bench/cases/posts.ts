import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../../shared/aws/clients.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { names, startEngines } from '../../engines.ts';
import { type ReferencePosting, referenceSet } from '../reference/reference-set.ts';
import { type Case, ratio } from '../report.ts';
import { cpuOf, interleaved, repeated } from '../rounds.ts';
import { CONTEXT, OFFICERS, posting } from '../support/events.ts';
import { headItemsOf } from '../support/head-items.ts';
import { postFunction } from '../support/post-function.ts';

/** Posts of a round: some tenths of a second, which a garbage collection does not tilt. */
const POSTS = 40;
const BATCH = 100;
/** As the function itself does it. */
const AT_ONCE = 8;

const isOfOrganisation = ({ submission }: ReferencePosting): boolean =>
  (submission['subject'] as { category: string }).category !== 'person';

/** Endlessly the same postings, each time under a number that was never used. */
const postings = function* (set: readonly ReferencePosting[]) {
  for (let serial = 1; ; serial += 1) {
    const { department, submission } = set[serial % set.length] as ReferencePosting;
    yield { department, submission: { ...submission, documentNumber: `庄测〔2026〕${serial}号` } };
  }
};

/** Endlessly the same items, each time under a key that was never used. */
const items = function* (set: readonly Readonly<Record<string, unknown>>[]) {
  for (let serial = 1; ; serial += 1)
    yield { ...set[serial % set.length], sk: `bench#${serial}`, id: `bench-${serial}` };
};

/** The function `post-records` on the real engine, in terms of what nobody can do without: a conditional put of an equal item. */
export const posts: Case = {
  name: 'posts',
  run: async ({ rounds }) => {
    const engines = await startEngines();
    try {
      const client = documentClient();
      const handler = postFunction(client);
      const set = referenceSet(BATCH * 2)
        .filter(isOfOrganisation)
        .slice(0, BATCH);
      const next = postings(set);
      const nextItem = items(await headItemsOf(set));
      const expectStatus = (wanted: number, { statusCode, body }: { statusCode: number; body: string }): void => {
        if (statusCode !== wanted) throw new Error(`${statusCode}: ${body}`);
      };
      const officer = (department: string) => ({ department, sub: OFFICERS.first });
      const post = async () => {
        const { department, submission } = next.next().value as ReferencePosting;
        expectStatus(201, await handler(posting(officer(department), submission), CONTEXT));
      };
      const put = () =>
        client.send(
          new PutCommand({
            TableName: names.registerTable,
            Item: nextItem.next().value ?? {},
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
      const get = () =>
        client.send(
          new GetCommand({
            TableName: names.registerTable,
            Key: { pk: 'ORG#none', sk: 'SUBJECT' },
            ConsistentRead: true,
          }),
        );
      const department = set[0]?.department ?? '';
      const batch = () => {
        const own = Array.from({ length: BATCH }, () => {
          const { submission } = next.next().value as ReferencePosting;
          return submission;
        });
        return handler(posting(officer(department), own), CONTEXT);
      };
      // Every subject is known from here on.
      for (const _ of set) await post();
      const costs = await interleaved(rounds, {
        put: repeated(POSTS, put),
        'get and put': repeated(POSTS, async () => {
          await get();
          await put();
        }),
        post: repeated(POSTS, post),
        'puts at once': () => cpuOf(BATCH, () => concurrently(AT_ONCE, Array.from({ length: BATCH }), put)),
        batch: () => cpuOf(BATCH, batch),
      });
      const label = (measure: string, goal?: number) => ({ case: 'posts', measure, ...(goal && { goal }) });
      return [
        ratio(costs, 'post', 'put', label('a post / one bare conditional put', 3)),
        ratio(costs, 'post', 'get and put', label('a post / its two calls, bare')),
        ratio(costs, 'batch', 'puts at once', label('a record of a batch of 100 / one bare put, 8 at once', 3)),
        ratio(costs, 'batch', 'post', label('a record of a batch of 100 / a post')),
      ];
    } finally {
      await engines.stop();
    }
  },
};
