import { identifierOf } from '../../../shared/checks/asked-subject.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import type { GreenChannelOpening, GreenChannelSubmission } from '../../../shared/green-channel/asking.ts';
import { NOTHING_KNOWN } from '../../../shared/green-channel/counting.ts';
import { eligibilityOf } from '../../../shared/green-channel/eligibility.ts';
import type { GreenChannelLog } from '../../../shared/green-channel/green-channel-log-store.ts';
import type { ReadKnown } from '../../../shared/green-channel/known-of-subject-store.ts';
import { askGreenChannel, getOwnGreenChannel } from '../../../shared/green-channel/operations.ts';
import { toOwnGreenChannel } from '../../../shared/green-channel/views.ts';
import { api } from '../../../shared/http/api.ts';
import type { Caller } from '../../../shared/http/event.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import { comparableText } from '../../../shared/kernel/comparable-text.ts';
import type { AccessStore } from '../../../shared/subject-door/access-store.ts';
import type { FoundSubject, SubjectFinder } from '../../../shared/subjects/subject-finder-store.ts';
import { type SubjectSideDependencies, subjectSide } from './subject-side.ts';

export interface GreenChannelDependencies extends SubjectSideDependencies {
  readonly finder: SubjectFinder;
  readonly known: ReadKnown;
  readonly askings: GreenChannelLog;
  readonly accesses: Pick<AccessStore, 'note'>;
}

/** A reference stands for one application to a department, however it is spelled. */
const openingOf = (
  { reference, purpose }: GreenChannelSubmission,
  { handle, key }: FoundSubject,
  { department }: Caller,
): GreenChannelOpening => ({
  id: digestId(`green-channel|${department}|${comparableText(reference)}`),
  department,
  reference,
  purpose,
  handle,
  ...(key !== undefined && { subject: key }),
});

/** The same officer's same question with the same answer on the same day is the same asking; on another subject it never is. */
const askingId = ({ purpose, handle }: GreenChannelOpening, { officer }: Caller, answered: string): string =>
  digestId([officer, purpose, handle, answered].join('|'));

/** POST /green-channel: yes or no for one application, and answered only once it is logged. Nobody is entered by being asked about. */
export const askGreenChannels = (deps: GreenChannelDependencies) =>
  api(askGreenChannel, deps, async ({ body, caller }) => {
    const at = deps.now();
    const today = beijingDate(at);
    const identifier = identifierOf(body.subject);
    if (identifier === undefined) return refuse({ kind: 'missing-field', pointer: '/subject' });
    const found = await deps.finder.find(identifier);
    const { key } = found;
    const known = key === undefined ? NOTHING_KNOWN : await deps.known(key);
    const { eligible } = eligibilityOf(known, today);
    const opening = openingOf(body, found, caller);
    const id = askingId(opening, caller, `${today}|${eligible}`);
    const asked = await deps.askings.ask(opening, { id, at, officer: caller.officer, eligible });
    if (!asked.ok) return refuse(asked.failure);
    if (key !== undefined) {
      const { department, reference, purpose } = opening;
      const access = { at: asked.value.at, what: 'green-channel', department, reference, purpose } as const;
      await deps.accesses.note(key, opening.id, access);
    }
    return answer(200, { eligible: asked.value.eligible, on: today });
  });

/** GET /subjects/{id}/green-channel: why, for the subject's own eyes. */
export const getOwnGreenChannels = (deps: GreenChannelDependencies) =>
  subjectSide(getOwnGreenChannel, deps, async ({ subject, today }) =>
    answer(200, toOwnGreenChannel(eligibilityOf(await deps.known(subject.key), today), today)),
  );
