import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { OBJECTIONS, objectionKey } from '../crypto/objection-keys.ts';
import { compareDates } from '../kernel/beijing-time.ts';
import { headBatchStore } from '../register/head-batch-store.ts';
import { type HeadKind, type IndexAttributes, PLAIN_FORMAT } from '../register/head-kind.ts';
import { fromItem, type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { type LinkedPage, linkIndex } from '../register/link-index-store.ts';
import { type OwnedStatus, ownedAttributes, ownedIndex } from '../register/owned-index-store.ts';
import { headsIn, partitionPage } from '../register/partition-store.ts';
import { Objection } from './objection.ts';
import { isUndecided } from './transitions.ts';

/** A version of an objection as it lies in the register. */
export type StoredObjection = Stored<Objection>;

/** All that are undecided in the city, for who supervises: a few a day, so that one partition holds them. */
const UNDECIDED = 'objections#undecided';

const dueOf = ({ review, decideBy }: Objection) => (review?.decideBy ?? decideBy).date;

/** An objection is found by who handles it, open ones first due first; while it is undecided also among all of them. */
const indexesOf = (objection: Objection): IndexAttributes => {
  const { id, department: owner, state, filedOn } = objection;
  const isOpen = state === 'open';
  return {
    ...ownedAttributes('objection', {
      id,
      owner,
      status: isOpen ? 'open' : 'done',
      on: isOpen ? dueOf(objection) : filedOn,
    }),
    ...(isUndecided(objection) && { linkPk: UNDECIDED, linkSk: `${dueOf(objection)}#${id}` }),
  };
};

/** Position in the list of all that are undecided: date and id of the one before. */
export const UNDECIDED_POSITION = /^\d{4}-\d\d-\d\d#[\w-]{22}$/;

/** Objections among the register's heads. */
export const OBJECTION_HEAD: HeadKind<Objection> = {
  entity: 'objection',
  format: { number: PLAIN_FORMAT, image: Objection },
  keyOf: ({ subject, target }) => objectionKey(subject.key, target),
  indexes: indexesOf,
};

/** Parses an item of the table: an objection's head or a version of its history. */
export const objectionFromItem = (item: unknown): StoredObjection => fromItem(OBJECTION_HEAD, item);

/** One page of objections; `next` is the position after which the next page begins. */
export interface ObjectionPage {
  readonly objections: readonly Objection[];
  readonly next: string | undefined;
}

/** Which page of a list. */
interface Page {
  readonly after: string | undefined;
  readonly limit: number;
}

/** Objections in the register. */
export interface ObjectionStore extends HeadStore<Objection> {
  /** Every objection of a subject, read consistently, first filed first. */
  ofSubject(subjectKey: string): Promise<readonly StoredObjection[]>;
  /** Those that a department handles. Found by an index, which lags, and read consistently: a page may hold fewer and have a next one. */
  handledBy(query: Page & { readonly department: string; readonly status: OwnedStatus }): Promise<ObjectionPage>;
  /** All that are undecided, first due first. */
  undecided(page: Page): Promise<ObjectionPage>;
}

const inOrder = ({ image: a }: StoredObjection, { image: b }: StoredObjection): number =>
  compareDates(a.filedOn, b.filedOn) || a.target.version - b.target.version;

export const objectionStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): ObjectionStore => {
  const getMany = headBatchStore(OBJECTION_HEAD, deps);
  const owned = ownedIndex('objection', deps);
  const linked = linkIndex(deps);

  const page = async ({ keys, next }: LinkedPage, belongs: (objection: Objection) => boolean) => {
    const read = new Map((await getMany(keys)).map(({ image }) => [OBJECTION_HEAD.keyOf(image).sk, image]));
    return { objections: keys.flatMap(({ sk }) => read.get(sk) ?? []).filter(belongs), next };
  };

  return {
    ...headStore(OBJECTION_HEAD, deps),

    ofSubject: async (subjectKey) => {
      const found: StoredObjection[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await deps.client.send(
          new QueryCommand({
            TableName: deps.table,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :objections)',
            ExpressionAttributeValues: { ':pk': subjectKey, ':objections': OBJECTIONS },
            ConsistentRead: true,
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        found.push(...headsIn(OBJECTION_HEAD, partitionPage(Items)));
        from = LastEvaluatedKey;
      } while (from !== undefined);
      return found.toSorted(inOrder);
    },

    handledBy: async ({ department, status, after, limit }) =>
      page(
        await owned({ owner: department, status, after, limit }),
        ({ state }) => (state === 'open') === (status === 'open'),
      ),

    undecided: async (asked) => page(await linked(UNDECIDED, asked), isUndecided),
  };
};
