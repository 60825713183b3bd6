import { Fault } from './fault.ts';
import type { Link, Proof, Read, Step } from './types.ts';

/** Takes one link after the other; what comes after one that does not hold is skipped. */
export const chainOf = () => {
  const steps: Step[] = [];
  const holds = () => steps.every(({ outcome }) => outcome === 'holds');

  /** Answers what the link brought to light; undefined if it, or one before it, does not hold. */
  const take = async <Found>(
    link: Link,
    check: () => Promise<{ readonly found: Found; readonly facts: Step['facts'] }>,
  ): Promise<Found | undefined> => {
    if (!holds()) {
      steps.push({ link, outcome: 'skipped', facts: {} });
      return undefined;
    }
    try {
      const { found, facts } = await check();
      steps.push({ link, outcome: 'holds', facts });
      return found;
    } catch (error) {
      const { outcome, facts } = error instanceof Fault ? error : new Fault('missing', { error: String(error) });
      steps.push({ link, outcome, facts });
      return undefined;
    }
  };

  const proof = (): Pick<Proof, 'verdict' | 'steps'> => {
    if (holds()) return { verdict: 'proven', steps };
    return { verdict: steps.some(({ outcome }) => outcome === 'fails') ? 'refuted' : 'unproven', steps };
  };

  return { take, proof };
};
export type Chain = ReturnType<typeof chainOf>;

/** A file that must be there. */
export const needed = async (read: Read, path: string): Promise<Uint8Array> => {
  const bytes = await read(path);
  if (bytes === undefined) throw new Fault('missing', { path });
  return bytes;
};
