import type { Language } from '../kernel/language.ts';

const PAGE_OF: Readonly<Record<Language, (page: number, pages: number) => string>> = {
  zh: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
  en: (page, pages) => `Page ${page} of ${pages}`,
};

/** The line at the foot of a page, from 1. */
export const pageNumber = (language: Language, page: number, pages: number): string => PAGE_OF[language](page, pages);
