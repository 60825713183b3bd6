import * as z from 'zod';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { shortText } from '../kernel/schema.ts';
import { resumeRecord, suspendRecord } from '../records/marks.ts';
import type { CreditRecord, RecordSuspension } from '../records/record.ts';
import { nextRecord, TRANSITIONS } from '../records/transitions.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';

/** 紧急下架: why, and on which document; where there is none yet, it is urgent, and whoever confirms it names one. */
export const TakeDownSubmission = z
  .strictObject({
    reason: shortText(500).describe('下架理由 why'),
    document: shortText(200)
      .exactOptional()
      .describe('依据的文书；尚无文书的不填 the document; left out where there is none yet'),
  })
  .meta({ id: 'TakeDown' });
export type TakeDownSubmission = z.output<typeof TakeDownSubmission>;

/** The second officer's word: it stays down, or goes on. */
export const TakeDownDecision = z
  .strictObject({
    confirmed: z.boolean().describe('true 维持下架 · false 恢复 it stays down, or goes on'),
    reason: shortText(500).describe('核查情况和理由 what was examined, and why'),
    document: shortText(200)
      .exactOptional()
      .describe('维持下架且原无文书的，须填 demanded where it stays down and there was none'),
  })
  .meta({ id: 'TakeDownDecision' });
export type TakeDownDecision = z.output<typeof TakeDownDecision>;

/** What stands in the place of a document as long as there is none. */
export const URGENT = '紧急（尚无文书）';

const textFailures = (given: { readonly reason: string; readonly document?: string }): readonly Failure[] =>
  identityNumbersIn(Object.entries(given).map(([name, text]) => ({ pointer: `/${name}`, text: String(text) })));

/** Takes a record out of publicity and use at once. One that is down already stays as it is: its second officer is not kept waiting anew. */
export const takeDown = (
  record: CreditRecord,
  { reason, document = URGENT }: TakeDownSubmission,
  by: Actor,
): Result<CreditRecord, Failures> => {
  const failures = textFailures({ reason, document });
  if (isRefused(failures)) return fail(failures);
  if (record.suspension?.ground === 'take-down') return ok(record);
  return suspendRecord(record, { ground: 'take-down', document, reason }, by);
};

/** Who said last that it shall be down: another one says otherwise, or says so as well. */
const lastOfficer = ({ officer, confirmation }: RecordSuspension): string => confirmation?.officer ?? officer;

const decidedFailures = (
  { suspension }: CreditRecord,
  { confirmed, reason, document }: TakeDownDecision,
  by: Actor,
): readonly Failure[] => {
  if (suspension?.ground !== 'take-down') return [{ kind: 'not-taken-down' }];
  if (lastOfficer(suspension) === by.officer) return [{ kind: 'same-officer' }];
  const lacksDocument = confirmed && suspension.document === URGENT && document === undefined;
  return [
    ...(lacksDocument ? [{ kind: 'missing-field', pointer: '/document' } as const] : []),
    ...textFailures({ reason, ...(document !== undefined && { document }) }),
  ];
};

/** Confirms a take-down, or lets the record go on; a second officer does (I7). What was confirmed can be lifted by a third. */
export const decideTakeDown = (
  record: CreditRecord,
  decision: TakeDownDecision,
  by: Actor,
): Result<CreditRecord, Failures> => {
  const forbidden = allowedFrom(record, TRANSITIONS.confirmTakeDown);
  if (isRefused(forbidden)) return fail(forbidden);
  const { suspension } = record;
  const { confirmed, reason, document = suspension?.document } = decision;
  // Said twice is said once.
  if (confirmed && suspension?.confirmation?.officer === by.officer) return ok(record);
  const failures = decidedFailures(record, decision, by);
  if (isRefused(failures)) return fail(failures);
  if (!confirmed) return resumeRecord(record, reason, by);
  if (suspension === undefined || document === undefined) throw new Error(`record ${record.id} is not down`);
  if (suspension.confirmation !== undefined) return ok(record);
  const confirmation = { officer: by.officer, at: by.at, reason };
  return ok(
    nextRecord(record, TRANSITIONS.confirmTakeDown, by, {
      suspension: { ...suspension, document, confirmation },
      reason,
    }),
  );
};
