import type { Label } from '../../../shared/kernel/label.ts';
import { element, make, pair } from './dom.ts';
import { isOver, startEnding } from './ended.ts';
import { writeTexts } from './language.ts';
import { listTable } from './list-table.ts';
import { type DepartmentRow, type List, type ListIndex, listsIn, readIndex, readRows } from './lists-files.ts';
import { startPage } from './page.ts';
import { word } from './words.ts';
import { fill } from './work.ts';

/** Rows that are shown at once; a button shows as many more. */
const AT_ONCE = 100;

const NONE = { zh: '所选范围内现在没有公示信息。', en: 'Nothing of this choice is public now.' };
const MORE = { zh: '再显示一些', en: 'Show more' };
const FILTERS = ['kind', 'department', 'month', 'field'] as const;
type Filter = (typeof FILTERS)[number];

const select = (filter: Filter): HTMLSelectElement => element(filter, HTMLSelectElement);
const place = element('list', HTMLElement);

/** What was read last: the index of which kind, and the rows of which lists. */
let index: ListIndex | undefined;
let rows: readonly DepartmentRow[] = [];

const option = (value: string, { zh, en }: Label): HTMLOptionElement => {
  const made = new Option(zh, value);
  made.dataset['zh'] = zh;
  made.dataset['en'] = en;
  return made;
};
const plain = (value: string): HTMLOptionElement => option(value, { zh: value, en: value });

/** Offers these values beside the one for all of them (absent for months: a list has one), and keeps the choice if it is still there. */
const offer = (filter: Filter, options: readonly HTMLOptionElement[], wanted: string): void => {
  const all = filter === 'month' ? [] : [option('', { zh: '全部', en: 'All' })];
  const field = select(filter);
  field.replaceChildren(...all, ...options);
  field.value = wanted;
  if (field.selectedIndex < 0) field.selectedIndex = 0;
  writeTexts();
};

/** The field of a typical case, the list of a listing or an honour. */
const fieldOf = ({ field, listName }: DepartmentRow): string => field ?? listName ?? '';
const labelOf = (field: string): Label => {
  const [zh = field, en = field] = [...word('field', field).childNodes].map((one) => one.textContent ?? field);
  return { zh, en };
};

const wantedLists = (): readonly List[] => {
  const lists = index === undefined ? [] : listsIn(index);
  const [department, month] = [select('department').value, select('month').value];
  return lists.filter((list) => list.month === month && (department === '' || list.code === department));
};

const show = (): readonly Node[] => {
  const [read, kind, field] = [rows, select('kind').value, select('field').value];
  // Looked through for each part that is shown: a day may have begun since the last one.
  const nodes = (count: number): readonly Node[] => {
    const shown = read.filter((row) => !isOver(row.publicUntil) && (field === '' || fieldOf(row) === field));
    const all = shown.length;
    if (all === 0) return [make('p', { class: 'note' }, pair(NONE))];
    const said = { zh: `共 ${all} 条`, en: `${all} entries` };
    const part = { zh: `共 ${all} 条，显示前 ${count} 条`, en: `The first ${count} of ${all} entries` };
    const list = listTable(kind, count < all ? part : said, shown.slice(0, count));
    if (count >= all) return [list];
    const more = make('button', { type: 'button' }, pair(MORE));
    more.addEventListener('click', () => place.replaceChildren(...nodes(count + AT_ONCE)));
    return [list, make('p', {}, more)];
  };
  return nodes(AT_ONCE);
};

/** The choice stays in the address, so that it can be linked to and gone back to. */
const keep = (): void => {
  const chosen = FILTERS.map((filter) => [filter, select(filter).value]).filter(([, value]) => value !== '');
  history.replaceState(null, '', `#${new URLSearchParams(chosen)}`);
};

const readList = async (wanted: URLSearchParams): Promise<readonly Node[]> => {
  rows = await readRows(wantedLists());
  const fields = [...new Set(rows.map(fieldOf))].filter((field) => field !== '').toSorted();
  offer(
    'field',
    fields.map((field) => option(field, labelOf(field))),
    wanted.get('field') ?? '',
  );
  keep();
  return show();
};

const offerMonths = (wanted: string): void => {
  const department = select('department').value;
  const lists = index === undefined ? [] : listsIn(index);
  const months = lists.filter(({ code }) => department === '' || code === department).map(({ month }) => month);
  offer('month', [...new Set(months)].map(plain), wanted);
};

const readKind = async (wanted: URLSearchParams): Promise<readonly Node[]> => {
  index = await readIndex(select('kind').value);
  const departments = (index?.departments ?? []).map(({ code, name }) => option(code, name ?? { zh: code, en: code }));
  offer('department', departments, wanted.get('department') ?? '');
  offerMonths(wanted.get('month') ?? '');
  return readList(wanted);
};

const NOTHING_WANTED = new URLSearchParams();
const changed: Readonly<Record<Filter, () => void>> = {
  kind: () => void fill(place, () => readKind(NOTHING_WANTED)),
  department: () => {
    offerMonths(select('month').value);
    void fill(place, () => readList(NOTHING_WANTED));
  },
  month: () => void fill(place, () => readList(NOTHING_WANTED)),
  field: () => {
    keep();
    place.replaceChildren(...show());
  },
};

const startFromAddress = (): void => {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const kind = select('kind');
  kind.value = wanted.get('kind') ?? kind.value;
  if (kind.selectedIndex < 0) kind.selectedIndex = 0;
  void fill(place, () => readKind(wanted));
};

startPage();
for (const filter of FILTERS) select(filter).addEventListener('change', changed[filter]);
window.addEventListener('hashchange', startFromAddress);
startFromAddress();
startEnding();
