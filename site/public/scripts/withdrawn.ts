import { addDays, parseCalendarDate } from '../../../shared/kernel/beijing-time.ts';
import { type Column, chinese, day, element, make, pair, table } from './dom.ts';
import { startEnding } from './ended.ts';
import { startPage } from './page.ts';
import { readJson } from './read.ts';
import { word } from './words.ts';
import { fill } from './work.ts';

/** docs/disclosure-format.md, `withdrawn.json`. */
interface Withdrawal {
  readonly kind: string;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly documentNumber: string;
  readonly verb: string;
  readonly reason: string;
  readonly withdrawnOn: string;
}

/** Stated up to and on the 30th day after the withdrawal. */
const STATED_DAYS = 30;

const COLUMNS: readonly Column<Withdrawal>[] = [
  { heading: { zh: '撤回日期', en: 'Withdrawn on' }, cell: ({ withdrawnOn }) => day(withdrawnOn) },
  { heading: { zh: '作出机关', en: 'Authority' }, cell: ({ departmentName }) => chinese(departmentName) },
  { heading: { zh: '文号', en: 'Document' }, cell: ({ documentNumber }) => chinese(documentNumber), names: true },
  { heading: { zh: '类别', en: 'Kind' }, cell: ({ kind }) => word('kind', kind) },
  { heading: { zh: '撤回方式', en: 'How' }, cell: ({ verb }) => word('verb', verb) },
  { heading: { zh: '理由', en: 'Reason' }, cell: ({ reason }) => chinese(reason) },
];
const CAPTION = { zh: '三十日内依法撤回的决定', en: 'Decisions withdrawn within 30 days' };
const NONE = { zh: '三十日内没有依法撤回的决定。', en: 'No decision was withdrawn within 30 days.' };

const statedUntil = ({ withdrawnOn }: Withdrawal): string | undefined => {
  const date = parseCalendarDate(withdrawnOn);
  return date && addDays(date, STATED_DAYS + 1);
};

const show = async (): Promise<readonly Node[]> => {
  const { withdrawals = [] } = (await readJson<{ withdrawals: readonly Withdrawal[] }>('/withdrawn.json')) ?? {};
  if (withdrawals.length === 0) return [make('p', { class: 'note' }, pair(NONE))];
  const newestFirst = withdrawals.toSorted((a, b) => (a.withdrawnOn < b.withdrawnOn ? 1 : -1));
  return [table(CAPTION, COLUMNS, newestFirst, statedUntil)];
};

const sayWhatIsLeft = (): void => {
  const place = element('withdrawals', HTMLElement);
  if (place.querySelector('table') !== null && place.querySelector('tbody tr') === null)
    place.replaceChildren(make('p', { class: 'note' }, pair(NONE)));
};

startPage();
await fill(element('withdrawals', HTMLElement), show);
startEnding(sayWhatIsLeft);
