import * as z from 'zod';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText, slug } from '../kernel/schema.ts';
import { addWorkingDays, type Deadline } from '../kernel/working-calendar.ts';
import type { Actor } from '../register/head.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { NamedSubject } from '../subjects/named-subject.ts';
import { SubjectSubmission } from '../subjects/subject.ts';
import { type Acceptance, SIGNATORIES } from './acceptance.ts';
import { type Matter, matterOn, type SupplyTerm, supplyTermOn } from './matters.ts';

/** Documents of one application: more than these is no application yet. */
const MOST_DOCUMENTS = 20;

/** An application that is accepted though documents are missing, and what its subject was told and promised. */
export const AcceptanceSubmission = z
  .strictObject({
    subject: SubjectSubmission,
    application: shortText(100).describe('办件编号 file number of the application'),
    matter: slug.describe('容缺受理事项代码 code of the matter'),
    outstanding: z
      .array(
        z.strictObject({
          document: slug.describe('所缺材料代码 code of the document that is missing'),
          how: shortText(500).describe('补交方式和要求 how it is to be supplied'),
        }),
      )
      .min(1)
      .max(MOST_DOCUMENTS),
    workingDays: z
      .int()
      .exactOptional()
      .describe('补交期限（工作日），缺省按现行默认期限 working days to supply; the usual term if left out'),
    decideBy: dateText.exactOptional().describe('办结期限 last day for the decision on the application'),
    consequence: shortText(1000).describe('逾期未补齐的后果 what follows if nothing comes'),
    commitment: z
      .strictObject({
        text: shortText(4000),
        madeOn: dateText,
        by: z.enum(SIGNATORIES).describe('self 本人 · legal-representative 法定代表人或负责人 · agent 受托人'),
        name: shortText(50).describe('签署人姓名 who signed'),
      })
      .describe('书面承诺 the written commitment'),
  })
  .meta({ id: 'AcceptanceSubmission' });
export type AcceptanceSubmission = z.output<typeof AcceptanceSubmission>;

/** What an acceptance is made of, once all of it is as it must be. */
export interface AdmittedAcceptance {
  readonly submission: AcceptanceSubmission;
  readonly matter: Matter;
  readonly supplyBy: Deadline;
}

const wrongDocuments = ({ documents }: Matter, { outstanding }: AcceptanceSubmission): readonly Failure[] =>
  outstanding.flatMap(({ document }, index): readonly Failure[] => {
    const pointer = `/outstanding/${index}/document`;
    if (outstanding.findIndex((other) => other.document === document) < index)
      return [{ kind: 'duplicate-code', pointer, parameters: { code: document } }];
    const listed = documents.find(({ code }) => code === document);
    if (listed === undefined) return [{ kind: 'document-not-deferrable', pointer, parameters: { document } }];
    const { requiredBy: basis, name } = listed;
    return basis === undefined
      ? []
      : [{ kind: 'document-required-by-law', pointer, parameters: { document: name, basis } }];
  });

const wrongDays = (days: number, { shortestDays, longestDays }: SupplyTerm): readonly Failure[] =>
  days < shortestDays || days > longestDays
    ? [{ kind: 'invalid-value', pointer: '/workingDays', parameters: { expected: `${shortestDays}–${longestDays}` } }]
    : [];

/** Nothing is outstanding when the application is to be decided. */
export const afterDecision = (
  supplyBy: Deadline,
  decideBy: CalendarDate | undefined,
  pointer: string,
): readonly Failure[] =>
  decideBy !== undefined && decideBy < supplyBy.date
    ? [{ kind: 'date-too-early', pointer, parameters: { earliest: supplyBy.date } }]
    : [];

const textsOf = ({ application, outstanding, consequence, commitment }: AcceptanceSubmission) => [
  { pointer: '/application', text: application },
  ...outstanding.map(({ how }, index) => ({ pointer: `/outstanding/${index}/how`, text: how })),
  { pointer: '/consequence', text: consequence },
  { pointer: '/commitment/text', text: commitment.text },
  { pointer: '/commitment/name', text: commitment.name },
];

/** Admits an acceptance by the data of today, or says everything that is wrong with it; the subject is looked at afterwards. */
export const admitAcceptance = (
  submission: AcceptanceSubmission,
  { department, today }: { readonly department: string; readonly today: CalendarDate },
): Result<AdmittedAcceptance, Failures> => {
  const { matter: code, workingDays, decideBy, commitment } = submission;
  const matter = matterOn(department, code, today);
  if (matter === undefined)
    return fail([{ kind: 'matter-not-listed', pointer: '/matter', parameters: { matter: code } }]);
  const term = supplyTermOn(today);
  const days = workingDays ?? term.usualDays;
  const tooFewOrMany = wrongDays(days, term);
  if (isRefused(tooFewOrMany)) return fail(tooFewOrMany);
  const supplyBy = addWorkingDays(today, days);
  const failures: readonly Failure[] = [
    ...wrongDocuments(matter, submission),
    ...afterDecision(supplyBy, decideBy, '/decideBy'),
    ...(commitment.madeOn > today
      ? [{ kind: 'decision-in-future', pointer: '/commitment/madeOn', parameters: { today } } as const]
      : []),
    ...identityNumbersIn(textsOf(submission)),
  ];
  return isRefused(failures) ? fail(failures) : ok({ submission, matter, supplyBy });
};

/** The first version of an acceptance. */
export const openAcceptance = (
  { submission, matter, supplyBy }: AdmittedAcceptance,
  { id, subject, by }: { readonly id: string; readonly subject: NamedSubject; readonly by: Actor },
): Acceptance => {
  const { application, outstanding, consequence, commitment, decideBy } = submission;
  const nameOf = new Map(matter.documents.map(({ code, name }) => [code, name]));
  return {
    id,
    version: 1,
    state: 'open',
    change: { action: 'accept', ...by },
    department: by.department,
    subject,
    application,
    matter: matter.code,
    matterName: matter.name,
    outstanding: outstanding.map(({ document, how }) => ({
      document,
      name: nameOf.get(document) ?? { zh: document, en: document },
      how,
    })),
    consequence,
    commitment,
    acceptedOn: beijingDate(by.at),
    supplyBy,
    ...(decideBy && { decideBy }),
    author: by.officer,
  };
};
