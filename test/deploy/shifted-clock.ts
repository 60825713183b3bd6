import { readFileSync } from 'node:fs';

/**
 * Loaded into every Node process of the emulated Lambda by NODE_OPTIONS: `Date` then runs ahead of or behind the machine
 * by the milliseconds that stand in a file, so that one suite can move time on the emulated AWS as on the local stack.
 * A switch of this harness: no deployed function knows of it.
 */
const file = process.env['CLOCK_OFFSET_FILE'];
const machineNow = Date.now;

const offset = (): number => {
  if (file === undefined) return 0;
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0; // Nobody has moved the clock yet.
  }
};
const shownNow = () => machineNow() + offset();

globalThis.Date = new Proxy(Date, {
  apply: () => new Date(shownNow()).toString(),
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length > 0 ? given : [shownNow()], newTarget),
  get: (target, key) => (key === 'now' ? shownNow : Reflect.get(target, key)),
});
