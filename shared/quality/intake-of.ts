import { canonicalJson } from '../kernel/canonical-json.ts';
import type { FailureKind } from '../kernel/failure.ts';
import { isRecordKind } from '../records/kinds/kinds.ts';
import { type Intake, UNREAD_KIND } from './intake-count-store.ts';

/** What came of one row that was sent: nothing is said against it, or the first thing that is. */
export interface RowOutcome {
  readonly sent: unknown;
  readonly refused?: FailureKind;
}

/** What the system could not do at the time, or keeps put away: neither right nor wrong of who sent it. */
const NOT_THE_SENDERS: readonly FailureKind[] = ['service-busy', 'newer-release', 'internal-error', 'content-put-away'];

const kindOf = (sent: unknown): string => {
  const kind = typeof sent === 'object' && sent !== null && 'kind' in sent ? sent.kind : undefined;
  return isRecordKind(kind) ? kind : UNREAD_KIND;
};

/** Numbers of six digits and more are not part of what tells requests apart: a person's number is one of them (I6). */
const LONG_NUMBERS = /\d{6,}[\dXx]?/g;

/**
 * What one request sent, by kind, for the share that could be taken in. Its id follows from what was sent, so that the same request repeated is
 * counted once; `digest` makes a short text of a long one.
 */
export const intakeOf = (
  rows: readonly RowOutcome[],
  by: Pick<Intake, 'department' | 'month'>,
  digest: (text: string) => string,
): readonly Intake[] => {
  const counted = rows.filter(({ refused }) => refused === undefined || !NOT_THE_SENDERS.includes(refused));
  if (counted.length === 0) return [];
  const { department, month } = by;
  const sent = canonicalJson(rows.map((row) => row.sent)).replaceAll(LONG_NUMBERS, '#');
  const id = digest(`${department}|${sent}`);
  return [...Map.groupBy(counted, (row) => kindOf(row.sent))].map(([kind, some]) => {
    const refused = some.filter((row) => row.refused !== undefined).length;
    return { department, month, id, kind, accepted: some.length - refused, refused };
  });
};
