import * as z from 'zod';
import { dateText } from '../kernel/schema.ts';
import { headKeyImage, instantImage } from '../register/head-image.ts';
import { EnterInLedger, Erase, Retain, retentionOccasion } from '../retention/retention-work.ts';
import { TOLD_LATER } from '../withdrawal-ledger/told-later.ts';

const version = z.int().min(1);

/** Makes a case's tasks what the case says they are, from an item of its plan on. */
const CarryOut = z.strictObject({
  type: z.literal('carry-out'),
  /** The case's id and where it lies; it is read anew, so that an older message never undoes a newer one. */
  id: z.string(),
  case: headKeyImage,
  version,
  from: z.int().min(0),
  /** Version of the organisation's case that a responsible person's case follows; 0 where there is none. */
  organisation: z.int().min(0).default(0),
});

/** Has the cases of responsible persons follow their organisation's case. */
const FollowOrganisation = z.strictObject({
  type: z.literal('follow-organisation'),
  id: z.string(),
  case: headKeyImage,
  version,
});

/** Lifts every live measure on a basis that has ended, pass by pass until two find nothing. */
const Repeal = z.strictObject({
  type: z.literal('repeal'),
  /** Code of the instrument. */
  basis: z.string(),
  /** What started the passes: a version of the instrument, or a day. */
  run: z.string(),
  pass: z.int().min(1),
  /** Passes in a row that found nothing. */
  quiet: z.int().min(0),
});

/** Takes back what is told to the public of a case that was revoked. */
const Untell = z.strictObject({ type: z.literal('untell'), id: z.string(), version });

/** Has what rests on a record or a case follow its end. */
const FollowEnd = z.strictObject({
  type: z.literal('follow-end'),
  what: z.enum(['record', 'case']),
  /** The record's or case's id and where it lies; it is read anew. */
  id: z.string(),
  key: headKeyImage,
  version,
});

/** Ends what a granted repair is about. */
const FollowRepair = z.strictObject({
  type: z.literal('follow-repair'),
  /** The application's id and where it lies; it is read anew. */
  id: z.string(),
  repair: headKeyImage,
  version,
  /** The record or case that is repaired. */
  target: z.string(),
});

/** Ends a case or a task whose last day is over. */
const Expire = z.strictObject({
  type: z.literal('expire'),
  what: z.enum(['case', 'task']),
  id: z.string(),
  key: headKeyImage,
  /** The case that it belongs to. */
  case: z.string(),
  /** The day on which it was found. */
  on: dateText,
});

/** Makes a record or a case bear what the objections to it say, and lets fall what is against something that ended. */
const FollowObjections = z.strictObject({
  type: z.literal('follow-objections'),
  what: z.enum(['record', 'case']),
  id: z.string(),
  key: headKeyImage,
  /** What asks for it: a version of an objection, or of what it is against, or a day. */
  cause: z.string(),
});

/** Tells those whom only the ledger knows what became of a record or a measure, and lists decisions that relied on what was annulled. */
const TellEnd = z.strictObject({
  type: z.literal('tell-end'),
  what: z.enum(['record', 'task']),
  id: z.string(),
  key: headKeyImage,
  version,
  /** What the version means to them. */
  told: z.enum(TOLD_LATER),
  at: instantImage,
  /** Set where somebody was told while it ended: who asks again. */
  since: z.string().exactOptional(),
});

/** What is to be done about cases after a change of the register. No message holds more than ids and keys of heads. */
export const CaseWork = z.discriminatedUnion('type', [
  CarryOut,
  FollowOrganisation,
  FollowEnd,
  FollowRepair,
  FollowObjections,
  Untell,
  Repeal,
  Expire,
  TellEnd,
  Retain,
  Erase,
  EnterInLedger,
]);
export type CaseWork = z.output<typeof CaseWork>;

/** The work of one sort. */
export type WorkOf<Type extends CaseWork['type']> = Extract<CaseWork, { readonly type: Type }>;

/** What must not be worked on by two at a time: a case, a record, or a basis. */
export const groupOf = (work: CaseWork): string => {
  switch (work.type) {
    case 'repeal':
      return work.basis;
    case 'expire':
      return work.case;
    case 'follow-repair':
      return work.target;
    default:
      return work.id;
  }
};

/** What makes a message the same as another one: it follows from its content. */
export const occasionOf = (work: CaseWork): string => {
  switch (work.type) {
    case 'carry-out':
      return [work.type, work.id, work.version, work.organisation, work.from].join('.');
    case 'follow-organisation':
    case 'follow-end':
    case 'follow-repair':
    case 'untell':
      return [work.type, work.id, work.version].join('.');
    case 'repeal':
      return [work.type, work.basis, work.run, work.pass].join('.');
    case 'expire':
      return [work.type, work.id, work.on].join('.');
    case 'follow-objections':
      return [work.type, work.id, work.cause].join('.');
    case 'tell-end':
      return [work.type, work.id, work.version, work.told, ...(work.since ? [work.since] : [])].join('.');
    case 'retain':
    case 'erase':
    case 'enter-in-ledger':
      return retentionOccasion(work);
    default:
      return work satisfies never;
  }
};

/** How often the queue hands a message out before it goes to the dead letters and its case moves on. */
export const CASE_WORK_ATTEMPTS = 10;
