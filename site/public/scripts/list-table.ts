import type { Label } from '../../../shared/kernel/label.ts';
import { type Column, chinese, day, make, pair, table } from './dom.ts';
import { type DepartmentRow, dayOf } from './lists-files.ts';
import { word } from './words.ts';

const OBJECTED = { zh: '异议处理中', en: 'objected to' };

const subjectOf = ({ subjectName = '', unifiedSocialCreditCode: code = '' }: DepartmentRow): Node =>
  make('a', { href: `/subjects/${encodeURIComponent(code)}` }, chinese(subjectName));

const documentOf = ({ documentNumber = '', objectedOn }: DepartmentRow): Node => {
  const cell = make('span', {}, chinese(documentNumber));
  if (objectedOn !== undefined) cell.append(' ', make('strong', { class: 'mark' }, pair(OBJECTED)));
  return cell;
};

const SUBJECT: Column<DepartmentRow> = { heading: { zh: '单位', en: 'Organisation' }, cell: subjectOf, names: true };
const CODE: Column<DepartmentRow> = {
  heading: { zh: '统一社会信用代码', en: 'Code' },
  cell: ({ unifiedSocialCreditCode = '' }) => unifiedSocialCreditCode,
  class: 'code whole',
};
const DEPARTMENT: Column<DepartmentRow> = {
  heading: { zh: '机关', en: 'Authority' },
  cell: ({ department }) => pair(department),
};
const DOCUMENT: Column<DepartmentRow> = { heading: { zh: '文号', en: 'Document' }, cell: documentOf };
const DATE: Column<DepartmentRow> = { heading: { zh: '日期', en: 'Date' }, cell: (row) => day(dayOf(row)) };
const LIST: Column<DepartmentRow> = {
  heading: { zh: '名单', en: 'List' },
  cell: ({ listName = '' }) => chinese(listName),
};
const UNTIL: Column<DepartmentRow> = {
  heading: { zh: '公示至（不含当日）', en: 'Public until (exclusive)' },
  cell: ({ publicUntil }) => (publicUntil === undefined ? '—' : day(publicUntil)),
};
const CASE: readonly Column<DepartmentRow>[] = [
  {
    heading: { zh: '案例', en: 'Case' },
    cell: ({ title = '', text = '' }) =>
      make('details', {}, make('summary', {}, chinese(title)), make('p', {}, chinese(text))),
    names: true,
  },
  { heading: { zh: '领域', en: 'Field' }, cell: ({ field = '' }) => word('field', field) },
  DEPARTMENT,
  DATE,
  UNTIL,
];

const columnsOf = (kind: string, rows: readonly DepartmentRow[]): readonly Column<DepartmentRow>[] => {
  if (kind === 'typical-case') return CASE;
  const list = rows.some(({ listName }) => listName !== undefined) ? [LIST] : [];
  return [SUBJECT, CODE, DOCUMENT, ...list, DEPARTMENT, DATE, UNTIL];
};

/** A list as a table; each row goes on its day. */
export const listTable = (kind: string, caption: Label, rows: readonly DepartmentRow[]): HTMLElement =>
  table(caption, columnsOf(kind, rows), rows, ({ publicUntil }) => publicUntil);
