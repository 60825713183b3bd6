import { make } from './dom.ts';
import { startEnding } from './ended.ts';
import { writeTexts } from './language.ts';
import { startPage } from './page.ts';

/** A page whose own name has ended is called by the newest of the names that are left. */
const rename = (): void => {
  const heading = document.querySelector('#subject h1');
  const next = document.querySelector<HTMLElement>('#subject .other-name');
  const name = next?.querySelector('bdi');
  if (heading === null || heading.querySelector('.name') !== null || !next || !name) return;
  heading.replaceChildren(make('span', { class: 'name', publicUntil: next.dataset['publicUntil'] }, name));
  next.remove();
  const title = document.querySelector('title');
  for (const language of ['zh', 'en'] as const) {
    const site = title?.dataset[language]?.split(' · ').at(-1);
    if (title && site !== undefined) title.dataset[language] = `${name.textContent} · ${site}`;
  }
  writeTexts();
};

/** Parts of which nothing is left go too; where nothing at all is left, the page stops naming the organisation. */
const tidy = (): void => {
  for (const part of document.querySelectorAll('main section.entries'))
    if (part.querySelector('.entry') === null) part.remove();
  const subject = document.querySelector('#subject');
  if (subject === null || document.querySelector('main .entry') !== null) {
    rename();
    return;
  }
  subject.remove();
  const title = document.querySelector('title');
  for (const name of ['zh', 'en']) delete title?.dataset[name];
  if (title !== null) title.textContent = '公示信息 · Public record';
  const nothing = document.querySelector<HTMLElement>('#nothing-left');
  if (nothing !== null) nothing.hidden = false;
};

startPage();
startEnding(tidy);
