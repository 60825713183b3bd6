import type { Label } from '../kernel/label.ts';
import data from './decision-types.json' with { type: 'json' };

/** A sort of administrative decision before which a subject is checked: who decides, on what matter, under which law. */
export interface DecisionType {
  readonly code: string;
  /** Codes of the departments that decide. */
  readonly departments: readonly string[];
  readonly matter: Label;
  /** The law and article of the decision itself. */
  readonly basis: Label;
}

/** Every decision type. */
export const DECISION_TYPES: readonly DecisionType[] = data;

const byCode: ReadonlyMap<string, DecisionType> = new Map(DECISION_TYPES.map((type) => [type.code, type]));

/** The decision type of a code. */
export const decisionType = (code: string): DecisionType | undefined => byCode.get(code);
