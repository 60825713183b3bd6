import type { BodySort } from '../../bodies/bodies.ts';
import type { Label } from '../../kernel/label.ts';
import type { SubjectCategory } from '../../subjects/subject.ts';

/** What a column holds. Words are the national vocabulary itself, so that a row goes in and out unchanged. */
export type Shape =
  | { readonly type: 'text'; readonly max: number }
  /** A number that begins with a place (行政区划, six digits) and a day (eight), and goes on with as many digits. */
  | { readonly type: 'serial'; readonly sequence: number }
  /** `written`: how the national table writes it, by default 2026/09/01; every usual way is read. */
  | { readonly type: 'date'; readonly written?: 'YYYYMMDD' | 'YYYY年MM月DD日' }
  /** National: a date where 2099/12/31 says "no end", which must be said if `stated`; ours: absent then (no sentinel dates). */
  | { readonly type: 'end-date'; readonly stated?: true }
  /** National: 万元 with six decimals; ours: an integer of fen. */
  | { readonly type: 'money' }
  /** One word of a list; with `other`, also 其他-…. `codes` gives the national code where it is not the word. */
  | {
      readonly type: 'word';
      readonly words: readonly string[];
      readonly other?: true;
      readonly codes?: Readonly<Record<string, string>>;
    }
  /** Several words; national: joined by `;`. */
  | { readonly type: 'words'; readonly words: readonly string[]; readonly other?: true };

/**
 * How a date or word of the content bounds the publicity: not before its day; through its day; no more from its day on; none once it is
 * this word; none unless it is this word.
 */
export type PublicityBound = 'from' | 'through' | 'until' | { readonly over: string } | { readonly only: string };

/**
 * What would be worse for the subject of a negative record, and so is no correction: a greater amount (none is nothing), a later day
 * (none is without an end), a word that was not there, a word further down the list. What is found of a record may be no worse either.
 */
export type Worse = 'greater' | 'later' | 'added' | 'further';

/** One column of a kind's table and the place in our submission that it fills. */
export interface Column {
  /** Key in the national table. A column without one can be posted in our names only: no key for it is established. */
  readonly national?: string;
  /** JSON Pointer into a submission. */
  readonly at: string;
  readonly label: Label;
  readonly shape: Shape;
  readonly required?: true;
  /** Required if one of the words of another content field contains this text. */
  readonly requiredWhen?: { readonly field: string; readonly contains: string };
  /** Name in the public projection; a column without it never leaves the register. */
  readonly publicAs?: string;
  /** Further spellings of the national key that are met. */
  readonly variants?: readonly string[];
  /** Only rows about such subjects have it: a table may give one key to a firm's code and to a person's number. */
  readonly of?: readonly SubjectCategory[];
  /** What the table does not say because its key can mean nothing else. */
  readonly implies?: { readonly at: string; readonly value: string };
  /** JSON Pointer to a date that this one may not precede. */
  readonly notBefore?: string;
  readonly publicity?: PublicityBound;
  readonly worse?: Worse;
  /** It cites the law on which the record rests: a law that seals its records is recognised here. */
  readonly citesLaw?: true;
  /** A text of words: no score, grade or rank may stand in it (I9). */
  readonly noScore?: true;
  /** Filled by the finding of what became of it (outcome.ts): neither posted nor brought in by a correction. */
  readonly found?: true;
}

/** Fields of the content that the finding of a record's outcome fills; their columns are `found`. */
export interface OutcomeDefinition {
  /** A word: the column lists them from the best to the worst. */
  readonly status: string;
  readonly foundOn: string;
  /** When it was first found to be negative: later findings do not lengthen what follows from the first. */
  readonly negativeSince: string;
  readonly unperformed: string;
  readonly liability: string;
  readonly unit: string;
  readonly unitCode: string;
  /** The posted field whose day it holds until: after it the finding is owed. */
  readonly holdsUntil: string;
  /** Words that make the record a negative one. */
  readonly negative: readonly string[];
}

/**
 * A record kind is data: adding one means adding such an object, its line in kinds.ts and, if it may be public, its rule in
 * rule-versions.json (docs/adr/0008-kinds-as-data.md).
 */
export interface KindDefinition {
  readonly kind: string;
  readonly label: Label;
  /** A negative record needs an adult at the act (I12), and no correction makes it worse. */
  readonly negative: boolean;
  /** Each of its records, which are negative, states its grade of severity and the sector's criterion for it. */
  readonly statesSeverity?: true;
  /**
   * Codes of the departments that alone may write it; everybody where there are none. A source that is no department, such as the
   * exchange with the superior platform, is to be named here by the code under which it posts.
   */
  readonly writers?: readonly string[];
  /** Whose records may be public, besides what the law asks; never a person's (I6). By default organisations and sole traders. */
  readonly publicOf?: readonly Exclude<SubjectCategory, 'person'>[];
  /** Public only with its social impact stated (行政处罚法 48). */
  readonly needsSocialImpact?: true;
  /** Must be public within seven working days (国发〔2016〕33号): has that clock, and is counted in the statistics. */
  readonly disclosureClock?: true;
  /** The field of the content that names whose statement it is, where that is not the authority: shown wherever the record is. */
  readonly authorField?: string;
  /**
   * The sort of body that alone may write it, on organisations, and whose own statement it is: its author is shown wherever it is, and it is
   * an input to nothing.
   */
  readonly statementOf?: BodySort;
  /** Its records make their subject a model of honesty 诚信典型 while they are in force. */
  readonly model?: true;
  /** What becomes of it is found later, in a step of its own: a commitment is kept or broken. */
  readonly outcome?: OutcomeDefinition;
  readonly columns: readonly Column[];
}
