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

const chineseTitle = (title: HTMLTitleElement): string => {
  title.dataset['zh'] ??= title.textContent ?? '';
  return title.dataset['zh'];
};

const show = (language: Language): void => {
  document.documentElement.lang = HTML_LANGUAGE[language];
  const title = document.querySelector('title');
  if (title !== null) {
    const chinese = chineseTitle(title);
    title.textContent = language === 'en' ? (title.dataset['en'] ?? chinese) : chinese;
  }
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
