import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches } from '../aws/batches.ts';
import type { Grounds } from '../cases/grounds.ts';
import { JointCase } from '../cases/joint-case.ts';
import { JOINT } from '../crypto/case-keys.ts';
import { instrumentKey } from '../crypto/list-keys.ts';
import { unpackVersion } from '../crypto/sealed-version.ts';
import { concurrently } from '../kernel/concurrently.ts';
import type { HeadKey } from '../register/head.ts';
import { type BodyFormat, PLAIN_FORMAT } from '../register/head-kind.ts';
import { Task } from '../tasks/task.ts';
import { Basis } from './basis.ts';
import { groundsOf } from './grounds-store.ts';

/** What the register holds on a subject's joint cases, as one consistent read of its partition found it. */
export interface HeadsOfSubject {
  /** Measures that are applied. */
  readonly tasks: readonly Task[];
  /** The cases of these, by id. */
  readonly cases: ReadonlyMap<string, JointCase>;
  /** Every case and task that is there, as `id version`: what the answer rests on. */
  readonly seen: readonly string[];
}

/** What a check reads of the register: consistently, and writing nothing. */
export interface KnownHeads {
  /** All of a subject in one partition; empty for whom the register does not know. */
  of(subjectKey: string): Promise<HeadsOfSubject>;
  /** On what the joint cases of subjects rest, by key; as late as this is read, so late an end still counts. */
  grounds(subjectKeys: readonly string[]): Promise<ReadonlyMap<string, Grounds>>;
  /** Cases of other partitions, by id. */
  cases(keys: readonly HeadKey[]): Promise<ReadonlyMap<string, JointCase>>;
  /** Entries of the register of instruments, by code. */
  bases(codes: readonly string[]): Promise<ReadonlyMap<string, Basis>>;
  /** The names under which subjects are known, by key. */
  names(subjectKeys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

const HeadItem = z.object({
  sk: z.string(),
  entity: z.string(),
  id: z.string(),
  version: z.int(),
  state: z.string(),
  body: z.instanceof(Uint8Array),
});
type HeadItem = z.output<typeof HeadItem>;
const NamesItem = z.object({ pk: z.string(), names: z.array(z.string()) });

/** A list of a thousand subjects must fill neither the client's connections nor one host's queue. */
export const PARTITIONS_AT_ONCE = 16;

const format = <Image>(image: z.ZodType<Image>): BodyFormat<Image> => ({ number: PLAIN_FORMAT, image });
const TASK = format(Task);
const CASE = format(JointCase);
const BASIS = format(Basis);

const imageIn = <Image>(of: BodyFormat<Image>, { body }: HeadItem): Image => unpackVersion(of, body).image;

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];

const byId = (cases: readonly JointCase[]): ReadonlyMap<string, JointCase> =>
  new Map(cases.map((joint) => [joint.id, joint]));

export const knownHeads = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): KnownHeads => {
  const { client, table: TableName } = deps;
  const several = batches(client, TableName);

  const partition = async (subjectKey: string): Promise<readonly HeadItem[]> => {
    const found: HeadItem[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :joint)',
          ExpressionAttributeValues: { ':pk': subjectKey, ':joint': JOINT },
          ConsistentRead: true,
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      found.push(...Items.map((item) => HeadItem.parse(item)));
      from = LastEvaluatedKey;
    } while (from !== undefined);
    return found;
  };

  return {
    // Bodies are opened only of what can bind: most of a history is over.
    of: async (subjectKey) => {
      const heads = await partition(subjectKey);
      const tasks = heads
        .filter(({ entity, state }) => entity === 'task' && state === 'applied')
        .map((head) => imageIn(TASK, head));
      const carrying = new Set(tasks.map((task) => task.case.key.sk));
      const cases = heads.filter(({ entity, sk }) => entity === 'case' && carrying.has(sk));
      return {
        tasks,
        cases: byId(cases.map((head) => imageIn(CASE, head))),
        seen: heads.map(({ id, version }) => `${id} ${version}`),
      };
    },

    grounds: async (subjectKeys) =>
      new Map(
        await concurrently(PARTITIONS_AT_ONCE, new Set(subjectKeys), async (key) => {
          const grounds = await groundsOf(deps, key);
          return [key, grounds] as const;
        }),
      ),

    cases: async (keys) => {
      const distinct = new Map(keys.map(({ pk, sk }) => [`${pk}|${sk}`, { pk, sk }]));
      const items = await several.get([...distinct.values()]);
      // What was put away in a case's place carries nothing any more.
      const heads = items.map((item) => HeadItem.parse(item)).filter(({ entity }) => entity === 'case');
      return byId(heads.map((head) => imageIn(CASE, head)));
    },

    bases: async (codes) => {
      const items = await several.get(unique(codes).map((code) => instrumentKey({ code })));
      const bases = items.map((item) => imageIn(BASIS, HeadItem.parse(item)));
      return new Map(bases.map((basis) => [basis.code, basis]));
    },

    names: async (subjectKeys) => {
      const items = await several.get(unique(subjectKeys).map((pk) => ({ pk, sk: 'SUBJECT' })));
      return new Map(items.map((item) => NamesItem.parse(item)).map(({ pk, names }) => [pk, names]));
    },
  };
};
