import { DEPARTMENTS } from '../../../shared/departments/departments.ts';
import type { Label } from '../../../shared/kernel/label.ts';
import { FIELDS } from '../../../shared/lists/fields.ts';
import { kindDefinition, type RecordKind } from '../../../shared/records/kinds/kinds.ts';

const kindLabel = (kind: RecordKind): Label => kindDefinition(kind).label;

/** Kinds of which entries are public (docs/disclosure-format.md, section 2): good ones first. */
export const PUBLIC_KINDS: ReadonlyMap<string, Label> = new Map<string, Label>([
  ['honour', kindLabel('honour')],
  ['typical-case', { zh: '典型案例', en: 'typical case' }],
  ['administrative-licence', kindLabel('administrative-licence')],
  ['commitment', kindLabel('commitment')],
  ['administrative-penalty', kindLabel('administrative-penalty')],
  ['serious-untrustworthiness-listing', kindLabel('serious-untrustworthiness-listing')],
  ['court-defaulter', kindLabel('court-defaulter')],
]);

/** Departments of any time: what one decided stays its own. */
export const DEPARTMENT_NAMES: ReadonlyMap<string, Label> = new Map(DEPARTMENTS.map(({ code, name }) => [code, name]));

export const FIELD_NAMES: ReadonlyMap<string, Label> = new Map(FIELDS.map(({ code, name }) => [code, name]));

/** The four statutory ends that are stated for 30 days (行政处罚法 48). */
export const VERBS: ReadonlyMap<string, Label> = new Map([
  ['change', { zh: '变更', en: 'changed' }],
  ['revoke', { zh: '撤销', en: 'revoked' }],
  ['declare-unlawful', { zh: '确认违法', en: 'declared unlawful' }],
  ['declare-void', { zh: '确认无效', en: 'declared void' }],
]);

/** Words under names of one sort: `kind:honour`. */
export const named = (sort: string, labels: ReadonlyMap<string, Label>): readonly (readonly [string, Label])[] =>
  [...labels].map(([name, label]) => [`${sort}:${name}`, label] as const);
