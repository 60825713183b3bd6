import { administrativeLicence } from './administrative-licence.ts';
import { administrativePenalty } from './administrative-penalty.ts';
import type { Column, KindDefinition } from './column.ts';

/** Every kind of record that the register takes in. */
export const RECORD_KINDS = {
  'administrative-licence': administrativeLicence,
  'administrative-penalty': administrativePenalty,
} as const satisfies Record<string, KindDefinition>;

export type RecordKind = keyof typeof RECORD_KINDS;

/** Every kind, by name. */
export const KINDS: readonly [RecordKind, ...RecordKind[]] = ['administrative-licence', 'administrative-penalty'];

/** The definition of a kind. */
export const kindDefinition = (kind: RecordKind): KindDefinition => RECORD_KINDS[kind];

const CONTENT = '/content/';

/** The columns of a kind that fill `content`, with the name of their field. */
export const contentColumns = (kind: RecordKind): readonly (Column & { readonly field: string })[] =>
  kindDefinition(kind).columns.flatMap((column) =>
    column.at.startsWith(CONTENT) ? [{ ...column, field: column.at.slice(CONTENT.length) }] : [],
  );
