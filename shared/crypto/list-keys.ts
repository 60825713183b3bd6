import type { Instrument } from '../instruments/instrument.ts';
import type { Edition } from '../lists/edition.ts';
import type { HeadKey } from '../register/head.ts';

/** The partition of the whole register of instruments: some hundred entries, changed a few times a year. */
export const INSTRUMENTS = 'INSTRUMENTS';

/** Key of an instrument: its code, so that the table itself keeps one entry to a code. */
export const instrumentKey = ({ code }: Pick<Instrument, 'code'>): HeadKey => ({ pk: INSTRUMENTS, sk: code });

/** The partition of a list, one head for each edition. */
export const listPartition = (list: Edition['list']): string => `LIST#${list}`;

/** Key of an edition; editions sort by number, and two officers who prepare the next one at once meet here. */
export const editionKey = ({ list, edition }: Pick<Edition, 'list' | 'edition'>): HeadKey => ({
  pk: listPartition(list),
  sk: `EDITION#${String(edition).padStart(9, '0')}`,
});
