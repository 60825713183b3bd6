import type { Label } from '../kernel/label.ts';
import data from './fields.json' with { type: 'json' };

/** A group of article 6 of the policy, or that of articles 2–5 for the trustworthy. */
export interface FieldGroup {
  readonly code: string;
  readonly name: Label;
}

/** A field in which a subject is trustworthy or seriously untrustworthy; one act is one case per field. */
export interface Field {
  readonly code: string;
  readonly group: string;
  readonly name: Label;
}

/** The groups of article 6, and that of articles 2–5. */
export const FIELD_GROUPS: readonly FieldGroup[] = data.groups;

/** Every field, in the order of the policy. */
export const FIELDS: readonly Field[] = data.fields;

const byCode: ReadonlyMap<string, Field> = new Map(FIELDS.map((field) => [field.code, field]));

/** The field of a code. */
export const fieldOf = (code: string): Field | undefined => byCode.get(code);
