import { type DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { checkKeys, expiryOf } from '../checks/check-items-store.ts';
import { addDays, beijingMidnight, type CalendarDate } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import { instantImage } from '../register/head-image.ts';
import { EXPORT_PARTITION } from './export-partition.ts';

/** A first and a last day, both included. */
export interface Period {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** An access as it is kept, with the key of the subject; or an export of such, which concerns all of them. */
const Kept = z.object({
  pk: z.string(),
  sk: z.string(),
  what: z.string().default('check'),
  department: z.string(),
  decisionType: z.string().optional(),
  purpose: z.string().default(''),
  reference: z.string().default(''),
});

/** One access, about a subject by the key of its partition; absent where it was an export. */
export interface KeptAccess {
  readonly at: string;
  /** Id of the check, report or export that it belongs to. */
  readonly about: string;
  readonly what: string;
  readonly department: string;
  readonly decisionType?: string;
  readonly purpose: string;
  readonly reference: string;
  readonly subject?: string;
}

const position = z.object({ pk: z.string(), sk: z.string() });
type Position = z.output<typeof position>;

/** A page of an export as it was logged: who took it, of which days, and where the next one goes on. */
const Logged = z.object({
  at: instantImage,
  department: z.string(),
  officer: z.string(),
  from: dateText,
  to: dateText,
  /** By which subjects are named in this export: random, and never shown. */
  salt: z.string(),
  lines: z.int(),
  next: position.exactOptional(),
});
export type LoggedPage = z.output<typeof Logged>;

const pageKey = (exportId: string, page: number) => ({
  pk: `${EXPORT_PARTITION}${exportId}`,
  sk: `PAGE#${String(page).padStart(6, '0')}`,
});

const ACCESSES = checkKeys.accesses('');

const accessOf = (item: unknown): KeptAccess => {
  const { pk, sk, decisionType, ...rest } = Kept.parse(item);
  const shared = { ...rest, ...(decisionType !== undefined && { decisionType }) };
  if (pk.startsWith(EXPORT_PARTITION)) {
    const { at, from, to } = Logged.parse(item);
    const about = pk.slice(EXPORT_PARTITION.length);
    return { ...shared, at, about, what: 'audit-export', reference: `${from}/${to}` };
  }
  const cut = sk.indexOf('#');
  return { ...shared, at: sk.slice(0, cut), about: sk.slice(cut + 1), subject: pk.slice(ACCESSES.length) };
};

/** Pages of the table that one request reads at most, a megabyte each: well within the gateway's 30 s. */
const READS_A_PAGE = 40;
/** Lines of a page: with the longest references well under the 6 MB of an answer. */
export const LINES_A_PAGE = 2_000;

export const accessExports = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }) => {
  const { client, table: TableName } = deps;

  /** What was accessed in a period, from a position on; the log is kept by subject, so that all of it is read. */
  const read = async ({ from, to }: Period, after: Position | undefined) => {
    const days = { ':from': beijingMidnight(from), ':to': beijingMidnight(addDays(to, 1)) };
    const found: KeptAccess[] = [];
    let next = after;
    for (let reads = 0; reads < READS_A_PAGE; reads += 1) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new ScanCommand({
          TableName,
          FilterExpression:
            '(begins_with(pk, :accesses) AND sk BETWEEN :from AND :to) OR (begins_with(pk, :exports) AND #at BETWEEN :from AND :to)',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ...days, ':accesses': ACCESSES, ':exports': EXPORT_PARTITION },
          ...(next && { ExclusiveStartKey: next }),
          Limit: LINES_A_PAGE,
        }),
      );
      found.push(...Items.map(accessOf));
      next = LastEvaluatedKey === undefined ? undefined : position.parse(LastEvaluatedKey);
      if (next === undefined || found.length >= LINES_A_PAGE) break;
    }
    return { accesses: found, next };
  };

  return {
    read,
    /** Writes down a page before it is handed out. */
    log: async (exportId: string, page: number, logged: LoggedPage): Promise<void> => {
      const Item = { ...pageKey(exportId, page), ...logged, expiresAt: expiryOf(logged.at) };
      await client.send(new PutCommand({ TableName, Item }));
    },
    /** A page that was handed out; undefined if there is none. */
    logged: async (exportId: string, page: number): Promise<LoggedPage | undefined> => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: pageKey(exportId, page), ConsistentRead: true }),
      );
      return Logged.optional().parse(Item);
    },
  };
};

export type AccessExports = ReturnType<typeof accessExports>;
