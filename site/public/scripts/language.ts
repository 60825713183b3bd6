import type { Language } from '../../../shared/kernel/language.ts';

const KEPT = 'joint-credit language';
const HTML_LANGUAGE: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

/** Private windows and strict settings refuse storage: then the choice holds for this page alone. */
const remembered = (): string | null => {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
};
const remember = (language: Language): void => {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // It holds for this page alone.
  }
};

/** The page's language now. */
export const currentLanguage = (): Language => (document.documentElement.lang === 'en' ? 'en' : 'zh');

/** How dates and numbers are written in it. */
export const locale = (): string => HTML_LANGUAGE[currentLanguage()];

/** Writes what can hold one language only: the title, and options of selects. */
export const writeTexts = (): void => {
  for (const place of document.querySelectorAll<HTMLElement>('[data-zh][data-en]'))
    place.textContent = place.dataset[currentLanguage()] ?? '';
};

const show = (language: Language): void => {
  document.documentElement.lang = HTML_LANGUAGE[language];
  writeTexts();
  const button = document.querySelector<HTMLButtonElement>('#language');
  if (button === null) return;
  button.hidden = false;
  button.textContent = language === 'zh' ? 'English' : '中文';
  button.lang = HTML_LANGUAGE[language === 'zh' ? 'en' : 'zh'];
};

/** Shows the page in the language that was chosen before, Chinese at first, and lets the reader change it; `changed` hears of it. */
export const startLanguage = (changed: () => void = () => undefined): void => {
  show(remembered() === 'en' ? 'en' : 'zh');
  document.querySelector('#language')?.addEventListener('click', () => {
    const other = currentLanguage() === 'zh' ? 'en' : 'zh';
    remember(other);
    show(other);
    changed();
  });
};
