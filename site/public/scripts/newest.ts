import { chinese, day, make, pair } from './dom.ts';
import { isOver } from './ended.ts';
import { type DepartmentRow, dayOf, type List, listsIn, readIndex, readRows } from './lists-files.ts';
import { word } from './words.ts';

/** How many stand on the front page. */
const SHOWN = 6;

const NONE = { zh: '现在没有公示信息。', en: 'Nothing is public now.' };
const EFFECTS = {
  incentive: { zh: '守信激励', en: 'incentive' },
  punishment: { zh: '失信惩戒', en: 'punishment' },
} as const;
const WHOLE = { zh: '正文', en: 'Text' };

/** As many of the newest lists as are needed for enough rows, by what the index counts. */
const enough = (lists: readonly List[]): readonly List[] => {
  let counted = 0;
  return lists.filter(({ count }) => {
    const isWanted = counted < SHOWN;
    counted += count;
    return isWanted;
  });
};

const newestOf = async (kind: string): Promise<readonly DepartmentRow[]> => {
  const index = await readIndex(kind);
  if (index === undefined) return [];
  const rows = await readRows(enough(listsIn(index)));
  return rows.filter(({ publicUntil }) => !isOver(publicUntil)).slice(0, SHOWN);
};

const subjectOf = ({ subjectName = '', unifiedSocialCreditCode: code = '' }: DepartmentRow): HTMLElement =>
  make('a', { href: `/subjects/${encodeURIComponent(code)}` }, chinese(subjectName));

const honour = (row: DepartmentRow): HTMLElement =>
  make(
    'li',
    { publicUntil: row.publicUntil },
    make('h3', {}, subjectOf(row)),
    make('p', {}, chinese(row.listName ?? row.documentNumber ?? '')),
    make('p', { class: 'hint' }, pair(row.department), ' · ', day(dayOf(row))),
  );

const isEffect = (effect: string | undefined): effect is keyof typeof EFFECTS =>
  effect !== undefined && Object.hasOwn(EFFECTS, effect);

const typicalCase = (row: DepartmentRow): HTMLElement =>
  make(
    'li',
    { publicUntil: row.publicUntil, ...(row.publicId && { id: row.publicId }) },
    make('h3', {}, chinese(row.title ?? '')),
    make(
      'p',
      { class: 'hint' },
      word('field', row.field ?? ''),
      ...(isEffect(row.effect) ? [' · ', pair(EFFECTS[row.effect])] : []),
      ' · ',
      pair(row.department),
      ' · ',
      day(dayOf(row)),
    ),
    make('details', {}, make('summary', {}, pair(WHOLE)), make('p', {}, chinese(row.text ?? ''))),
  );

const cards = (rows: readonly DepartmentRow[], card: (row: DepartmentRow) => HTMLElement): readonly Node[] =>
  rows.length === 0 ? [make('p', { class: 'note' }, pair(NONE))] : [make('ul', { class: 'cards' }, ...rows.map(card))];

/** The newest honours, as cards. */
export const newestHonours = async (): Promise<readonly Node[]> => cards(await newestOf('honour'), honour);

/** The newest typical cases, as cards. */
export const newestCases = async (): Promise<readonly Node[]> => cards(await newestOf('typical-case'), typicalCase);
