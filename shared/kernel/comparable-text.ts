/**
 * A text as it is compared, never as it is shown: names and document numbers are equal if they read the same.
 * NFKC (full and half width), one kind of bracket, no spaces, no middle dots, capitals. Part of the natural key: it cannot be changed later.
 */
export const comparableText = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[〔【[{⟨〈《]/g, '(')
    .replaceAll(/[〕】\]}⟩〉》]/g, ')')
    .replaceAll(/[\s·•‧・]/g, '')
    .toUpperCase();
