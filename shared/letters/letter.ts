import type { JointCase, SERVED_TOGETHER, SERVICE_METHODS } from '../cases/joint-case.ts';
import type { CalendarDate, Instant } from '../kernel/beijing-time.ts';
import type { Deadline } from '../kernel/working-calendar.ts';
import type { Objection } from '../objections/objection.ts';
import type { CreditRecord } from '../records/record.ts';
import type { HeadKey } from '../register/head.ts';
import type { Repair } from '../repairs/repair.ts';
import type { NamedSubject } from '../subjects/named-subject.ts';
import type { LetterType } from './letter-type.ts';

/** Sorts of head from which letters to their subject follow. */
export const LETTER_ENTITIES = ['case', 'record', 'objection', 'repair'] as const;
export type LetterEntity = (typeof LETTER_ENTITIES)[number];

/** A version of such a head. */
export type Source =
  | { readonly entity: 'case'; readonly image: JointCase }
  | { readonly entity: 'record'; readonly image: CreditRecord }
  | { readonly entity: 'objection'; readonly image: Objection }
  | { readonly entity: 'repair'; readonly image: Repair };

/** A version with the one before it, and where the head lies. */
export type Versioned = Source & { readonly key: HeadKey; readonly before?: Source };

/** How a letter was handed over, where the head itself says so. */
export interface OwnService {
  readonly method: (typeof SERVICE_METHODS)[number];
  readonly servedOn: CalendarDate;
  readonly evidence?: string;
  /** Letters that were handed over with it. */
  readonly together?: readonly (typeof SERVED_TOGETHER)[number][];
  /** Of a notice: until when the subject may answer. */
  readonly answerBy?: Deadline;
}

/** A letter that a version of a head brings forth, as the register knows it: nothing in it depends on the day on which it is looked at. */
export interface Letter {
  /** Follows from head, version and type. */
  readonly id: string;
  readonly type: LetterType;
  readonly about: {
    readonly entity: LetterEntity;
    readonly id: string;
    readonly version: number;
    readonly key: HeadKey;
  };
  /** Who issues and serves it. */
  readonly department: string;
  readonly subject: NamedSubject;
  /** Its number, where what it follows from has one. */
  readonly documentNumber?: string;
  /** The day that it bears, by which its template is chosen. */
  readonly date: CalendarDate;
  readonly at: Instant;
  /** Not handed over yet, and nothing before that: a prior notice as it could be printed from the proposal. */
  readonly isDraft: boolean;
  /** Whether the subject finds it at its door though nobody recorded a service: it answers what the subject itself asked for, or tells what is over. */
  readonly isOpenAtDoor: boolean;
  readonly ownService?: OwnService;
}
