import { chinese, make } from './dom.ts';

const kept = new Map<string, Element>();

const find = (name: string): Element | undefined => {
  if (kept.size === 0) {
    const template = document.querySelector<HTMLTemplateElement>('#words');
    for (const one of template?.content.querySelectorAll<HTMLElement>('[data-word]') ?? [])
      kept.set(one.dataset['word'] ?? '', one);
  }
  return kept.get(name);
};

/** A word of the system in both languages, which the page holds (site/public/pages/words.ts); where it does not, `otherwise` as it is. */
export const word = (sort: string, name: string, otherwise = name): Node => {
  const found = find(`${sort}:${name}`);
  return found === undefined
    ? chinese(otherwise)
    : make('span', {}, ...[...found.children].map((one) => one.cloneNode(true)));
};
