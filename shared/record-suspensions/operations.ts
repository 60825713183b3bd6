import * as z from 'zod';
import { SuspensionSubmission } from '../cases/suspension.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { instantView } from '../kernel/view.ts';
import { type CreditRecord, RECORD_STATES, SUSPENSION_GROUNDS } from '../records/record.ts';

/** What a court or review body learns of a record that it stops or lets go on: which one it is, and how it stands. */
export const RecordOrderView = z
  .object({
    id: z.string(),
    version: z.int(),
    kind: z.string(),
    documentNumber: z.string(),
    department: z.string(),
    state: z.enum(RECORD_STATES),
    suspension: z
      .object({
        ground: z.enum(SUSPENSION_GROUNDS),
        document: z.string(),
        reason: z.string(),
        department: z.string(),
        since: instantView,
        confirmation: z.object({ at: instantView }).optional(),
      })
      .optional(),
  })
  .meta({ id: 'RecordOrder' });

/** The view of a record for who ordered that it stand still, or go on. */
export const toOrderView = ({
  id,
  version,
  kind,
  documentNumber,
  department,
  state,
  suspension,
}: CreditRecord): z.input<typeof RecordOrderView> => ({
  id,
  version,
  kind,
  documentNumber,
  department,
  state,
  suspension,
});

/** Orders of a court or review body take effect whatever version it has seen: nothing is demanded of it but its document. */
const order = {
  method: 'POST',
  roles: ['court', 'review-authority'],
  query: NOTHING,
  body: SuspensionSubmission,
  answers: {
    200: {
      schema: RecordOrderView,
      headers: ['ETag'],
      meaning: {
        zh: '记录的现状；重复的决定不再改变',
        en: 'how the record stands; the same order again changes nothing',
      },
    },
  },
} as const;

export const suspendRecordOperation = operation({
  ...order,
  id: 'suspend-record',
  path: '/records/{id}/suspension',
  summary: {
    zh: '凭法院或者复议机关的文书立即暂停一条记录的公示和使用',
    en: "Let a record stand still at once, on a court's or review body's document",
  },
  problems: ['not-found', 'state-forbids', 'identity-number-in-text'],
});

export const resumeRecordOperation = operation({
  ...order,
  id: 'resume-record',
  path: '/records/{id}/resumption',
  summary: {
    zh: '恢复一条暂停的记录：作出暂停的机关，或者法院',
    en: 'Let a record go on: who suspended it, or a court',
  },
  problems: ['not-found', 'state-forbids', 'not-suspended', 'not-your-suspension', 'identity-number-in-text'],
});
