import type { Label } from '../kernel/label.ts';
import type { PublicColumn } from './public-column.ts';

/** Where a public field comes from: the key of the national table and the name under which it is posted. */
export interface PublicSource {
  readonly national?: string;
  readonly posted: string;
}

/** A kind of which there are public entries, with the closed list of its fields. */
export interface PublicKind {
  readonly kind: string;
  readonly label: Label;
  readonly columns: readonly PublicColumn[];
  /** By the name of a field; what the system itself adds comes from nowhere. */
  readonly sources: Readonly<Record<string, PublicSource>>;
}
