import type { LinkSeen } from '../audit/chain.ts';
import { REPLAY } from '../register/replayed.ts';
import { type Dictionaries, readVersion } from './any-version.ts';
import { ERASED_FORMAT, erasedHoldsTogether, unpackErased } from './erased-version.ts';
import { holdsTogether } from './sealed-version.ts';

const erased = (body: Uint8Array): LinkSeen['content'] => {
  const version = unpackErased(body);
  const { id, version: number, state, change } = version.tombstone;
  const replayed = change.action === REPLAY;
  return { id, version: number, state, holds: erasedHoldsTogether(version), erased: true, replayed, ...version.seal };
};

const whole = (dictionaries: Dictionaries, body: Uint8Array): LinkSeen['content'] => {
  const version = readVersion(dictionaries, body);
  const { id, version: number, state, change } = version.image;
  const replayed = change.action === REPLAY;
  const { hash, previous } = version.seal;
  return { id, version: number, state, holds: holdsTogether(version), erased: false, replayed, hash, previous };
};

/** What the bytes of a version say, of whatever sort its head is, erased or not; undefined if they are no version. */
export const contentSeen = (dictionaries: Dictionaries, body: Uint8Array): LinkSeen['content'] => {
  try {
    return body[0] === ERASED_FORMAT ? erased(body) : whole(dictionaries, body);
  } catch {
    return undefined;
  }
};
