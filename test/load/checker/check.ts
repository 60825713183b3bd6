import type { Ledger } from '../ledger.ts';
import { checkCases } from './cases.ts';
import { type Found, newNotes } from './findings.ts';
import { checkInboxes, checkWebhooks, type Received } from './inboxes.ts';
import { checkShown } from './look-ups.ts';
import { type Addresses, outsideOf } from './outside.ts';
import { checkEntries, checkStated } from './published.ts';
import { checkRecords } from './records.ts';
import { foldVersions, readEntries } from './versions.ts';

/** A check that looked at nothing finds nothing. */
const NEEDED = [
  'records read',
  'versions',
  'notifications',
  'webhooks',
  'public entries',
  'look-up files',
  'pages',
  'lists',
  'names',
];

/**
 * Looks at a quiet system from outside, knowing nothing but what was acknowledged: whether all of it is there, once, and nothing else. Shares no
 * code with what it looks at: formats and rules are written down here a second time, from the documents.
 */
export const runCheck = async (
  given: Addresses & { readonly ledger: Ledger; readonly received: readonly Received[] },
): Promise<Found> => {
  const { ledger, received } = given;
  const outside = outsideOf(given);
  const { notes, found } = newNotes();
  const publicIds = await checkRecords(outside, notes, ledger);
  await checkCases(outside, notes, ledger);
  checkWebhooks(notes, ledger, await checkInboxes(outside, notes, ledger), received);
  const folded = await foldVersions(outside, notes);
  const entries = await readEntries(outside, notes, folded);
  checkEntries(notes, ledger, entries);
  await checkStated(outside, notes, ledger, (id) => folded.ever.has(publicIds.get(id) ?? ''));
  await checkShown(outside, notes, ledger, entries);
  for (const what of NEEDED) if ((found.looked[what] ?? 0) === 0) notes.wrong(`no ${what} were looked at`);
  return found;
};
