import type { Label } from '../kernel/label.ts';
import type { RecordKind } from '../records/kinds/kinds.ts';
import { kindDefinition } from '../records/kinds/kinds.ts';
import type { Entry } from './entry.ts';

const NEVER: Label = { zh: '不公开', en: 'never' };

/** What every public record shows besides its own fields, of organisations and sole traders alone. */
const SHOWN: Readonly<Record<string, string>> = {
  '/subject/name': 'subjectName',
  '/subject/category': 'subjectCategory',
  '/subject/unifiedSocialCreditCode': 'unifiedSocialCreditCode',
  '/authority/name': 'departmentName',
  '/severity/grade': 'severity',
};

/** Whether records of a kind are shown at all: only where one of their own fields is. */
const isShown = (kind: RecordKind): boolean =>
  kindDefinition(kind).columns.some(({ publicAs }) => publicAs !== undefined);

/** Under which name a field is public; most of a record never is. */
export const publicityLabel = (kind: RecordKind, { column }: Entry): Label => {
  const name = isShown(kind) ? (column.publicAs ?? SHOWN[column.at]) : undefined;
  return name === undefined ? NEVER : { zh: `公开为 ${name}`, en: `as ${name}` };
};
