import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { LetterType } from './letter-type.ts';

/**
 * A part of a template. Texts have places for what a letter is about, `{like this}`: a part one of whose places is not filled is left out, so
 * that no letter shows an empty one. `when` leaves a part out too, unless that place is filled.
 */
export type TemplatePart = (
  | { readonly heading: Label }
  | { readonly text: Label }
  | { readonly note: Label }
  | { readonly items: readonly Label[] }
  | { readonly facts: readonly { readonly name: Label; readonly value: string }[] }
  /** Its lines that are filled. */
  | { readonly closing: readonly Label[] }
  /** One item for each text of a list. */
  | { readonly list: string }
  | { readonly table: string; readonly title: Label; readonly columns: readonly TemplateColumn[] }
) & { readonly when?: string };

/** A column of a table; its rows have as many cells. */
export interface TemplateColumn {
  readonly heading: Label;
  readonly share: number;
}

/** The wording of a sort of letter from a day on. A wording that letters went out with is not changed: a later one is added. */
export interface TemplateVersion {
  /** Its name, as it stands on the letter. */
  readonly version: string;
  readonly from: CalendarDate;
  readonly parts: readonly TemplatePart[];
}

/** The wordings of a sort of letter, oldest first. */
export type Templates = Readonly<Record<LetterType, readonly [TemplateVersion, ...TemplateVersion[]]>>;

/** What fills the places of a template. */
export interface LetterContent {
  readonly texts: Readonly<Record<string, Label | undefined>>;
  readonly lists?: Readonly<Record<string, readonly Label[]>>;
  readonly rows?: Readonly<Record<string, readonly (readonly Label[])[]>>;
}
