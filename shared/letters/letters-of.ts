import { beijingDate } from '../kernel/beijing-time.ts';
import { namedSubject } from '../subjects/named-subject.ts';
import { broughtForth } from './brought-forth.ts';
import type { Letter, OwnService, Versioned } from './letter.ts';
import { datedBy } from './letter-date.ts';
import type { LetterType } from './letter-type.ts';

/** The id of a letter, by the version that brings it forth. */
export type LetterIdOf = (about: { readonly id: string; readonly version: number }, type: LetterType) => string;

/** A letter, and the version from which its text is made. */
export interface SourcedLetter extends Letter {
  readonly source: Versioned;
}

/** A review is decided by who reviews; everything else is issued by whose head it is. */
const issuerOf = ({ entity, image }: Versioned, type: LetterType): string =>
  entity === 'objection' && type === 'review-decision'
    ? (image.review?.decision?.department ?? image.department)
    : image.department;

/** What was decided on a case reaches its subject by service, and by nothing before it. */
const AWAITS_SERVICE: readonly LetterType[] = ['prior-notice', 'decision', 'incentive-decision'];

/** The letters that one version brings forth. */
export const lettersFrom = (source: Versioned, idOf: LetterIdOf): readonly SourcedLetter[] =>
  broughtForth(source).map((type) => {
    const { entity, image, key } = source;
    const { id, version, change } = image;
    return {
      id: idOf({ id, version }, type),
      type,
      about: { entity, id, version, key },
      department: issuerOf(source, type),
      subject: entity === 'record' ? namedSubject(image.subject) : image.subject,
      date: beijingDate(change.at),
      ...datedBy(source, type),
      at: change.at,
      isDraft: type === 'prior-notice' && entity === 'case' && image.notice === undefined,
      isOpenAtDoor: !AWAITS_SERVICE.includes(type) && !(type === 'repair-notice' && entity === 'case'),
      source,
    };
  });

/** What a case's newest version says of the service of a letter of it. */
const ownService = (type: LetterType, newest: Versioned): OwnService | undefined => {
  if (newest.entity !== 'case') return undefined;
  const { notice, service } = newest.image;
  switch (type) {
    case 'prior-notice':
      return notice && { ...notice, answerBy: { date: notice.answerBy, provisional: notice.provisional } };
    case 'decision':
    case 'incentive-decision':
      return service;
    case 'repair-notice':
      return service?.together?.includes('repair-notice') ? service : undefined;
    default:
      return undefined;
  }
};

/** Whether a letter still is what would be handed over: a draft is overtaken by the notice, and by every other way on. */
const stands = ({ isDraft }: Letter, newest: Versioned): boolean => !isDraft || newest.image.state === 'proposed';

/** A letter as it stands by the newest version. */
const asOf = (letter: SourcedLetter, newest: Versioned): SourcedLetter => {
  const own = letter.isDraft ? undefined : ownService(letter.type, newest);
  const wasDecisionServed = newest.entity === 'case' && newest.image.service !== undefined;
  return {
    ...letter,
    ...(own && { ownService: own }),
    isOpenAtDoor: letter.isOpenAtDoor || own !== undefined || (letter.type === 'repair-notice' && wasDecisionServed),
  };
};

/** Every letter of a head, oldest first, by all its versions, oldest first. */
export const lettersOf = (versions: readonly Versioned[], idOf: LetterIdOf): readonly SourcedLetter[] => {
  const newest = versions.at(-1);
  if (newest === undefined) return [];
  return versions
    .flatMap((source) => lettersFrom(source, idOf))
    .filter((letter) => stands(letter, newest))
    .map((letter) => asOf(letter, newest));
};
