import * as z from 'zod';
import { concurrently } from '../kernel/concurrently.ts';
import type { CreditRecord } from '../records/record.ts';
import type { RegisterPages } from '../rederive/register-pages-store.ts';
import type { Actor, HeadKey } from '../register/head.ts';
import { REPLAY } from '../register/replayed.ts';

/** Raises a head above a version; false if it stands above it, or has ended. */
export type Raiser = (key: HeadKey, lost: number, by: Actor, dryRun: boolean) => Promise<boolean>;

export interface GoOnDeps {
  readonly register: Pick<RegisterPages, 'segment'>;
  /** By the entity of the head. */
  readonly raisers: Readonly<Record<string, Raiser>>;
  /** The highest version of each head that anybody knows of, by its id. */
  readonly heard: ReadonlyMap<string, number>;
  readonly by: Actor;
}

const AT_ONCE = 8;
const Numbered = z.object({ id: z.string(), version: z.int(), pk: z.string(), sk: z.string(), entity: z.string() });

/**
 * The next version of a record of which a restore lost the newest: as it is now, above every number that was used. What comes after it is told
 * and published as something new, and whoever knew a lost version hears that the record is not as it was.
 */
export const raised = (record: CreditRecord, lost: number, by: Actor): CreditRecord | undefined => {
  if (record.state === 'ended' || record.version >= lost) return undefined;
  const { department, officer, at } = by;
  const reason = `恢复后续号 goes on above versions that a restore lost, up to ${lost}`;
  return { ...record, version: lost + 1, change: { action: REPLAY, department, officer, at, reason } };
};

/** Raises every head of which a restore lost versions that somebody knows of; answers how many. Done twice it does nothing more. */
export const goOnAbove = async ({ register, raisers, heard, by }: GoOnDeps, { dryRun }: { dryRun: boolean }) => {
  let found = 0;
  for await (const page of register.segment({ number: 0, of: 1 }, Object.keys(raisers))) {
    const behind = z
      .array(Numbered)
      .parse(page)
      .filter(({ id, version }) => version < (heard.get(id) ?? 0));
    const changed = await concurrently(AT_ONCE, behind, async ({ id, pk, sk, entity }) =>
      raisers[entity]?.({ pk, sk }, heard.get(id) ?? 0, by, dryRun),
    );
    found += changed.filter(Boolean).length;
  }
  return found;
};
