import fc from 'fast-check';
import { DEEDS, type Deed, type Known, type Picks } from './deeds.ts';
import { expectLawful, expectSettled } from './laws.ts';
import type { World } from './world.ts';

/** A step of a history: somebody does something, or the machinery goes on, or dies at it. */
export type Step =
  | { readonly type: 'deed'; readonly deed: Deed; readonly picks: Picks; readonly late: boolean }
  | { readonly type: 'relay'; readonly calls: number }
  | { readonly type: 'relay-again' | 'sweep'; readonly pick: number }
  | { readonly type: 'work'; readonly pick: number; readonly calls: number; readonly twice: boolean }
  | { readonly type: 'ask'; readonly pick: number; readonly calls: number; readonly late: boolean }
  | { readonly type: 'outcome'; readonly pick: number; readonly applied: boolean }
  | { readonly type: 'days'; readonly days: number }
  | { readonly type: 'repeal'; readonly pick: number; readonly days: number };

const ALIVE = 100_000;
const pick = fc.nat(999);
/** Most processes live on; some die at one of their first calls. */
const calls = fc.oneof(
  { weight: 3, arbitrary: fc.constant(ALIVE) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }) },
);

/** What people do; half of the time it is what comes next for some case or task. */
const deed = fc.constantFrom<Deed>(
  ...(['goOn', 'goOn', 'goOn', 'goOn', 'goOn', 'goOn', 'answer', 'answer', 'answer', 'propose', 'propose'] as const),
  ...(['notice', 'statement', 'decide', 'serve', 'dispatch', 'suspend', 'resume', 'except', 'endPart', 'end'] as const),
  ...(['apply', 'acknowledge', 'decline', 'confirmLift'] as const),
);

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant('deed' as const),
      deed,
      picks: fc.record({ one: pick, other: pick }),
      late: fc.nat(9).map((n) => n === 0),
    }),
  },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('relay' as const), calls }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('work' as const), pick, calls, twice: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('relay-again' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('sweep' as const), pick }) },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('days' as const), days: fc.constantFrom(1, 4, 9, 9, 30, 200) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('ask' as const), pick, calls, late: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('outcome' as const), pick, applied: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('repeal' as const), pick, days: fc.constantFrom(0, 20) }) },
);

const START = [
  { one: 0, other: 2 },
  { one: 1, other: 1 },
  { one: 2, other: 0 },
] as const;

/** Cases that were dispatched before a history begins: what comes late in a case is then met as often as what comes early. */
const begin = async (world: World, cases: number): Promise<void> => {
  for (const [index, picks] of START.slice(0, cases).entries()) {
    await DEEDS.propose(world, await world.known(), picks);
    const next = { one: index, other: picks.one === 1 ? 2 : 1 };
    await DEEDS.notice(world, await world.known(), next);
    world.pass(9);
    for (const deed of ['decide', 'serve', 'dispatch'] as const) await DEEDS[deed](world, await world.known(), next);
  }
  await world.settle();
};

/** A history as it is drawn. */
export interface History {
  readonly dispatched: number;
  readonly steps: readonly Step[];
}

/** Histories of some tens of steps, most of them after a case or two have been dispatched. */
export const anyHistory: fc.Arbitrary<History> = fc.record({
  dispatched: fc.integer({ min: 0, max: START.length }),
  steps: fc.array(anyStep, { minLength: 20, maxLength: 50 }),
});

/** Runs a history; the laws hold after each step, and all is settled at its end. */
export const runHistory = async (world: World, { dispatched, steps }: History): Promise<void> => {
  await begin(world, dispatched);
  /** What an officer read long ago and still has on the screen. */
  let onScreen: Known = { cases: [], tasks: [] };
  const bases = [...world.town.instruments.keys()];
  for (const step of steps) {
    if (step.type === 'deed') {
      const current = await world.known();
      await DEEDS[step.deed](world, step.late && onScreen.cases.length > 0 ? onScreen : current, step.picks);
      if (!step.late) onScreen = current;
    }
    if (step.type === 'relay') await world.relayNext(step.calls);
    if (step.type === 'relay-again') await world.relayAgain(step.pick);
    if (step.type === 'work') await world.workOne(step.pick, step.calls, step.twice);
    if (step.type === 'ask') {
      await world.ask(step.pick);
      if (!step.late) await world.answer(step.calls);
    }
    if (step.type === 'outcome') world.checking.decide(step.pick, step.applied);
    if (step.type === 'days') world.pass(step.days);
    if (step.type === 'sweep') world.sweep();
    if (step.type === 'repeal') world.repeal(bases[step.pick % bases.length] ?? '', step.days);
    expectLawful(world, world.register());
  }
  world.sweep();
  await world.settle();
  // The last answers leave when all was told to everyone who was noted by then.
  await world.answer(ALIVE);
  world.sweep();
  await world.settle();
  expectLawful(world, world.register());
  expectSettled(world, world.register());
};
