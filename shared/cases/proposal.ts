import * as z from 'zod';
import type { Failure, Failures } from '../kernel/failure.ts';
import { isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText, slug } from '../kernel/schema.ts';
import type { Behaviour } from '../lists/behaviour.ts';
import { behaviourStands } from '../lists/fitting.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { underAge } from '../subjects/of-age.ts';
import { SubjectSubmission } from '../subjects/subject.ts';
import { type CaseContext, dated } from './case-context.ts';
import { caseId } from './case-id.ts';
import { type ListsOnDay, listedBehaviour } from './case-lists.ts';
import { chosenMeasures } from './chosen-measures.ts';
import type { JointCase } from './joint-case.ts';
import { classFailures, ResponsibilitySubmission, responsibilityFailures } from './responsibility.ts';

/** Measures of one case; the national list has fourteen. */
export const MAX_MEASURES = 30;

/** A joint case as a department proposes it: on whom, for which act, by which behaviour of the list, with which measures. */
export const ProposalSubmission = z
  .strictObject({
    subject: SubjectSubmission,
    behaviour: slug.describe('行为清单代码 code of the behaviour'),
    act: z.strictObject({
      documentNumber: shortText(64).describe('认定行为的文书号 number of the document that established the act'),
      decidedOn: dateText.describe('该文书日期 its date'),
      actDate: dateText.describe('行为日期 date of the act'),
      facts: shortText(4000).describe('事实 the facts'),
      records: z.array(caseId).max(20).default([]).describe('作为证明的记录 records of this system that prove it'),
    }),
    measures: z.array(slug).min(1).max(MAX_MEASURES).describe('拟采取的措施 measures that are proposed'),
    responsibility: ResponsibilitySubmission.exactOptional(),
  })
  .meta({ id: 'CaseProposal' });
export type ProposalSubmission = z.output<typeof ProposalSubmission>;

/** What a proposal is held against: the lists today, and the organisation's case where it is on a responsible person. */
export interface ProposalContext extends CaseContext {
  readonly lists: ListsOnDay;
  readonly organisation?: JointCase;
}

/** Whether a department may initiate a behaviour that day: listed, usable, with a basis in force, and the department named. */
export const initiableBehaviour = (
  code: string,
  department: string,
  lists: ListsOnDay,
): Result<Behaviour, Failures> => {
  const behaviour = listedBehaviour(lists, code);
  if (behaviour === undefined || !behaviourStands(behaviour, lists.instruments, lists.day)) {
    return fail([
      {
        kind: 'behaviour-not-in-force',
        pointer: '/behaviour',
        parameters: { name: behaviour?.name ?? code, day: lists.day },
      },
    ]);
  }
  return behaviour.initiators.includes(department)
    ? ok(behaviour)
    : fail([{ kind: 'behaviour-not-initiable', pointer: '/behaviour', parameters: { name: behaviour.name } }]);
};

const writtenTexts = ({ subject, act, responsibility }: ProposalSubmission) => [
  { pointer: '/subject/name', text: subject.name },
  { pointer: '/act/documentNumber', text: act.documentNumber },
  { pointer: '/act/facts', text: act.facts },
  { pointer: '/responsibility/role', text: responsibility?.role ?? '' },
  { pointer: '/responsibility/finding', text: responsibility?.finding ?? '' },
];

const onPerson = (
  { subject, act, responsibility }: ProposalSubmission,
  behaviour: Behaviour,
  { by, lists, organisation }: ProposalContext,
): readonly Failure[] => {
  if (subject.category !== 'person') {
    return responsibility === undefined ? [] : [{ kind: 'class-not-named', pointer: '/responsibility' }];
  }
  const age =
    behaviour.effect === 'punishment' ? underAge(subject, { date: act.actDate, pointer: '/act/actDate' }) : [];
  if (responsibility === undefined) return age;
  const same = { department: by.department, behaviour: behaviour.code, documentNumber: act.documentNumber };
  return [
    ...age,
    ...classFailures(behaviour, responsibility, lists),
    ...responsibilityFailures(responsibility, organisation, same),
  ];
};

/** A proposal that may be taken in, with the behaviour as the list has it. */
export interface AdmittedProposal {
  readonly submission: ProposalSubmission;
  readonly behaviour: Pick<Behaviour, 'code' | 'field' | 'effect'>;
}

/** Admits a proposal, or says everything that is wrong with it. Failures carry pointers into the submission. */
export const admitProposal = (
  submission: ProposalSubmission,
  context: ProposalContext,
): Result<AdmittedProposal, Failures> => {
  const { by, lists, today } = context;
  const { act, measures, subject, responsibility } = submission;
  const listed = initiableBehaviour(submission.behaviour, by.department, lists);
  if (!listed.ok) return listed;
  const behaviour = listed.value;
  const addressee = {
    category: subject.category,
    ...(responsibility && { responsibleClass: responsibility.class }),
  };
  const person = onPerson(submission, behaviour, context);
  const failures: readonly Failure[] = [
    ...dated('/act/decidedOn', act.decidedOn, { today }),
    ...dated('/act/actDate', act.actDate, { today: act.decidedOn < today ? act.decidedOn : today }),
    ...identityNumbersIn(writtenTexts(submission)),
    ...person,
    // Where no law names the class nothing fits: one refusal says it.
    ...(person.some(({ kind }) => kind === 'class-not-named' || kind === 'not-for-court-list')
      ? []
      : chosenMeasures(measures, { behaviour, addressee, lists })),
  ];
  return isRefused(failures) ? fail(failures) : ok({ submission, behaviour });
};
