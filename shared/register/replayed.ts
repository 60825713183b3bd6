import type { Head } from './head.ts';

/** What is done by the ledger kept apart after a restore: that a head ended, is suspended or is no longer public, once more. */
export const REPLAY = 'replay';

/** A version as it was when it was done first: what followed from that follows again, under the same ids, so that nothing is told twice. */
export const asFirstDone = <Image extends Head>(image: Image, action: Image['change']['action']): Image =>
  image.change.action === REPLAY ? { ...image, change: { ...image.change, action } } : image;
