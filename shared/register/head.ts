import type { Instant } from '../kernel/beijing-time.ts';

/** Who does something, and when. */
export interface Actor {
  readonly department: string;
  readonly officer: string;
  readonly at: Instant;
}

/** What made a version: who did what, when, why. */
export interface Change<Action extends string = string> extends Actor {
  readonly action: Action;
  readonly reason?: string;
  /** Keyed digest of the request: the same request sent again is recognised. */
  readonly request?: string;
}

/** What the register keeps as a head with its history: its number goes up by one with each change, and every older version stays. */
export interface Head<State extends string = string, Action extends string = string> {
  readonly id: string;
  readonly version: number;
  readonly state: State;
  readonly change: Change<Action>;
}

/** A change of state as an object: the states from which it may be made become the condition of the write. */
export interface Transition<State extends string = string, Action extends string = string> {
  readonly action: Action;
  readonly from: readonly State[];
}

/** Where a head lies in the register. */
export interface HeadKey {
  readonly pk: string;
  readonly sk: string;
}
