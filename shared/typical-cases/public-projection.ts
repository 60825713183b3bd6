import { departmentOn } from '../departments/departments.ts';
import type { CsvColumn } from '../disclosure/csv.ts';
import type { PublicFields } from '../disclosure/entry.ts';
import type { RecordStanding } from '../disclosure/publication-source.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { TypicalCase } from './typical-case.ts';

/** The kind of a typical case in the public copy (docs/disclosure-format.md, section 2). */
export const TYPICAL_CASE_KIND = 'typical-case';

/** Columns of the public table: the closed list of its fields with their Chinese headings. */
export const TYPICAL_CASE_COLUMNS: readonly CsvColumn[] = [
  { name: 'kind', zh: '类别' },
  { name: 'title', zh: '标题' },
  { name: 'text', zh: '案例正文' },
  { name: 'field', zh: '领域' },
  { name: 'effect', zh: '激励或惩戒' },
  { name: 'departmentCode', zh: '撰写部门' },
  { name: 'departmentName', zh: '撰写部门名称' },
  { name: 'publicFrom', zh: '公示起始日' },
  { name: 'publicUntil', zh: '不再公示之日' },
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
