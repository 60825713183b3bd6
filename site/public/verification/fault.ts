import type { Outcome, Step } from './types.ts';

type Facts = Step['facts'];

/** Why a link does not hold. */
export class Fault extends Error {
  readonly outcome: Exclude<Outcome, 'holds' | 'skipped'>;
  readonly facts: Facts;

  constructor(outcome: Fault['outcome'], facts: Facts) {
    super(outcome);
    this.outcome = outcome;
    this.facts = facts;
  }
}

/** The link fails unless these are the same. */
export const mustBe = (expected: string | number, found: string | number, where: string): void => {
  if (expected !== found) throw new Fault('fails', { where, expected, found });
};
