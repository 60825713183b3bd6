import { decisionType } from '../checks/decision-types.ts';
import { departmentOn } from '../departments/departments.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { isInForce } from '../instruments/instrument.ts';
import { OPENING_RANKS, type Rank } from '../instruments/ranks.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { at, type Failure } from '../kernel/failure.ts';
import type { Behaviour } from './behaviour.ts';
import type { Entries, ListName } from './edition.ts';
import { fieldOf } from './fields.ts';
import type { Instruments } from './fitting.ts';
import type { Measure } from './measure.ts';

/** What entries are held against: the register of instruments, the day they come into force, and whether bases must be approved by now. */
export interface ReferenceContext {
  readonly instruments: Instruments;
  readonly day: CalendarDate;
  /** While an edition is prepared its bases may still wait for the legal reviewer; when it is published they may not. */
  readonly approved: boolean;
}

type Found = (code: string) => boolean;

const unknownCodes = (pointer: string, codes: readonly string[], isKnown: Found): readonly Failure[] =>
  codes.flatMap((code, index) =>
    isKnown(code) ? [] : [{ kind: 'unknown-code', pointer: `${pointer}/${index}`, parameters: { code } }],
  );

const unknownDepartments = (pointer: string, codes: readonly string[], day: CalendarDate): readonly Failure[] =>
  codes.flatMap((department, index) =>
    departmentOn(department, day) !== undefined
      ? []
      : [{ kind: 'unknown-department', pointer: `${pointer}/${index}`, parameters: { department } }],
  );

/** Whether an instrument would carry what needs one of the ranks, once it is approved. */
const wouldOpen = (instrument: Instrument, ranks: readonly Rank[], { day, approved }: ReferenceContext): boolean =>
  ranks.includes(instrument.rank) &&
  isInForce(approved ? instrument : { ...instrument, state: 'approved' }, day) &&
  instrument.state !== 'rejected';

const isRegistered =
  ({ instruments }: ReferenceContext): Found =>
  (code) => {
    const instrument = instruments.get(code);
    return instrument !== undefined && instrument.state !== 'rejected';
  };

const carried = (codes: readonly string[], ranks: readonly Rank[], context: ReferenceContext): boolean =>
  codes.some((code) => {
    const instrument = context.instruments.get(code);
    return instrument !== undefined && wouldOpen(instrument, ranks, context);
  });

/** An entry that no basis carries on its day must say that it cannot be used. */
const uncarried = (
  { code, bases, usable }: Behaviour | Measure,
  ranks: readonly Rank[],
  context: ReferenceContext,
): readonly Failure[] =>
  usable !== true || carried(bases, ranks, context)
    ? []
    : [{ kind: 'basis-opens-nothing', pointer: '/bases', parameters: { code } }];

/** What is wrong with the codes that a behaviour refers to. */
export const behaviourFailures = (behaviour: Behaviour, context: ReferenceContext): readonly Failure[] => {
  const persons = behaviour.persons ?? [];
  return [
    ...(fieldOf(behaviour.field) === undefined
      ? [{ kind: 'unknown-code', pointer: '/field', parameters: { code: behaviour.field } } as const]
      : []),
    ...unknownDepartments('/initiators', behaviour.initiators, context.day),
    ...unknownCodes('/bases', behaviour.bases, isRegistered(context)),
    ...uncarried(behaviour, OPENING_RANKS, context),
    ...persons.flatMap(({ basis }, index): readonly Failure[] =>
      behaviour.usable !== true || carried([basis], OPENING_RANKS, context)
        ? []
        : [{ kind: 'basis-opens-nothing', pointer: `/persons/${index}/basis`, parameters: { code: basis } }],
    ),
  ];
};

/** What is wrong with the codes that a measure refers to. */
export const measureFailures = (measure: Measure, context: ReferenceContext): readonly Failure[] => [
  ...(measure.fields === 'all' ? [] : unknownCodes('/fields', measure.fields, (code) => fieldOf(code) !== undefined)),
  ...unknownDepartments('/departments', measure.departments, context.day),
  ...unknownCodes('/binds', measure.binds, (code) => decisionType(code) !== undefined),
  ...unknownCodes('/bases', measure.bases, isRegistered(context)),
  ...uncarried(measure, measure.neededRanks, context),
];

const ENTRY_FAILURES: {
  readonly [List in ListName]: (entry: Entries[List], context: ReferenceContext) => readonly Failure[];
} = { behaviours: behaviourFailures, measures: measureFailures };

/** What is wrong with the entries of an edition: codes used twice, and codes that lead nowhere; pointers begin at the list. */
export const entryFailures = <List extends ListName>(
  list: List,
  entries: readonly Entries[List][],
  context: ReferenceContext,
): readonly Failure[] => {
  const codes = entries.map(({ code }) => code);
  return entries.flatMap((entry, index) => [
    ...(codes.indexOf(entry.code) === index
      ? []
      : [{ kind: 'duplicate-code', pointer: `/${index}/code`, parameters: { code: entry.code } } as const]),
    ...ENTRY_FAILURES[list](entry, context).map((failure) => at(`/${index}`, failure)),
  ]);
};
