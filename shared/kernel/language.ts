/** The two languages of labels and messages; Chinese unless the reader prefers English. */
export type Language = 'zh' | 'en';

/**
 * Chooses by `Accept-Language` (RFC 9110 §12.5.4): English only if an English range has a higher quality than every Chinese one.
 */
export const preferredLanguage = (acceptLanguage: string | undefined): Language => {
  const quality = (prefix: string): number =>
    Math.max(
      0,
      ...(acceptLanguage ?? '').split(',').flatMap((range) => {
        const [tag = '', ...parameters] = range
          .trim()
          .toLowerCase()
          .split(/\s*;\s*/);
        const stated = parameters.find((parameter) => parameter.startsWith('q='));
        return tag.startsWith(prefix) ? [stated === undefined ? 1 : Number(stated.slice(2)) || 0] : [];
      }),
    );
  return quality('en') > quality('zh') ? 'en' : 'zh';
};
