import { make, pair } from './dom.ts';

const AT_WORK = { zh: '正在读取…', en: 'Reading…' };
const FAILED = {
  zh: '读取失败：可能是网络中断，或文件正在更新。数据未受影响。',
  en: 'It could not be read: the network may be down, or the files are just being replaced. The data itself is not affected.',
};
const RETRY = { zh: '重试', en: 'Try again' };

let latest = 0;
const turns = new WeakMap<HTMLElement, number>();

/**
 * Fills a place with what is read for it. It is a live region that says that it is at work and, if that fails, what the reader can do; of works that overlap the last
 * one counts.
 */
export const fill = async (place: HTMLElement, read: () => Promise<readonly (Node | string)[]>): Promise<void> => {
  latest += 1;
  const turn = latest;
  turns.set(place, turn);
  place.setAttribute('aria-busy', 'true');
  place.replaceChildren(make('p', { class: 'hint' }, pair(AT_WORK)));
  const show = (nodes: readonly (Node | string)[]): void => {
    if (turns.get(place) !== turn) return;
    place.replaceChildren(...nodes);
    place.removeAttribute('aria-busy');
  };
  try {
    show(await read());
  } catch (error) {
    // For whoever maintains it; readers get the sentence.
    console.warn(error);
    const again = make('button', { type: 'button' }, pair(RETRY));
    again.addEventListener('click', () => void fill(place, read));
    show([make('div', { class: 'note trouble', role: 'alert' }, make('p', {}, pair(FAILED)), make('p', {}, again))]);
  }
};
