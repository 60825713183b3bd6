import type { Bearer, BearerStore } from '../../../shared/files/bearer-store.ts';
import { borneFiles } from '../../../shared/files/borne-files.ts';
import type { FileEraser } from '../../../shared/files/file-eraser-store.ts';
import { FILE_HEAD } from '../../../shared/files/file-store.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { type AnyHead, type AnyHeads, imageOf } from '../../../shared/retention/any-head-store.ts';
import { ledgerEntryOf } from '../../../shared/retention/ledger-entry.ts';
import type { Ledger } from '../../../shared/retention/ledger-store.ts';
import { toPutAway } from '../../../shared/retention/plan-retention.ts';
import { erasedAtOnce, erasedFromArchive, PUT_AWAY, PutAway } from '../../../shared/retention/put-away.ts';
import { systemActor } from '../../../shared/tasks/dispatch.ts';

export interface EraseFilesDeps {
  readonly heads: Pick<AnyHeads, 'find' | 'get' | 'putAway' | 'eraseHistory' | 'history'>;
  readonly bearers: Pick<BearerStore, 'of' | 'forget'>;
  readonly eraseBytes: FileEraser;
  readonly ledger: Pick<Ledger, 'enter'>;
  readonly now: () => Instant;
}

const MOST_RACES = 6;
const HISTORY_PAGE = 100;
/** Files at a time: each is a few reads, an object and a transaction. */
const AT_ONCE = 4;

const WITH_ITS_BEARER = { reason: '随所附对象删除 erased with what bore it' };

/** The sort of a head, or of what lay in the place of one that was put away. */
export const sortOf = (head: AnyHead): string =>
  head.entity === PUT_AWAY ? PutAway.parse(imageOf(head)).of : head.entity;

/** Who still bears a file: heads whose content is not gone. A note that came late, of one that was erased since, says nothing. */
export const standingBearers = async (
  { heads, bearers }: Pick<EraseFilesDeps, 'bearers'> & { readonly heads: Pick<AnyHeads, 'get'> },
  file: string,
): Promise<readonly Bearer[]> => {
  const noted = await bearers.of(file);
  const standing = await concurrently(AT_ONCE, noted, async ({ bearer, key }) => {
    const head = await heads.get(key);
    return head !== undefined && head.id === bearer && head.state !== 'erased';
  });
  return noted.filter((_, index) => standing[index]);
};

/** The head of a file whose bytes are gone, put away as erased, whoever else changes it meanwhile; undefined if there is none. */
const putAway = async ({ heads, now }: EraseFilesDeps, file: string): Promise<PutAway | undefined> => {
  for (let race = 0; race < MOST_RACES; race += 1) {
    const head = await heads.find(file);
    if (head === undefined) return undefined;
    const image = imageOf(head);
    const known = head.entity === PUT_AWAY ? PutAway.parse(image) : undefined;
    if (known?.state === 'erased') return known;
    const by = systemActor(now());
    const next = known
      ? erasedFromArchive(known, WITH_ITS_BEARER, by)
      : erasedAtOnce(toPutAway({ ...head, image }), { on: beijingDate(by.at), ...WITH_ITS_BEARER }, by);
    if (await heads.putAway(head, next)) return next;
  }
  throw new Error(`file ${file} was changed by others ${MOST_RACES} times in a row`);
};

/** Erases a file whole: its bytes first, so that none lie there of which no head says anything, then what its head says of it; the next night finds
 * that nothing is left to do. */
const eraseFile = async (deps: EraseFilesDeps, file: string): Promise<void> => {
  await deps.eraseBytes(file);
  const away = await putAway(deps, file);
  if (away === undefined) return;
  const entry = ledgerEntryOf(PUT_AWAY, away);
  if (entry) await deps.ledger.enter([entry]);
  let after: number | undefined = 0;
  while (after !== undefined) after = (await deps.heads.eraseHistory(file, after, HISTORY_PAGE)).next;
};

/**
 * Erases what a head bears beside its own content, before that goes and with it the ids by which it would be found: the bytes, if it is a file; the
 * files that nobody else bears, if it bears some, in whichever version it named them. Who dies on the way finds the rest when it comes again.
 */
export const eraseBorne = async (deps: EraseFilesDeps, head: AnyHead): Promise<void> => {
  if (sortOf(head) === FILE_HEAD.entity) return deps.eraseBytes(head.id);
  const older = await deps.heads.history(head.id);
  const files = new Set([...older, imageOf(head)].flatMap((image) => borneFiles(image)));
  await concurrently(AT_ONCE, [...files], async (file) => {
    await deps.bearers.forget(file, head.id);
    const others = await standingBearers(deps, file);
    if (others.every(({ bearer }) => bearer === head.id)) await eraseFile(deps, file);
  });
};
