import type { WorkOf } from '../../../shared/cases/case-work.ts';
import { addDays, beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import type { Ledger } from '../../../shared/retention/ledger-store.ts';
import type { RetentionDueStore } from '../../../shared/retention/retention-due-store.ts';
import type { LeavingSubjects } from '../../../shared/subjects/leaving-subject-store.ts';

export interface ForgetDeps {
  readonly subjects: LeavingSubjects;
  readonly due: Pick<RetentionDueStore, 'note'>;
  readonly ledger: Pick<Ledger, 'enter'>;
  readonly now: () => Instant;
}

/**
 * Forgets a subject of whom nothing is left: one night it is marked, the next one it goes, unless somebody named it in between, which takes
 * the mark away. A request of that moment has long ended by then, so that nothing is written for whom nobody finds any more.
 */
export const forget = async (deps: ForgetDeps, { id, key, on }: WorkOf<'retain'>): Promise<void> => {
  const noted = { id, version: 1, key, what: 'subject' } as const;
  const leaving = await deps.subjects.find(key.pk);
  if (leaving === undefined) return deps.due.note(noted);
  const at = deps.now();
  if (!leaving.isEmpty) {
    await deps.subjects.unmark(key.pk);
    return deps.due.note(noted);
  }
  const { leavingSince } = leaving;
  if (leavingSince === undefined) await deps.subjects.mark(key.pk, at);
  if (leavingSince === undefined || beijingDate(leavingSince) >= beijingDate(at)) {
    return deps.due.note({ ...noted, due: addDays(on, 1) });
  }
  await deps.ledger.enter([{ format: 1, of: 'subject', id, version: 1, action: 'forget', at: leavingSince }]);
  if (await deps.subjects.forget(key.pk, leavingSince)) await deps.due.note(noted);
};
