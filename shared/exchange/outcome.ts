import type { Problem } from '../http/problem-response.ts';
import { toProblem } from '../http/problem-response.ts';
import type { Failures } from '../kernel/failure.ts';

/** Format of outcomes (docs/exchange-format.md). */
export const OUTCOME_FORMAT = 'joint-credit-exchange-outcome/1';

/** A problem as an outcome tells it: who reads it is nobody in particular, so in both languages. */
export type TwofoldProblem = Readonly<Record<'zh' | 'en', Problem>>;

/** What became of one row, or of one answer of a receipt. */
export interface RowOutcome {
  /** Where it stood, from 0 on. */
  readonly index: number;
  readonly outcome: string;
  readonly problem?: TwofoldProblem;
}

/** What became of a package or receipt, as the counterpart reads it. Holds positions and problems: nobody's name or number. */
export interface Outcome {
  readonly format: typeof OUTCOME_FORMAT;
  readonly result: 'taken' | 'refused';
  readonly problem?: TwofoldProblem;
  readonly rows: readonly RowOutcome[];
}

export const twofold = (failures: Failures): TwofoldProblem => ({
  zh: toProblem(failures, 'zh'),
  en: toProblem(failures, 'en'),
});

/** All of it was refused: nothing was changed. */
export const refusedWhole = (failures: Failures): Outcome => ({
  format: OUTCOME_FORMAT,
  result: 'refused',
  problem: twofold(failures),
  rows: [],
});

/** It was taken, with an outcome for each row. */
export const taken = (rows: readonly RowOutcome[]): Outcome => ({ format: OUTCOME_FORMAT, result: 'taken', rows });
