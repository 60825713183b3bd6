/** What a public field holds: a text, a calendar date (YYYY-MM-DD), an integer that is not negative, or several texts. */
export type PublicType = 'text' | 'date' | 'count' | 'texts';

/** A field of the public projection, as every form of open data shows it: the data dictionary of what is public. */
export interface PublicColumn {
  /** The field's name in `fields` of an entry. */
  readonly name: string;
  /** What heads its column; where the value has a unit, it names it. */
  readonly zh: string;
  readonly en: string;
  readonly type: PublicType;
  /** Only these texts may be there. */
  readonly words?: readonly string[];
  /** Never absent. */
  readonly always?: true;
}
