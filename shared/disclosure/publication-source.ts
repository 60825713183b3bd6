import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { PublicEntry } from './entry.ts';
import type { WithdrawnNotice } from './withdrawn.ts';

/** Where a record's head lies in the register. */
export interface RecordRef {
  readonly recordId: string;
  readonly recordPk: string;
  readonly recordSk: string;
}

/** What the law says of a record's publicity on a given day. Dates are Beijing calendar dates. */
export type Standing =
  /** May be read now; `leavesOn` is the first day on which it may not, undefined where it has no end. */
  | { readonly state: 'public'; readonly entry: PublicEntry; readonly leavesOn: CalendarDate | undefined }
  | { readonly state: 'later'; readonly entersOn: CalendarDate }
  /** `statutoryEnd` if it ended by one of the four verbs that are stated to the public (行政处罚法 48). */
  | { readonly state: 'not-public'; readonly statutoryEnd?: WithdrawnNotice };

/** The standing of a record, with whose it is. */
export type RecordStanding = Standing & {
  readonly department: string;
  readonly kind: string;
  /** Its entry is about no subject, and lies in no look-up file. */
  readonly aboutNobody?: true;
};

/** The register, as the publisher asks it. */
export interface PublicationSource {
  /**
   * The standings of up to 100 records on `today`, by record id, from their heads, read consistently.
   * A record that is not in the answer does not exist. Throws if the register cannot be read.
   */
  standings(refs: readonly RecordRef[], today: CalendarDate): Promise<ReadonlyMap<string, RecordStanding>>;
}
