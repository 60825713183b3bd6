/**
 * A text as it is compared, never as it is shown: names and document numbers are equal if they read the same.
 * NFKC (full and half width), one kind of bracket and of dash, capitals; no spaces, no middle dots, nothing that is not seen.
 * Part of the natural key: it cannot be changed later.
 */
export const comparableText = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[〔【[{⟨〈《]/g, '(')
    .replaceAll(/[〕】\]}⟩〉》]/g, ')')
    .replaceAll(/\p{Pd}/gu, '-')
    .replaceAll(/[\s\p{Cc}\p{Default_Ignorable_Code_Point}·•‧・]/gu, '')
    .toUpperCase();
