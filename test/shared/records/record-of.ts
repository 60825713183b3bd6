import fc from 'fast-check';
import { BODIES } from '../../../shared/bodies/bodies.ts';
import { recordId } from '../../../shared/crypto/record-keys.ts';
import {
  addMonths,
  type CalendarDate,
  calendarDate,
  type Instant,
  toInstant,
} from '../../../shared/kernel/beijing-time.ts';
import type { Content } from '../../../shared/records/content-schema.ts';
import { contentColumns, KINDS, kindDefinition, type RecordKind } from '../../../shared/records/kinds/kinds.ts';
import { openRecord } from '../../../shared/records/open-record.ts';
import { isClosed, mayBePublicOf } from '../../../shared/records/publicity.ts';
import { receive } from '../../../shared/records/receive.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import type { Actor } from '../../../shared/register/head.ts';
import { maskNumber } from '../../../shared/subjects/person-documents.ts';
import type { RecordSubject, SubjectSubmission } from '../../../shared/subjects/subject.ts';
import { COMPANY, penalty } from '../../builders/submissions.ts';
import { anyDay, anySubmissionOf, OPERATOR, reading } from './generated.ts';

export const NOW = toInstant(Date.parse('2026-11-10T02:00:00.000Z'));
export const TODAY: CalendarDate = calendarDate('2026-11-10');
export const DEPARTMENT = 'market-regulation';

export const officer = (name: string, at: Instant = NOW): Actor => ({ department: DEPARTMENT, officer: name, at });

/** Who may write records of a kind: a department, or a body. */
export const writerOf = (kind: RecordKind): string => {
  const { statementOf, writers } = kindDefinition(kind);
  return BODIES.find(({ sort }) => sort === statementOf)?.code ?? writers?.[0] ?? DEPARTMENT;
};

const subjectOf = (submitted: SubjectSubmission): RecordSubject => {
  if (submitted.category === 'person') {
    const { type } = submitted.document;
    const document = { type, masked: maskNumber(submitted.document) };
    return { key: 'PERSON#x', category: 'person', name: submitted.name, document };
  }
  const { legalRepresentative, ...codes } = submitted;
  return {
    key: 'ORG#x',
    ...codes,
    ...(legalRepresentative && { legalRepresentative: { name: legalRepresentative.name } }),
  };
};

/** The record that a posting becomes; throws if it is refused. */
export const recordOf = (
  posting: object,
  given: { readonly nameDiffers?: boolean; readonly by?: Actor; readonly today?: CalendarDate } = {},
): CreditRecord => {
  const { nameDiffers = false, by = officer('a'), today = TODAY } = given;
  const submission = reading(posting);
  const admitted = receive(submission, { department: writerOf(submission.kind), today });
  if (!admitted.ok) throw new Error(JSON.stringify(admitted.failure));
  const subject = subjectOf(admitted.value.submittedSubject);
  const id = recordId(subject.key, admitted.value);
  return openRecord(admitted.value, {
    subject,
    nameDiffers,
    id,
    publicId: 'AAAAAAAAAAAAAAAAAAAAAQ',
    by,
    subscriptions: [],
  });
};

const GRADES = ['minor', 'general', 'serious'] as const;

const anyDisclosure = (decidedOn: string) =>
  fc.option(
    fc.record({
      public: fc.boolean(),
      basis: fc.constant('行政处罚法第四十八条'),
      socialImpact: fc.constant('公众普遍关注'),
      necessity: fc.constant('确有必要'),
      decidedOn: fc.constant(decidedOn),
      publishFrom: fc.option(anyDay('2018-01-01', '2027-12-31'), { nil: undefined }),
    }),
    { nil: undefined },
  );

/** Fields of free text that the public never reads: they name the operator, so that it is found if they leak. */
const secretTexts = (kind: RecordKind): object =>
  Object.fromEntries(
    contentColumns(kind)
      .filter(({ shape, publicAs, found }) => shape.type === 'text' && publicAs === undefined && !found)
      .map(({ field }) => [field, `${field}：经营者${OPERATOR}`]),
  );

/** A statement is about an organisation alone, and of a term that is not too long. */
const aboutOrganisation = (subject: RecordSubject, content: Content, decisionDate: string) => {
  const { legalRepresentative: _, ...organisation } = subject;
  const isRefused = content['measure'] === '不予接纳';
  return {
    subject: subject.category === 'organisation' ? organisation : COMPANY,
    content: {
      ...content,
      ...(content['standing'] !== undefined && { standing: isRefused ? '入会申请人' : '会员' }),
      validFrom: decisionDate,
      validTo: addMonths(calendarDate(decisionDate), 6),
    },
  };
};

/** A posting of a kind as it may be taken in: of any category of subject, grade and decision date. */
export const anyPostingOf = (kind: RecordKind): fc.Arbitrary<object> => {
  const { negative, statesSeverity, statementOf } = kindDefinition(kind);
  return fc
    .tuple(anySubmissionOf(kind), anyDay('2018-08-01', '2026-11-10'), fc.constantFrom(...GRADES))
    .chain(([{ submission }, decisionDate, grade]) =>
      anyDisclosure(decisionDate).map((disclosure) => {
        const { authority: _, source: __, ...own } = submission as Record<string, object>;
        const subject = own['subject'] as RecordSubject;
        const person = subject.category === 'person';
        const earlyDates = contentColumns(kind).filter(({ at }) => isBeforeDecision(kind, at));
        const content: Content = {
          ...own['content'],
          ...secretTexts(kind),
          ...Object.fromEntries(earlyDates.map(({ field }) => [field, '2018-08-01'])),
        };
        const open = disclosure?.public === true && mayBePublicOf(kind, subject) && !isClosed({ kind, content });
        return {
          ...own,
          ...(person && { subject: { ...subject, birthDate: '1980-01-01' } }),
          decisionDate,
          content,
          ...(statesSeverity && { severity: { grade, criterion: '标准' } }),
          ...(negative && person && { actDate: decisionDate }),
          ...(statementOf && aboutOrganisation(subject, content, decisionDate)),
          ...(disclosure && { disclosure: { ...disclosure, public: open } }),
        };
      }),
    )
    .filter((posting) => receive(reading(posting), { department: writerOf(kind), today: TODAY }).ok);
};

/** Whether a field holds a date that the decision may not precede. */
const isBeforeDecision = (kind: RecordKind, at: string): boolean =>
  kindDefinition(kind).columns.some((column) => column.at === '/decisionDate' && column.notBefore === at);

/** Postings that may be taken in, of every kind. */
export const anyPosting: fc.Arbitrary<object> = fc.constantFrom(...KINDS).chain(anyPostingOf);

export const anyRecord = fc
  .tuple(anyPosting, fc.boolean())
  .map(([posting, nameDiffers]) => recordOf(posting, { nameDiffers }));

/** A penalty as the builder has it, as a record. */
export const penaltyRecord = (
  override: object = {},
  content: object = {},
  given: Parameters<typeof recordOf>[1] = {},
) => recordOf(penalty({ ...override }, { ...content }), given);
