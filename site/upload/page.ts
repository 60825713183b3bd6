import { type Import, sentenceOf } from './api.ts';
import { type ImportState, type Language, STATES, TEXTS, type TextName } from './texts.ts';

const HTML_LANGUAGE: Readonly<Record<Language, string>> = { zh: 'zh-Hans', en: 'en' };
const KEPT = 'joint-credit language';

/** An element of the page, which has it. */
export const element = <Type extends HTMLElement>(id: string, type: new () => Type): Type => {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${id}`);
  return found;
};

let language: Language = localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh';

export const currentLanguage = (): Language => language;
export const text = (name: TextName): string => TEXTS[name][language];

/** Writes every text of the page in the reader's language. */
export const writeTexts = (): void => {
  document.documentElement.lang = HTML_LANGUAGE[language];
  for (const place of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const name = Object.keys(TEXTS).find((one): one is TextName => one === place.dataset['text']);
    if (name !== undefined) place.textContent = text(name);
  }
  const other = element('language', HTMLButtonElement);
  other.textContent = language === 'zh' ? 'English' : '中文';
  other.lang = HTML_LANGUAGE[language === 'zh' ? 'en' : 'zh'];
};

export const switchLanguage = (): void => {
  language = language === 'zh' ? 'en' : 'zh';
  localStorage.setItem(KEPT, language);
  writeTexts();
};

/** Says what went wrong, or that nothing does. */
export const sayTrouble = (sentence: string | undefined): void => {
  const place = element('trouble', HTMLElement);
  place.textContent = sentence ?? '';
  place.hidden = sentence === undefined;
};

export const show = (id: string, isShown = true): void => {
  element(id, HTMLElement).hidden = !isShown;
};

/** How far something is: a share from 0 to 1, or that it goes on. */
export const showProgress = (what: string, share: number | undefined, isOver = false): void => {
  show('current');
  const bar = element('progress', HTMLProgressElement);
  if (share === undefined) bar.removeAttribute('value');
  else bar.value = share;
  const percent = share === undefined || isOver ? '' : ` ${Math.floor(share * 100)} %`;
  const said = `${what}${percent}`;
  const state = element('state', HTMLElement);
  if (state.textContent !== said) state.textContent = said;
};

const figure = (name: TextName, value: number): readonly HTMLElement[] => {
  const term = document.createElement('dt');
  const number = document.createElement('dd');
  term.textContent = text(name);
  number.textContent = value.toLocaleString(HTML_LANGUAGE[language]);
  number.dataset['figure'] = name;
  return [term, number];
};

const OVER: readonly ImportState[] = ['finished', 'rejected', 'cancelled'];
const FIGURES = ['rows', 'created', 'unchanged', 'refused'] as const;

const shareOf = ({ state, parts }: Import): number | undefined => {
  if (OVER.includes(state)) return 1;
  return parts === undefined ? undefined : parts.done / parts.all;
};

/** Shows an import: how far it is, and what became of its rows. */
export const showImport = (one: Import): void => {
  element('current-title', HTMLElement).textContent = one.name;
  const { state, counts, standing, problem, errors } = one;
  showProgress(stateOf(one), shareOf(one), OVER.includes(state));
  element('figures', HTMLElement).replaceChildren(
    ...(counts === undefined ? [] : FIGURES.flatMap((name) => figure(name, counts[name]))),
  );
  if (problem !== undefined) sayTrouble(sentenceOf(problem));
  if (standing) sayTrouble(text('standing'));
  const link = element('errors', HTMLAnchorElement);
  link.hidden = errors?.link === undefined;
  if (errors?.link !== undefined) link.href = errors.link.url;
};

const stateOf = ({ state }: Import): string => STATES[state][language];

const cell = (content: string | Node): HTMLTableCellElement => {
  const made = document.createElement('td');
  made.append(content);
  return made;
};

/** Lists what was sent before. */
export const showEarlier = (imports: readonly Import[], look: (id: string) => void): void => {
  show('earlier', imports.length > 0);
  element('imports', HTMLElement).replaceChildren(
    ...imports.map((one) => {
      const row = document.createElement('tr');
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = text('look');
      button.setAttribute('aria-label', `${text('look')} ${one.name}`);
      button.addEventListener('click', () => look(one.id));
      const counts = (['created', 'unchanged', 'refused'] as const).map((name) =>
        cell(String(one.counts?.[name] ?? '')),
      );
      row.append(cell(one.name), cell(stateOf(one)), ...counts, cell(button));
      return row;
    }),
  );
};
