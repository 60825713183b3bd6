import fc from 'fast-check';
import { describe, it } from 'vitest';
import { NO_GROUNDS } from '../../../shared/cases/grounds.ts';
import { CASE_STATES, type JointCase } from '../../../shared/cases/joint-case.ts';
import type { Basis } from '../../../shared/checks/basis.ts';
import { type Facts, isBinding, type Question } from '../../../shared/checks/binding.ts';
import { INSTRUMENT_STATES } from '../../../shared/instruments/instrument.ts';
import { addDays, type CalendarDate, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { TASK_STATES, type Task } from '../../../shared/tasks/task.ts';
import { appliedTask } from '../../functions/http/support/joint-town.ts';
import { ended, instant, jointOf, suspended, withoutMeasure } from '../tasks/tasks.ts';

const DECISION = 'procurement-qualification';
const BASIS = 'government-procurement-law-22';
const FROM = calendarDate('2026-11-09');
/** Days of a measure's term, an organisation's or a person's, and exceptions that cover something else. */
const anyTerm = fc.record({
  days: fc.integer({ min: 1, max: 400 }),
  into: fc.nat(),
  person: fc.boolean(),
  repealIn: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
  otherExceptions: fc.subarray(['measure', 'type', 'before', 'after'] as const),
});

type Term = typeof anyTerm extends fc.Arbitrary<infer Value> ? Value : never;

const label = (text: string) => ({ zh: text, en: text });
const exception = (changed: Partial<JointCase['exceptions'][number]>): JointCase['exceptions'][number] => ({
  measures: [],
  decisionTypes: [],
  from: calendarDate('2000-01-01'),
  until: calendarDate('2099-01-01'),
  document: '庄信办〔2026〕1号',
  reason: '涉及民生保供',
  department: 'credit-office',
  officer: 'credit-office/a',
  ...changed,
});

/** An objection whose decision was due the day before a day, or is due on that day. */
const objection = (suspendsFrom: CalendarDate): NonNullable<JointCase['objection']> => ({
  id: 'AN-OBJECTION-000000000',
  filedOn: addDays(suspendsFrom, -10),
  decideBy: addDays(suspendsFrom, -1),
  suspendsFrom,
});

interface Situation extends Facts {
  readonly joint: JointCase;
  readonly basis: Basis;
  readonly question: Question;
}

/** A measure that binds on a day of its term. */
const situation = ({ days, into, person, repealIn, otherExceptions }: Term): Situation => {
  const today = addDays(FROM, into % days);
  const organisation = person ? jointOf({ id: 'ORGANISATIONS-CASE-000' }) : undefined;
  const elsewhere = {
    measure: exception({ measures: ['another-measure'] }),
    type: exception({ decisionTypes: ['another-decision'] }),
    before: exception({ until: today }),
    after: exception({ from: addDays(today, 1) }),
  };
  const joint = jointOf({ exceptions: otherExceptions.map((name) => elsewhere[name]) });
  const task = appliedTask(joint, {
    until: addDays(FROM, days),
    ...(organisation && { organisationCase: { id: organisation.id, key: { pk: 'ORG#x', sk: 'joint#case#x' } } }),
  });
  const basis: Basis = {
    code: BASIS,
    state: 'approved',
    title: label('政府采购法'),
    article: label('第二十二条'),
    inForceFrom: calendarDate('2003-01-01'),
    ...(repealIn !== undefined && { inForceUntil: addDays(today, repealIn) }),
  };
  const question = { decisionType: DECISION, department: 'finance', today };
  return { task, joint, organisation, grounds: NO_GROUNDS, basis, question };
};

const holds = ({ question, ...facts }: Omit<Situation, 'joint' | 'basis'> & Pick<Facts, 'joint' | 'basis'>): boolean =>
  isBinding(facts, question);

type Spoiled = (now: Situation) => Omit<Situation, 'joint' | 'basis'> & Pick<Facts, 'joint' | 'basis'>;
const ofTask =
  (changed: (now: Situation) => Partial<Task>): Spoiled =>
  (now) => ({ ...now, task: { ...now.task, ...changed(now) } });
const ofCase =
  (changed: (joint: JointCase, now: Situation) => JointCase): Spoiled =>
  (now) => ({ ...now, joint: changed(now.joint, now) });
const ofBasis =
  (changed: (now: Situation) => Partial<Basis>): Spoiled =>
  (now) => ({ ...now, basis: { ...now.basis, ...changed(now) } });
const asked =
  (changed: (now: Situation) => Partial<Question>): Spoiled =>
  (now) => ({ ...now, question: { ...now.question, ...changed(now) } });
const inOrganisation =
  (changed: (organisation: JointCase) => JointCase | undefined): Spoiled =>
  (now) => ({ ...now, organisation: changed(now.organisation ?? jointOf()) });

/** One fact changed each. */
const SPOILERS: Readonly<Record<string, Spoiled>> = {
  ...Object.fromEntries(
    TASK_STATES.filter((state) => state !== 'applied').map((state) => [
      `its task is ${state}`,
      ofTask(() => ({ state })),
    ]),
  ),
  'it is suspended': ofTask(() => ({
    suspension: { document: '（2026）辽行终1号', since: instant('2026-11-10T02:00:00.000Z') },
  })),
  'it is to be lifted': ofTask(() => ({
    lift: { verb: 'lift', reason: '已履行', document: '解1号', at: instant('2026-11-10T02:00:00.000Z') },
  })),
  'another department is to apply it': ofTask(() => ({ department: 'education' })),
  'it binds other decisions': ofTask(() => ({ binds: ['another-decision'] })),
  'it binds no decision': ofTask(() => ({ binds: [] })),
  'it begins tomorrow': ofTask(({ question }) => ({ from: addDays(question.today, 1) })),
  'it ended today': ofTask(({ question }) => ({ until: question.today })),
  ...Object.fromEntries(
    CASE_STATES.filter((state) => state !== 'dispatched').map((state) => [
      `its case is ${state}`,
      ofCase((joint) => ({ ...joint, state })),
    ]),
  ),
  'its case is suspended by a court': ofCase((joint) => suspended(joint)),
  'an objection to its case was not decided by yesterday': ofCase((joint, { question }) => ({
    ...joint,
    objection: objection(question.today),
  })),
  'its case ended': ofCase(ended),
  'the measure was ended in its case': ofCase((joint, { task }) => withoutMeasure(joint, task.measure)),
  'an exception covers all': ofCase((joint) => ({ ...joint, exceptions: [...joint.exceptions, exception({})] })),
  'an exception covers this measure, this decision and this day alone': ofCase((joint, { task, question }) => ({
    ...joint,
    exceptions: [
      exception({
        measures: [task.measure],
        decisionTypes: [DECISION],
        from: question.today,
        until: addDays(question.today, 1),
      }),
      ...joint.exceptions,
    ],
  })),
  'its case is another one': ofCase((joint) => ({ ...joint, id: 'ANOTHER-CASE-000000000' })),
  'its case is not there': (now) => ({ ...now, joint: undefined }),
  ...Object.fromEntries(
    INSTRUMENT_STATES.filter((state) => !['approved', 'repeal-proposed'].includes(state)).map((state) => [
      `its basis is ${state}`,
      ofBasis(() => ({ state })),
    ]),
  ),
  'its basis is not in force yet': ofBasis(({ question }) => ({ inForceFrom: addDays(question.today, 1) })),
  'its basis ended today': ofBasis(({ question }) => ({ inForceUntil: question.today })),
  'its basis is another one': ofBasis(() => ({ code: 'another-law-1' })),
  'its basis is not there': (now) => ({ ...now, basis: undefined }),
  'another department asks': asked(() => ({ department: 'education' })),
  'another decision is before it': asked(() => ({ decisionType: 'another-decision' })),
  'the day is before its term': asked(({ task }) => ({ today: addDays(task.from, -1) })),
  'the day is the first after its term': asked(({ task }) => ({ today: task.until })),
};

const ORGANISATION_SPOILERS: Readonly<Record<string, Spoiled>> = {
  'the organisation’s case ended': inOrganisation(ended),
  'the organisation’s case is suspended': inOrganisation((joint) => suspended(joint)),
  'an objection to the organisation’s case was never decided': inOrganisation((joint) => ({
    ...joint,
    objection: objection(FROM),
  })),
  'the organisation’s case is not there': inOrganisation(() => undefined),
  'the organisation’s case is another one': inOrganisation((joint) => ({ ...joint, id: 'ANOTHER-CASE-000000000' })),
};

const spoiled = (name: string, term: Term, spoilers = SPOILERS) => spoilers[name]?.(situation(term)) ?? situation(term);

describe('a measure', () => {
  it('binds the decision it is for, on every day of its term', () => {
    fc.assert(fc.property(anyTerm, (term) => holds(situation(term))));
  });

  it('binds while an objection to its case may still be decided in time', () => {
    const objected = ({ joint, question, ...rest }: Situation) =>
      holds({ ...rest, question, joint: { ...joint, objection: objection(addDays(question.today, 1)) } });
    fc.assert(fc.property(anyTerm, (term) => objected(situation(term))));
  });

  it.each(Object.keys(SPOILERS))('does not bind if %s, whatever else holds', (name) => {
    fc.assert(fc.property(anyTerm, (term) => !holds(spoiled(name, term))));
  });

  it.each(Object.keys(ORGANISATION_SPOILERS))('of a responsible person does not bind if %s', (name) => {
    fc.assert(fc.property(anyTerm, (term) => !holds(spoiled(name, { ...term, person: true }, ORGANISATION_SPOILERS))));
  });

  it('binds or not without a look at clocks, answers, counts or who was late', () => {
    const date = fc.integer({ min: 0, max: 9_000 }).map((days) => addDays(calendarDate('2010-01-01'), days));
    const deadline = date.map((on: CalendarDate) => ({ date: on, provisional: false }));
    const irrelevant = fc.record({
      acknowledgeBy: deadline,
      answerBy: deadline,
      pushedOn: date,
      version: fc.integer({ min: 1, max: 99 }),
      effect: fc.constantFrom('incentive' as const, 'punishment' as const),
    });
    fc.assert(
      fc.property(anyTerm, irrelevant, fc.constantFrom(...Object.keys(SPOILERS)), (term, late, name) => {
        const [now, other] = [situation(term), spoiled(name, term)];
        return (
          holds({ ...now, task: { ...now.task, ...late } }) && !holds({ ...other, task: { ...other.task, ...late } })
        );
      }),
    );
  });

  it('binds on a basis whose repeal is only proposed', () => {
    fc.assert(
      fc.property(anyTerm, (term) => {
        const now = situation(term);
        return holds({ ...now, basis: { ...now.basis, state: 'repeal-proposed' } });
      }),
    );
  });
});
