import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { digestId } from '../crypto/digest-id.ts';
import { comparableText } from '../kernel/comparable-text.ts';
import { unifiedCodeIn } from './subject.ts';
import { isSoleTrader, type UnifiedSocialCreditCode } from './unified-social-credit-code.ts';

/** Organisations by their names: a lead to an identifier, never a finding (I10). */
export interface NameLeadStore {
  /** Notes the names of a subject item of the register. Of a sole trader none: the name may be the trader's own (I6). */
  put(subject: unknown): Promise<void>;
  /** Takes back what a subject item led by: nothing is left of the organisation. */
  remove(subject: unknown): Promise<void>;
  /** Unified codes of organisations that bear or bore this name, in their order; at most `MAX_LEADS`. */
  find(name: string): Promise<readonly string[]>;
}

/** More organisations of one name than a person would look through. */
export const MAX_LEADS = 20;

const SubjectItem = z.object({ pk: z.string(), names: z.array(z.string()) });
const LeadItem = z.object({ sk: z.string() });

const pk = (name: string): string => `NAME#${digestId(comparableText(name))}`;

const organisationIn = (key: string): UnifiedSocialCreditCode | undefined => {
  const code = unifiedCodeIn(key);
  return code === undefined || isSoleTrader(code) ? undefined : code;
};

/** The items by which a subject item of the register is found by name. */
const leadsOf = (subject: unknown): readonly { readonly pk: string; readonly sk: string }[] => {
  const { pk: key, names } = SubjectItem.parse(subject);
  const code = organisationIn(key);
  return code === undefined ? [] : [...new Set(names.map(pk))].map((name) => ({ pk: name, sk: code }));
};

export const nameLeadStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): NameLeadStore => ({
  put: async (subject) => {
    for (const Item of leadsOf(subject)) await deps.client.send(new PutCommand({ TableName: deps.table, Item }));
  },
  remove: async (subject) => {
    for (const Key of leadsOf(subject)) await deps.client.send(new DeleteCommand({ TableName: deps.table, Key }));
  },
  find: async (name) => {
    const { Items = [] } = await deps.client.send(
      new QueryCommand({
        TableName: deps.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk(name) },
        Limit: MAX_LEADS,
      }),
    );
    return Items.map((item) => LeadItem.parse(item).sk);
  },
});

/** How many of a subject's names lead nowhere yet. */
export const missingLeads =
  (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }) =>
  async (subject: unknown): Promise<number> => {
    const found = await Promise.all(
      leadsOf(subject).map((Key) => deps.client.send(new GetCommand({ TableName: deps.table, Key }))),
    );
    return found.filter(({ Item }) => Item === undefined).length;
  };
