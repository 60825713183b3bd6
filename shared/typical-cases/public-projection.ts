import { departmentOn } from '../departments/departments.ts';
import type { PublicFields } from '../disclosure/entry.ts';
import type { RecordStanding } from '../disclosure/publication-source.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { PublicColumn } from '../open-data/public-column.ts';
import type { TypicalCase } from './typical-case.ts';

/** The kind of a typical case in the public copy (docs/disclosure-format.md, section 2). */
export const TYPICAL_CASE_KIND = 'typical-case';

/** What it is called. */
export const TYPICAL_CASE_LABEL: Label = { zh: '典型案例', en: 'typical case' };

/** Columns of the public tables: the closed list of its fields with their headings and types. */
export const TYPICAL_CASE_COLUMNS: readonly PublicColumn[] = [
  { name: 'kind', zh: '类别', en: 'kind', type: 'text', always: true },
  { name: 'title', zh: '标题', en: 'title', type: 'text', always: true },
  { name: 'text', zh: '案例正文', en: 'text of the case', type: 'text', always: true },
  { name: 'field', zh: '领域', en: 'field', type: 'text', always: true },
  {
    name: 'effect',
    zh: '激励或惩戒',
    en: 'incentive or punishment',
    type: 'text',
    words: ['incentive', 'punishment'],
    always: true,
  },
  { name: 'departmentCode', zh: '撰写部门', en: 'department that wrote it', type: 'text', always: true },
  { name: 'departmentName', zh: '撰写部门名称', en: 'name of the department', type: 'text' },
  { name: 'publicFrom', zh: '公示起始日', en: 'first day of publicity', type: 'date', always: true },
  {
    name: 'publicUntil',
    zh: '不再公示之日',
    en: 'first day on which it is no longer public',
    type: 'date',
    always: true,
  },
];

const publicFields = (typical: TypicalCase, from: CalendarDate, until: CalendarDate): PublicFields => {
  const { title, text, field, effect, department } = typical;
  const name = departmentOn(department, from)?.name.zh;
  return {
    kind: TYPICAL_CASE_KIND,
    title,
    text,
    field,
    effect,
    departmentCode: department,
    ...(name !== undefined && { departmentName: name }),
    publicFrom: from,
    publicUntil: until,
  };
};

/** What the publisher must know of a typical case on a day. It is about no subject. `salt` is the version's public salt. */
export const typicalCaseStanding = (typical: TypicalCase, salt: string, today: CalendarDate): RecordStanding => {
  const whose = { department: typical.department, kind: TYPICAL_CASE_KIND, aboutNobody: true } as const;
  const { state, publishFrom: from, publishUntil: until, publicId, version } = typical;
  if (state !== 'published' || from === undefined || until === undefined || until <= today) {
    return { ...whose, state: 'not-public' };
  }
  if (from > today) return { ...whose, state: 'later', entersOn: from };
  const entry = { publicId, version, salt, fields: publicFields(typical, from, until) };
  return { ...whose, state: 'public', entry, leavesOn: until };
};
