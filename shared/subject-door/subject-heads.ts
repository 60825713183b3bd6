import type { Acceptance } from '../acceptances/acceptance.ts';
import type { Authorisation } from '../authorisations/authorisation.ts';
import type { JointCase } from '../cases/joint-case.ts';
import type { Objection } from '../objections/objection.ts';
import type { CreditRecord } from '../records/record.ts';
import type { Repair } from '../repairs/repair.ts';
import type { PutAway } from '../retention/put-away.ts';
import type { Task } from '../tasks/task.ts';

/** All that the register keeps of one subject, as one read of its partition found it. */
export interface SubjectHeads {
  readonly records: readonly CreditRecord[];
  readonly cases: readonly JointCase[];
  readonly tasks: readonly Task[];
  readonly authorisations: readonly Authorisation[];
  readonly objections: readonly Objection[];
  readonly repairs: readonly Repair[];
  readonly acceptances: readonly Acceptance[];
  /** What stands in the place of heads whose term of retention is over. */
  readonly putAway: readonly PutAway[];
}
