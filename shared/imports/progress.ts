import { type Instant, toEpochMs } from '../kernel/beijing-time.ts';
import type { RowCounts } from './import.ts';

/** The reading of the file as a whole is part 0; ranges of rows are numbered from 1. */
export const PLAN_PART = 0;

/** Deliveries of a message until it goes to the dead letters: six minutes apart, the time of one, they outlast an hour's outage. */
export const IMPORT_ATTEMPTS = 10;

/** How long one delivery may take: the largest file is read from end to end, or the largest error file written. */
export const IMPORT_TIMEOUT_SECONDS = 300;

/** One part of an import as work on it is noted: when it was begun, as often as it was, and what came of it. */
export interface PartProgress {
  readonly part: number;
  /** The moment of every beginning, oldest first: a record of an earlier, interrupted one is recognised by it. */
  readonly begun: readonly Instant[];
  /** Which delivery of its message was the last one. */
  readonly delivery: number;
  readonly outcome?: RowCounts;
}

/** How far an import is. */
export interface Progress {
  readonly done: number;
  /** Parts that were given up: their messages are among the dead letters. */
  readonly standing: number;
  readonly counts: RowCounts;
}

const NO_ROWS: RowCounts = { rows: 0, created: 0, unchanged: 0, refused: 0 };

const sum = (a: RowCounts, b: RowCounts): RowCounts => ({
  rows: a.rows + b.rows,
  created: a.created + b.created,
  unchanged: a.unchanged + b.unchanged,
  refused: a.refused + b.refused,
});

/** A part whose last delivery has had its time and came to nothing stands still until an operator redrives it. */
const stands = ({ begun, delivery, outcome }: PartProgress, now: Instant): boolean => {
  const last = begun.at(-1);
  if (outcome !== undefined || last === undefined || delivery < IMPORT_ATTEMPTS) return false;
  return toEpochMs(now) - toEpochMs(last) > IMPORT_TIMEOUT_SECONDS * 1_000;
};

/** Adds up what is known of the parts. */
export const progressOf = (parts: readonly PartProgress[], now: Instant): Progress => {
  const outcomes = parts.flatMap(({ part, outcome }) => (part !== PLAN_PART && outcome ? [outcome] : []));
  return {
    done: outcomes.length,
    standing: parts.filter((part) => stands(part, now)).length,
    counts: outcomes.reduce(sum, NO_ROWS),
  };
};
