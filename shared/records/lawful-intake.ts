import { addDays, ageOn, type CalendarDate } from '../kernel/beijing-time.ts';
import { comparableText } from '../kernel/comparable-text.ts';
import type { Failure } from '../kernel/failure.ts';
import { findContactNumbers, findIdentityNumbers } from '../subjects/personal-data-in-text.ts';
import type { PersonSubmission, SubjectCategory } from '../subjects/subject.ts';
import type { Content } from './content-schema.ts';
import { contentColumns, kindDefinition, type RecordKind } from './kinds/kinds.ts';
import type { HoldReason } from './record.ts';
import type { RecordSubmission } from './submission.ts';

const ADULT = 18;

/** 治安管理处罚法 (revision of 2025, in force 2026-01-01) seals its records: they are recognised by the basis that they cite. */
const SEALED_BASIS = '治安管理处罚';

/** A text that somebody wrote, and its place. */
export interface Text {
  readonly pointer: string;
  readonly text: string;
}

const textsIn = (base: string, object: object): readonly Text[] =>
  Object.entries(object).flatMap(([name, value]) => {
    if (typeof value === 'string') return [{ pointer: `${base}/${name}`, text: value }];
    return Array.isArray(value)
      ? value.map((text, index) => ({ pointer: `${base}/${name}/${index}`, text: String(text) }))
      : [];
  });

interface Named {
  readonly name: string;
}

/** Everything in a posting, or in a record, that somebody wrote: names, numbers of documents, content, severity and disclosure. */
export const textsOf = (
  written: Pick<RecordSubmission, 'content' | 'severity' | 'disclosure' | 'documentNumber'> & {
    readonly subject: Named & { readonly legalRepresentative?: Named };
    readonly authority?: Named;
    readonly source?: Named;
  },
): readonly Text[] => {
  const { subject, documentNumber, authority, source, content, severity, disclosure } = written;
  return [
    ...textsIn('/content', content),
    ...textsIn('/severity', { criterion: severity?.criterion }),
    ...textsIn('/disclosure', {
      basis: disclosure?.basis,
      socialImpact: disclosure?.socialImpact,
      necessity: disclosure?.necessity,
    }),
    ...textsIn('', { documentNumber }),
    ...textsIn('/subject', { name: subject.name }),
    ...textsIn('/subject/legalRepresentative', { name: subject.legalRepresentative?.name }),
    ...textsIn('/authority', { name: authority?.name }),
    ...textsIn('/source', { name: source?.name }),
  ];
};

/** Text that seems to hold a telephone or account number waits for an officer (政府信息公开条例 14–17). */
export const holdFor = (texts: readonly Text[]): readonly HoldReason[] =>
  texts.some(({ text }) => findContactNumbers(text).length > 0) ? ['contact-in-text'] : [];

/** No identity number in free text: it could not be taken back from whoever was told (personal information protection law, article 6). */
export const identityNumbersIn = (texts: readonly Text[]): readonly Failure[] =>
  texts
    .filter(({ text }) => findIdentityNumbers(text).length > 0)
    .map(({ pointer }) => ({ kind: 'identity-number-in-text', pointer }));

/** Amounts and licences that the stated categories make necessary: the columns' `requiredWhen`. */
export const missingAmounts = (kind: RecordKind, content: Content): readonly Failure[] =>
  contentColumns(kind).flatMap(({ field, requiredWhen }) => {
    if (requiredWhen === undefined || content[field] !== undefined) return [];
    const stated = content[requiredWhen.field];
    const category = Array.isArray(stated) && stated.find((word) => word.includes(requiredWhen.contains));
    return category ? [{ kind: 'amount-missing', pointer: `/content/${field}`, parameters: { category } }] : [];
  });

/** Nothing is dated in the future, and an act does not come after its decision. */
export const futureDates = (
  submission: Pick<RecordSubmission, 'decisionDate' | 'actDate' | 'disclosure'>,
  today: CalendarDate,
): readonly Failure[] => {
  const dates = [
    { pointer: '/decisionDate', date: submission.decisionDate, latest: today },
    { pointer: '/actDate', date: submission.actDate, latest: submission.decisionDate },
    { pointer: '/disclosure/decidedOn', date: submission.disclosure?.decidedOn, latest: today },
  ];
  return dates
    .filter(({ date, latest }) => date !== undefined && date > latest)
    .map(({ pointer }) => ({ kind: 'decision-in-future', pointer, parameters: { today } }));
};

const ofAge = (person: PersonSubmission, actDate: CalendarDate | undefined): readonly Failure[] => {
  const birthDate = person.document.birthDate ?? person.birthDate;
  if (birthDate === undefined) return [{ kind: 'birth-date-required', pointer: '/subject/birthDate' }];
  if (actDate === undefined) return [{ kind: 'act-date-required', pointer: '/actDate' }];
  // Full age begins on the day after the eighteenth birthday (法释〔2006〕1号, article 2).
  return ageOn(birthDate, addDays(actDate, -1)) < ADULT ? [{ kind: 'under-age', pointer: '/actDate' }] : [];
};

/** A penalty that a law seals is not taken in. */
export const sealedByLaw = (kind: RecordKind, content: Content): readonly Failure[] =>
  kindDefinition(kind).negative && comparableText(String(content['legalBasis'] ?? '')).includes(SEALED_BASIS)
    ? [{ kind: 'sealed-by-law', pointer: '/content/legalBasis' }]
    : [];

/** What only negative records must satisfy: a severity, an adult, and no law that seals them. */
export const lawfulNegative = (submission: RecordSubmission): readonly Failure[] => {
  if (!kindDefinition(submission.kind).negative) return [];
  return [
    ...sealedByLaw(submission.kind, submission.content),
    ...(submission.severity === undefined ? [{ kind: 'severity-required', pointer: '/severity' } as const] : []),
    ...(submission.subject.category === 'person' ? ofAge(submission.subject, submission.actDate) : []),
  ];
};

/**
 * A decision to publish: never for a person (I6); a penalty only with its social impact (行政处罚法 48);
 * a minor case only if its authority says why (Order 36).
 */
export const lawfulDisclosure = (
  submission: Pick<RecordSubmission, 'kind' | 'severity' | 'disclosure'> & {
    readonly subject: { readonly category: SubjectCategory };
  },
): readonly Failure[] => {
  const { disclosure, severity, subject, kind } = submission;
  if (!disclosure?.public) return [];
  if (subject.category === 'person') return [{ kind: 'person-not-disclosed', pointer: '/disclosure/public' }];
  if (!kindDefinition(kind).negative) return [];
  return [
    ...(disclosure.socialImpact === undefined
      ? [{ kind: 'disclosure-without-basis', pointer: '/disclosure/socialImpact' } as const]
      : []),
    ...(severity?.grade === 'minor' && disclosure.necessity === undefined
      ? [{ kind: 'necessity-required', pointer: '/disclosure/necessity' } as const]
      : []),
  ];
};
