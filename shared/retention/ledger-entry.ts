import * as z from 'zod';
import { beijingDate } from '../kernel/beijing-time.ts';
import { instantImage } from '../register/head-image.ts';
import { PUT_AWAY } from './put-away.ts';

/**
 * What is not undone by any restore: a head or some of its measures ended, was suspended or resumed, left the public, went into the archive, had
 * its content erased; a subject of whom nothing was left was forgotten.
 */
export const LEDGER_ACTIONS = [
  'end',
  'end-part',
  'suspend',
  'resume',
  'conceal',
  'archive',
  'erase',
  'forget',
] as const;
export type LedgerAction = (typeof LEDGER_ACTIONS)[number];

/** One line of the ledger kept apart: ids, version, action, moment. Nothing personal, no key, no text that somebody wrote. */
export const LedgerEntry = z.strictObject({
  format: z.literal(1),
  of: z.string(),
  id: z.string(),
  version: z.int().min(1),
  action: z.enum(LEDGER_ACTIONS),
  /** By which of the end verbs, and where it stands since. */
  verb: z.string().exactOptional(),
  state: z.string().exactOptional(),
  /** Codes of the measures that ended, where the case goes on. */
  measures: z.array(z.string()).readonly().exactOptional(),
  at: instantImage,
});
export type LedgerEntry = z.output<typeof LedgerEntry>;

/** Where an entry lies in its bucket: it follows from the head and its version, so that writing it twice writes it once. */
export const ledgerPath = ({ id, version, action, at }: LedgerEntry): string =>
  `${beijingDate(at)}/${id}.${version}.${action}.json`;

/**
 * What entries look at, whatever the sort of head. A record ends with its end verb, a case with its own, a task with its lift; a version of a
 * record that is not to be public any more says so in its disclosure.
 */
const Noted = z.object({
  id: z.string(),
  version: z.int(),
  state: z.string(),
  change: z.object({ action: z.string(), at: instantImage }),
  of: z.string().exactOptional(),
  end: z.object({ verb: z.string() }).exactOptional(),
  lift: z.object({ verb: z.string() }).exactOptional(),
  disclosure: z.object({ public: z.boolean() }).exactOptional(),
  suspension: z.unknown().optional(),
  endedMeasures: z.array(z.object({ measure: z.string() })).exactOptional(),
});
type Noted = z.output<typeof Noted>;

type Said = Pick<LedgerEntry, 'action' | 'verb' | 'state' | 'measures'>;

const withVerb = (verb: string | undefined) => (verb === undefined ? {} : { verb });

/** Later versions of what stands still say nothing new. */
const SUSPENDS: readonly string[] = ['suspend', 'replay'];

const ofRecord = ({ state, change, end, suspension, disclosure, version }: Noted): Said | undefined => {
  if (state === 'ended') return { action: 'end', ...withVerb(end?.verb) };
  if (change.action === 'resume') return { action: 'resume' };
  if (SUSPENDS.includes(change.action) && suspension !== undefined) return { action: 'suspend' };
  return disclosure?.public === false && version > 1 ? { action: 'conceal' } : undefined;
};

const ofCase = ({ state, change, end, endedMeasures = [] }: Noted): Said | undefined => {
  if (state === 'ended') return { action: 'end', ...withVerb(end?.verb) };
  if (change.action === 'resume') return { action: 'resume' };
  if (SUSPENDS.includes(change.action) && state === 'suspended') return { action: 'suspend' };
  const measures = endedMeasures.map(({ measure }) => measure);
  return change.action === 'end-measures' ? { action: 'end-part', measures } : undefined;
};

const ofTask = ({ state, lift, change }: Noted): Said | undefined =>
  lift === undefined || change.action === 'confirm-lift' ? undefined : { action: 'end', state, ...withVerb(lift.verb) };

/** Sorts of heads that end by coming into one of these states, whatever else they hold. */
const ENDS_IN: Readonly<Record<string, readonly string[]>> = {
  'typical-case': ['withdrawn'],
  mandate: ['ended'],
  authorisation: ['revoked'],
};

const said = (of: string, image: Noted): Said | undefined => {
  switch (of) {
    case 'record':
      return ofRecord(image);
    case 'case':
      return ofCase(image);
    case 'task':
      return ofTask(image);
    case PUT_AWAY:
      return image.change.action === 'open' ? undefined : { action: image.state === 'erased' ? 'erase' : 'archive' };
    default:
      return ENDS_IN[of]?.includes(image.state) ? { action: 'end', state: image.state } : undefined;
  }
};

/** What the ledger says of a version of a head; undefined of most. */
export const ledgerEntryOf = (entity: string, image: unknown): LedgerEntry | undefined => {
  const noted = Noted.parse(image);
  const what = said(entity, noted);
  if (what === undefined) return undefined;
  const { id, version, change, of = entity } = noted;
  return { format: 1, of, id, version, ...what, at: change.at };
};
