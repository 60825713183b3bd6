import type { PublicEntry } from './entry.ts';
import type { ListNames } from './lists.ts';

/** What of an organisation its page shows. */
export interface ShownSubject {
  /** Unified social credit code. */
  readonly code: string;
  /** SHA-256 of the code, lower-case hex. */
  readonly subject: string;
  /** Its public entries, at least one. */
  readonly entries: readonly PublicEntry[];
}

/** How what is public is shown to people: names, and the page of an organisation. */
export interface Presentation extends ListNames {
  /** HTML. */
  subjectPage(subject: ShownSubject): string;
}
