import type { CalendarDate } from '../kernel/beijing-time.ts';
import { comparableText } from '../kernel/comparable-text.ts';
import type { Failure } from '../kernel/failure.ts';
import { recordRetention } from '../retention/record-retention.ts';
import type { Text } from '../subjects/identity-numbers.ts';
import { underAge } from '../subjects/of-age.ts';
import { findContactNumbers } from '../subjects/personal-data-in-text.ts';
import type { Content } from './content-schema.ts';
import { contentColumns, kindDefinition, type RecordKind } from './kinds/kinds.ts';
import type { HoldReason } from './record.ts';
import type { RecordSubmission } from './submission.ts';

/** 治安管理处罚法 (revision of 2025, in force 2026-01-01) seals its records: they are recognised by the basis that they cite. */
const SEALED_BASIS = '治安管理处罚';

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

/** Amounts and licences that the stated categories make necessary: the columns' `requiredWhen`. */
export const missingAmounts = (kind: RecordKind, content: Content): readonly Failure[] =>
  contentColumns(kind).flatMap(({ field, requiredWhen }) => {
    if (requiredWhen === undefined || content[field] !== undefined) return [];
    const stated = content[requiredWhen.field];
    const category = Array.isArray(stated) && stated.find((word) => word.includes(requiredWhen.contains));
    return category ? [{ kind: 'amount-missing', pointer: `/content/${field}`, parameters: { category } }] : [];
  });

/** A negative record that a law seals is not taken in, nor a statement that tells of one. */
export const sealedByLaw = (kind: RecordKind, content: Content): readonly Failure[] =>
  contentColumns(kind)
    .filter(({ field, citesLaw }) => citesLaw && comparableText(String(content[field] ?? '')).includes(SEALED_BASIS))
    .filter(() => kindDefinition(kind).negative || kindDefinition(kind).statementOf !== undefined)
    .map(({ at }) => ({ kind: 'sealed-by-law', pointer: at }));

/** A negative record that is older than such records may be kept is not taken in (征信业管理条例 16): the place is the day from which it counts. */
export const beyondRetention = (
  submission: Pick<RecordSubmission, 'kind' | 'decisionDate' | 'actDate' | 'content'>,
  today: CalendarDate,
): readonly Failure[] => {
  const { kind, actDate } = submission;
  const until = kindDefinition(kind).negative ? recordRetention(submission, today)?.archiveOn : undefined;
  if (until === undefined || until > today) return [];
  const pointer = actDate === undefined ? '/decisionDate' : '/actDate';
  return [{ kind: 'beyond-retention', pointer, parameters: { until } }];
};

/**
 * What only negative records must satisfy: a severity where the kind states one, an adult, and no law that seals them. What may be found broken later
 * binds an adult too, on the day on which it was promised (I12); and what a law seals is not told as somebody's statement either.
 */
export const lawfulNegative = (submission: RecordSubmission): readonly Failure[] => {
  const { kind, content, severity, subject, actDate, decisionDate } = submission;
  const { negative, statesSeverity, outcome } = kindDefinition(kind);
  if (outcome && subject.category === 'person')
    return underAge(subject, { date: decisionDate, pointer: '/decisionDate' });
  if (!negative) return sealedByLaw(kind, content);
  return [
    ...sealedByLaw(kind, content),
    ...(statesSeverity && severity === undefined ? [{ kind: 'severity-required', pointer: '/severity' } as const] : []),
    ...(subject.category === 'person' ? underAge(subject, { date: actDate, pointer: '/actDate' }) : []),
  ];
};
