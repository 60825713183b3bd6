import { headId } from '../../../../shared/crypto/head-keys.ts';
import { letterServiceKey } from '../../../../shared/crypto/letter-keys.ts';
import { answer, refuse } from '../../../../shared/http/respond.ts';
import type { CalendarDate } from '../../../../shared/kernel/beijing-time.ts';
import { standsAtDoor } from '../../../../shared/letters/letter-access.ts';
import {
  LETTER_SERVICE_TRANSITIONS,
  type LetterService,
  openServed,
  openUnserved,
} from '../../../../shared/letters/letter-service.ts';
import type { LetterServiceStore } from '../../../../shared/letters/letter-service-store.ts';
import { type HrefOf, toLetterView } from '../../../../shared/letters/letter-view.ts';
import type { SourcedLetter } from '../../../../shared/letters/letters-of.ts';
import { listOwnLetters, readOwnLetter } from '../../../../shared/letters/operations.ts';
import type { Mandate } from '../../../../shared/mandates/mandate.ts';
import type { Actor } from '../../../../shared/register/head.ts';
import type { Stored } from '../../../../shared/register/head-store.ts';
import { type SubjectSideDependencies, subjectSide } from '../subject-side.ts';
import { type FindDependencies, letterById, lettersTo } from './find-letters.ts';
import { formatOf, type LetterRenderer } from './render-letter.ts';

export interface OwnLetterDependencies extends SubjectSideDependencies, FindDependencies {
  readonly services: LetterServiceStore;
  readonly renderer: LetterRenderer;
}

/** Where the subject's side reads a letter. */
const doorOf =
  ({ id }: Pick<Mandate, 'id'>): HrefOf =>
  (letter) =>
    `/subjects/${id}/letters/${letter.id}`;

/** What stands at the subject's door, and how each was served. */
const atDoor = async (deps: OwnLetterDependencies, subjectKey: string) => {
  const all = await lettersTo(deps, subjectKey);
  const services = await deps.services.of(all);
  const letters = all.filter((letter) => standsAtDoor(letter, services.has(letter.id)));
  return { letters, services };
};

/** GET /subjects/{id}/letters. */
export const listSubjectLetters = (deps: OwnLetterDependencies) =>
  subjectSide(listOwnLetters, deps, async ({ subject, mandate }) => {
    const { letters, services } = await atDoor(deps, subject.key);
    const facts = { hrefOf: doorOf(mandate) };
    const views = letters.map((letter) => toLetterView(letter, { ...facts, service: services.get(letter.id)?.image }));
    return answer(200, { letters: views });
  });

/** A letter at the subject's door: found by the index of letters, or, if that has not heard of it yet, among all of the subject. */
const letterAtDoor = async (deps: OwnLetterDependencies, subjectKey: string, id: string) => {
  const entry = await deps.index.find(id);
  const isOwn = entry?.about.key.pk === subjectKey;
  const letter = isOwn
    ? await letterById(deps, id, undefined)
    : (await lettersTo(deps, subjectKey)).find((one) => one.id === id);
  if (letter === undefined) return undefined;
  const service = (await deps.services.of([letter])).get(id);
  return standsAtDoor(letter, service !== undefined) ? { letter, service } : undefined;
};

interface Opened {
  readonly letter: SourcedLetter;
  readonly service: Stored<LetterService> | undefined;
  readonly mandate: Mandate;
  readonly by: Actor;
  readonly today: CalendarDate;
}

/** Notes that the letter was opened: the first time, and no other. Two at once: whoever comes second finds it noted. */
const noteOpened = async (
  deps: OwnLetterDependencies,
  { letter, service, mandate, by, today }: Opened,
): Promise<void> => {
  if (service !== undefined) {
    const next = openServed(service.image, by);
    if (next !== undefined) await deps.services.change(service, next, LETTER_SERVICE_TRANSITIONS.open.from);
    return;
  }
  const id = headId(letterServiceKey(letter.subject.key, letter.id));
  const proven = { id, ...(await deps.renderer.proof(letter)) };
  const counterReceipt = mandate.channel === 'counter' ? { counterReceipt: mandate.evidence.receiptNumber } : {};
  const opened = openUnserved(letter, { proven, by, today, ...counterReceipt });
  await deps.services.add(opened, { operation: readOwnLetter.id, mandate: mandate.id });
};

/** GET /subjects/{id}/letters/{letter}: to look at it is to have received it. */
export const readSubjectLetters = (deps: OwnLetterDependencies) =>
  subjectSide(readOwnLetter, deps, async ({ subject, mandate, by, today, request }) => {
    const found = await letterAtDoor(deps, subject.key, request.params['letter'] ?? '');
    if (found === undefined) return refuse({ kind: 'not-found' });
    const { letter, service } = found;
    const format = formatOf(request);
    if (format === 'json') {
      const { digest } = await deps.renderer.proof(letter);
      return answer(200, toLetterView(letter, { service: service?.image, digest, hrefOf: doorOf(mandate) }));
    }
    const printed = await deps.renderer.file(letter, format, { language: request.query.language });
    await noteOpened(deps, { letter, service, mandate, by, today });
    return printed;
  });
