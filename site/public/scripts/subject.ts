import { startEnding } from './ended.ts';
import { startPage } from './page.ts';

/** Parts of which nothing is left go too; where nothing at all is left, the page stops naming the organisation. */
const tidy = (): void => {
  for (const part of document.querySelectorAll('main section.entries'))
    if (part.querySelector('.entry') === null) part.remove();
  const subject = document.querySelector('#subject');
  if (subject === null || document.querySelector('main .entry') !== null) return;
  subject.remove();
  const title = document.querySelector('title');
  for (const name of ['zh', 'en']) delete title?.dataset[name];
  if (title !== null) title.textContent = '公示信息 · Public record';
  const nothing = document.querySelector<HTMLElement>('#nothing-left');
  if (nothing !== null) nothing.hidden = false;
};

startPage();
startEnding(tidy);
