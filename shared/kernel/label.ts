/** A text shown to people, in both languages of the system. */
export type Label = { readonly zh: string; readonly en: string };
