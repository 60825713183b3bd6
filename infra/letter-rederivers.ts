import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CASE_HEAD } from '../shared/cases/case-store.ts';
import { OBJECTION_HEAD } from '../shared/objections/objection-store.ts';
import { RECORD_HEAD } from '../shared/records/record-store.ts';
import { letterRederiver, letterServiceRederiver, type RederiveLettersDeps } from '../shared/rederive/letters.ts';
import type { Rederiver } from '../shared/rederive/rederiver.ts';
import { headStore } from '../shared/register/head-store.ts';
import { REPAIR_HEAD } from '../shared/repairs/repair-store.ts';

/** How the index of letters is derived anew from each sort of head from which letters follow, and from their services. */
export const letterRederivers = (
  deps: RederiveLettersDeps,
  register: { readonly client: DynamoDBDocumentClient; readonly table: string },
): readonly Rederiver[] => [
  letterRederiver(deps, RECORD_HEAD, headStore(RECORD_HEAD, register), (image) => ({ entity: 'record', image })),
  letterRederiver(deps, CASE_HEAD, headStore(CASE_HEAD, register), (image) => ({ entity: 'case', image })),
  letterRederiver(deps, OBJECTION_HEAD, headStore(OBJECTION_HEAD, register), (image) => ({
    entity: 'objection',
    image,
  })),
  letterRederiver(deps, REPAIR_HEAD, headStore(REPAIR_HEAD, register), (image) => ({ entity: 'repair', image })),
  letterServiceRederiver(deps),
];
