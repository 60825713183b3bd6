import { parseCalendarDate } from '../../../shared/kernel/beijing-time.ts';
import type { Label } from '../../../shared/kernel/label.ts';
import { type NameAnswer, type NameLead, type NameTrouble, searchNames } from '../../../shared/name-index/search.ts';
import { type Asked, readAsked } from './asked.ts';
import { chinese, element, make, pair } from './dom.ts';
import { startEnding, today } from './ended.ts';
import { newestCases, newestHonours } from './newest.ts';
import { startPage } from './page.ts';
import { isThere, readText } from './read.ts';
import { stateOfCopy } from './state-of-copy.ts';
import { fill } from './work.ts';

const LEADS_ONLY = {
  zh: '以下是名称相符的线索，不是查询结论。同名不等于同一单位，请以统一社会信用代码确认。',
  en: 'These are leads by name and no findings. An equal name is not the same organisation: the code tells.',
};
const NO_LEADS = {
  zh: '没有找到名称相符、现有公示信息的单位。这不说明任何单位的信用好坏。',
  en: 'No organisation of that name has public entries now. That says nothing about anybody.',
};
const NOTHING = {
  zh: '这个统一社会信用代码下，本站现在没有公示信息。除此以外，这不说明任何事情。',
  en: 'Under this unified social credit code nothing is public on this site now. That says nothing else.',
};
const REFUSED: Readonly<Record<Exclude<Asked['is'], 'code' | 'name'>, Label>> = {
  nothing: { zh: '请输入统一社会信用代码或单位名称。', en: 'Enter a unified social credit code or a name.' },
  person: {
    zh: '这像是身份证号。本站不提供自然人查询，您输入的内容没有发送，也没有保存。',
    en: 'This looks like an identity number. No persons can be looked up here; what you entered was neither sent nor kept.',
  },
  'wrong-format': {
    zh: '这不是统一社会信用代码：应为 18 位，由数字和大写字母组成（不含 I、O、S、V、Z）。',
    en: 'This is no unified social credit code: it has 18 characters, digits and capital letters (never I, O, S, V or Z).',
  },
  'wrong-check': {
    zh: '校验位不符：代码中至少有一位输入有误，请核对后重试。',
    en: 'The check character does not fit: at least one character is wrong. Please compare and try again.',
  },
};
const TROUBLES: Readonly<Record<NameTrouble, Label>> = {
  'too-short': { zh: '请至少输入两个字。', en: 'Enter at least two characters.' },
  'too-common': {
    zh: '含有这些字的名称太多，以下只是一部分。请输入更完整的名称，或者统一社会信用代码。',
    en: 'Very many names hold these characters, and these are some of them only. Enter more of the name, or the code.',
  },
  incomplete: {
    zh: '名称索引正在更新，可能有遗漏。用统一社会信用代码查询不受影响。',
    en: 'The index of names is being mended and may miss some. A look-up by code is not affected.',
  },
  unavailable: {
    zh: '现在不能按名称查询。请使用统一社会信用代码。',
    en: 'Names cannot be searched now. Please use the unified social credit code.',
  },
};
const MORE = { zh: '更多', en: 'More' };

const note = (label: Label, sort = ''): HTMLElement => make('p', { class: `note ${sort}`.trim() }, pair(label));
const subjectPath = (code: string): string => `/subjects/${encodeURIComponent(code)}`;

const lead = ({ name, code, until }: NameLead): HTMLElement =>
  make(
    'li',
    { publicUntil: until },
    make('a', { href: subjectPath(code) }, chinese(name)),
    ' ',
    make('span', { class: 'code hint' }, code),
  );

const furtherLeads = (name: string, next: number): HTMLElement => {
  const place = make('div', {});
  const button = make('button', { type: 'button' }, pair(MORE));
  button.addEventListener('click', () => void fill(place, async () => leadsOf(name, await search(name, next), false)));
  place.append(button);
  return place;
};

const leadsOf = (name: string, answer: NameAnswer, isFirst: boolean): readonly Node[] => {
  const { leads, next, trouble } = answer;
  const asksForMore = trouble === 'too-short' || trouble === 'unavailable';
  const list = leads.length === 0 ? [] : [make('ul', { class: 'found' }, ...leads.map(lead))];
  const nothing = leads.length === 0 && next === undefined && !asksForMore ? [note(NO_LEADS)] : [];
  return [
    ...(isFirst && leads.length > 0 ? [note(LEADS_ONLY)] : []),
    ...(isFirst && trouble !== undefined ? [note(TROUBLES[trouble], 'warning')] : []),
    ...list,
    ...nothing,
    ...(next === undefined ? [] : [furtherLeads(name, next)]),
  ];
};

const search = (name: string, from?: number): Promise<NameAnswer> => {
  const date = parseCalendarDate(today());
  if (date === undefined) throw new Error('the clock shows no date');
  return searchNames(name, { read: (path) => readText(`/${path}`), today: date, ...(from !== undefined && { from }) });
};

const answerTo = async (asked: Asked): Promise<readonly Node[]> => {
  if (asked.is === 'name') return leadsOf(asked.name, await search(asked.name), true);
  if (asked.is !== 'code') return [note(REFUSED[asked.is], asked.is === 'nothing' ? '' : 'warning')];
  if (!(await isThere(subjectPath(asked.code)))) return [make('p', { class: 'code' }, asked.code), note(NOTHING)];
  location.assign(subjectPath(asked.code));
  return [make('p', {}, make('a', { href: subjectPath(asked.code) }, asked.code))];
};

const ASKED = 'asked';

/** The fragment stays in this browser; who comes back from a page finds the leads again. */
const keep = ({ is }: Asked, text: string): void =>
  history.replaceState(null, '', is === 'name' ? `#${new URLSearchParams({ [ASKED]: text })}` : location.pathname);

const ask = async (text: string): Promise<void> => {
  const asked = readAsked(text);
  keep(asked, text);
  element('results-part', HTMLElement).hidden = false;
  await fill(element('results', HTMLElement), () => answerTo(asked));
};

startPage();
const input = element('asked', HTMLInputElement);
element('look-up', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void ask(input.value);
});
const kept = new URLSearchParams(location.hash.slice(1)).get(ASKED);
if (kept !== null) {
  input.value = kept;
  void ask(kept);
}
void fill(element('newest-honours', HTMLElement), newestHonours);
void fill(element('newest-cases', HTMLElement), newestCases);
void fill(element('state', HTMLElement), stateOfCopy);
startEnding();
