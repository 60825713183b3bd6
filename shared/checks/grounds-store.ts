import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Grounds } from '../cases/grounds.ts';
import { OBJECTION_HEAD } from '../objections/objection-store.ts';
import { RECORD_HEAD } from '../records/record-store.ts';
import { headsIn, partitionItems } from '../register/partition-store.ts';
import { REPAIR_HEAD } from '../repairs/repair-store.ts';

/**
 * On what a subject's joint cases rest, in one consistent Query. Of records only those are opened that have ended, on which something was
 * decided, or which are mirrored from elsewhere: whatever else there is carries its cases.
 */
export const groundsOf = async (
  deps: { readonly client: DynamoDBDocumentClient; readonly table: string },
  subjectKey: string,
): Promise<Grounds> => {
  const items = await partitionItems(deps, subjectKey);
  const repairs = headsIn(REPAIR_HEAD, items).map(({ image }) => image);
  const objections = headsIn(OBJECTION_HEAD, items).map(({ image }) => image);
  const decidedOn = new Set([...repairs, ...objections].map(({ target }) => target.id));
  const concerned = items.filter(
    ({ id, state, mirrored }) => state === 'ended' || mirrored === true || decidedOn.has(String(id)),
  );
  return { records: headsIn(RECORD_HEAD, concerned).map(({ image }) => image), repairs, objections };
};
