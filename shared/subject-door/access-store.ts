import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { checkKeys, expiryOf } from '../checks/check-items-store.ts';
import { type Instant, parseInstant } from '../kernel/beijing-time.ts';

/**
 * What was looked at: a check before a decision, whether the subject has the green channel, or may supply documents later, a report that the
 * subject authorised, the archive, its own data by a clerk at the counter who acted for it, or an entry by who supervises an objection to it.
 */
export const ACCESS_SORTS = [
  'check',
  'green-channel',
  'acceptance',
  'authorised-report',
  'archive',
  'counter',
  'objection',
] as const;

const instant = z.custom<Instant>((value) => parseInstant(value) !== undefined);

const AccessItem = z.object({
  sk: z.string(),
  what: z.enum(ACCESS_SORTS).default('check'),
  department: z.string(),
  decisionType: z.string().optional(),
  purpose: z.string(),
  reference: z.string(),
});

/** Who looked at what is kept of a subject, and why: department or reader, never the officer. */
export interface Access extends Omit<z.output<typeof AccessItem>, 'sk'> {
  readonly at: Instant;
}

/** One page of accesses, newest first; `next` is the position after which the next page begins. */
export interface AccessPage {
  readonly accesses: readonly Access[];
  readonly next: string | undefined;
}

/** Who looked at what is kept of a subject, for five years. */
export interface AccessStore {
  /** Notes an access; `id` names what it belongs to, so that the same one noted again is one. */
  note(subjectKey: string, id: string, access: Access): Promise<void>;
  of(subjectKey: string, after: string | undefined, limit: number): Promise<AccessPage>;
}

/** Position of a page: the moment and the id of the access before. */
export const ACCESS_POSITION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[\w-]{22}$/;

const toAccess = (item: unknown): Access => {
  const { sk, ...access } = AccessItem.parse(item);
  return { ...access, at: instant.parse(sk.slice(0, sk.indexOf('#'))) };
};

/** In `derived`, beside what checks write there (shared/checks/check-log-store.ts). */
export const accessStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): AccessStore => ({
  note: async (subjectKey, id, { at, ...access }) => {
    const Item = { ...checkKeys.access(subjectKey, at, id), ...access, expiresAt: expiryOf(at) };
    await deps.client.send(new PutCommand({ TableName: deps.table, Item }));
  },

  of: async (subjectKey, after, limit) => {
    const partition = checkKeys.accesses(subjectKey);
    const { Items = [] } = await deps.client.send(
      new QueryCommand({
        TableName: deps.table,
        KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :after',
        ExpressionAttributeValues: { ':pk': partition, ...(after !== undefined && { ':after': after }) },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: limit + 1,
      }),
    );
    const page = Items.slice(0, limit);
    const last = page.at(-1);
    const next = Items.length > limit && last !== undefined ? AccessItem.parse(last).sk : undefined;
    return { accesses: page.map(toAccess), next };
  },
});
