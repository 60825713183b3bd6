import * as z from 'zod';
import { dateText } from '../kernel/schema.ts';
import { headKeyImage } from '../register/head-image.ts';
import { LedgerEntry } from './ledger-entry.ts';

/** Versions of a history that are gone already: a long one is erased message by message. */
const after = z.int().min(0).default(0);

/** Does what is due about a head whose term is over, a subject of whom nothing may be left, or who was told of what was erased. */
export const Retain = z.strictObject({
  type: z.literal('retain'),
  what: z.enum(['head', 'subject', 'told']),
  id: z.string(),
  key: headKeyImage,
  /** The day on which it was found. */
  on: dateText,
  after,
});

/** Erases what an order names, step by step: it is ended first, and everybody told, before its content goes. */
export const Erase = z.strictObject({
  type: z.literal('erase'),
  /** The head that is erased; what it is and why, the order says, which is read anew. */
  id: z.string(),
  order: headKeyImage,
  version: z.int().min(1),
  step: z.enum(['end', 'wait', 'erase']),
  after,
});

/** Enters what must survive a restore in the ledger kept apart. */
export const EnterInLedger = z.strictObject({ type: z.literal('enter-in-ledger'), id: z.string(), entry: LedgerEntry });

/** What makes a message on retention the same as another one. */
export const retentionOccasion = (
  work: z.output<typeof Retain> | z.output<typeof Erase> | z.output<typeof EnterInLedger>,
): string => {
  switch (work.type) {
    case 'retain':
      return [work.type, work.id, work.on, work.after].join('.');
    case 'erase':
      return [work.type, work.id, work.version, work.step, work.after].join('.');
    case 'enter-in-ledger':
      return [work.type, work.id, work.entry.version, work.entry.action].join('.');
    default:
      return work satisfies never;
  }
};
