import type { Label } from '../../../shared/kernel/label.ts';
import { make, pair } from './dom.ts';
import { startLanguage, writeTexts } from './language.ts';
import { readJson } from './read.ts';

interface Filing {
  readonly text: string;
  readonly url: string;
}
/** `/assets/site-config.json`, written at deployment: who runs the site and how it is registered. */
interface SiteConfig {
  readonly name: Label;
  readonly contact?: Label;
  readonly icp?: Filing;
  readonly policeFiling?: Filing;
}

const filed = ({ text, url }: Filing): HTMLElement =>
  make('p', {}, make('a', { href: new URL(url).protocol === 'https:' ? url : '/', rel: 'noopener noreferrer' }, text));

const linesOf = ({ name, contact, icp, policeFiling }: SiteConfig): readonly HTMLElement[] => [
  ...[name, contact].filter((label) => label !== undefined).map((label) => make('p', {}, pair(label))),
  ...[icp, policeFiling].filter((filing) => filing !== undefined).map(filed),
];

/** Pages of the site's own have them already; pages of an organisation are written where nobody knows them. */
const showLines = async (): Promise<void> => {
  const place = document.querySelector('#site-lines');
  if (place === null || place.childElementCount > 0) return;
  const config = await readJson<SiteConfig>('/assets/site-config.json');
  if (config === undefined) return;
  place.replaceChildren(...linesOf(config));
  showName(config.name);
};

/** In the head, and at the end of the title. */
const showName = (name: Label): void => {
  document.querySelector('.site-title')?.replaceChildren(pair(name));
  const title = document.querySelector('title');
  for (const language of ['zh', 'en'] as const) {
    const text = title?.dataset[language];
    if (title && text !== undefined) title.dataset[language] = text.replace(/[^·]*$/, ` ${name[language]}`);
  }
  writeTexts();
};

/** What every page does: its language, and the lines at its foot. */
export const startPage = (changed?: () => void): void => {
  startLanguage(changed);
  // A page without these lines is read all the same.
  showLines().catch((error: unknown) => console.warn(error));
};
