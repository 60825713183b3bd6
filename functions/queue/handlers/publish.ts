import * as z from 'zod';
import { type AuditDeps, audit } from '../../../shared/disclosure/audit.ts';
import { type CosignDeps, cosign } from '../../../shared/disclosure/cosign.ts';
import type { Head } from '../../../shared/disclosure/head-store.ts';
import { type Lease, type LeaseDeps, takeLease } from '../../../shared/disclosure/lease.ts';
import { publisherMessages } from '../../../shared/disclosure/messages.ts';
import {
  type PublishVersionDeps,
  publishVersion,
  type VersionOutcome,
} from '../../../shared/disclosure/publish-version.ts';
import { NO_REFRESH, portions } from '../../../shared/disclosure/refresh.ts';
import { clearWorkshops } from '../../../shared/disclosure/workshop.ts';
import { toEpochMs, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { putForwardTo } from '../../../shared/kernel/clocks-differ.ts';
import type { Log } from '../../../shared/kernel/log.ts';

/** A request for a run; what else stands in a message makes it unique to the queue. */
const PublicationRequest = z.object({
  reason: z.enum(['daily', 'additions', 'removal', 'manual']),
  allowVolume: z.boolean().default(false),
  /** The moment for which a schedule asked. */
  at: z.iso
    .datetime()
    .transform((text) => toInstant(Date.parse(text)))
    .optional()
    .catch(undefined),
});
type PublicationRequest = z.infer<typeof PublicationRequest>;

export type PublisherDeps = PublishVersionDeps & LeaseDeps & AuditDeps & CosignDeps;

/**
 * Further versions are begun within this time, a third of what the function has; what is left waits for the next
 * request.
 */
const BEGINS_VERSIONS_FOR_MS = 100_000;

/** Brings the public copy up to date, for several requests at once. Throws if it could not: the requests come again. */
export const publish =
  (deps: PublisherDeps) => async (event: { readonly Records: readonly { readonly body: string }[] }) => {
    const requests = event.Records.flatMap(({ body }) => requestOf(body, deps.log));
    const lease = await takeLease(deps, deps.newRunId());
    try {
      await publishAll(deps, requests, lease);
    } finally {
      await lease.release().catch((error: unknown) => deps.log.warn(publisherMessages.leaseNotReleased, { error }));
    }
    return { batchItemFailures: [] };
  };

/** One that cannot be read is no reason to keep others waiting behind it: removals are looked for all the same. */
const requestOf = (body: string, log: Log): readonly PublicationRequest[] => {
  try {
    return [PublicationRequest.parse(JSON.parse(body))];
  } catch (error) {
    log.error(publisherMessages.requestMalformed, { error });
    return [];
  }
};

const publishAll = async (
  given: PublisherDeps,
  requests: readonly PublicationRequest[],
  lease: Lease,
): Promise<void> => {
  const asked = requests.flatMap(({ at }) => at ?? []).toSorted();
  const deps = { ...given, clock: putForwardTo(given.clock, asked.at(-1)) };
  const until = toEpochMs(deps.clock.now()) + BEGINS_VERSIONS_FOR_MS;
  const daily = requests.some(({ reason }) => reason === 'daily');
  const allowVolume = requests.some((request) => request.allowVolume);
  const head = await deps.heads.read();
  const first = await publishVersion(deps, { head, daily, allowVolume, refresh: NO_REFRESH }, lease);
  let last = first;
  while (last.more && toEpochMs(deps.clock.now()) < until) {
    // The volume check counted all that waits: what it let pass is not asked again.
    const request = { head: last.head, daily: false, allowVolume: last.volumeAllowed, refresh: NO_REFRESH };
    last = await publishVersion(deps, request, lease);
  }
  if (first.outcome === 'nothing') deps.log.info(publisherMessages.nothingToPublish, { version: first.head?.version });
  if (daily) last = await mend(deps, last, lease, until);
  if (!isProjected(last.head)) return;
  await clear(deps, last.head);
  await cosign(deps, last.head, lease);
  await addNames(deps, last, lease, until);
};

/**
 * Adds the names that versions of a load left out, when it is over. If the run has no time for it, the next night has.
 * It is the largest version there is, and the last thing a run does: if it fails, all else was done.
 */
const addNames = async (deps: PublisherDeps, last: VersionOutcome, lease: Lease, until: number): Promise<void> => {
  const isOver = isProjected(last.head) && !last.more && toEpochMs(deps.clock.now()) < until;
  if (!isOver || !last.head?.namesWait) return;
  const request = { head: last.head, daily: false, allowVolume: last.volumeAllowed };
  await publishVersion(deps, { ...request, refresh: { ...NO_REFRESH, names: true } }, lease);
};

/**
 * Compares what lies there with what should; what is lost is written anew by versions of their own. One of them is
 * made whatever the time; the audit of the next day finds what is left.
 */
const mend = async (
  deps: PublisherDeps,
  first: VersionOutcome,
  lease: Lease,
  until: number,
): Promise<VersionOutcome> => {
  if (!isProjected(first.head)) return first;
  let last = first;
  for (const refresh of portions(await audit(deps, first.head, lease))) {
    const { head, volumeAllowed: allowVolume } = last;
    if (!isProjected(head) || (last !== first && toEpochMs(deps.clock.now()) >= until)) break;
    last = await publishVersion(deps, { head, daily: false, allowVolume, refresh }, lease);
  }
  return last;
};

/**
 * What was staged up to the head is public or never will be. Failing at this is no reason to publish again: the next
 * run clears.
 */
const clear = async (deps: PublisherDeps, { version }: Head): Promise<void> => {
  try {
    await clearWorkshops(deps, version);
  } catch (error) {
    deps.log.warn(publisherMessages.workshopNotCleared, { version, error });
  }
};

const isProjected = (head: Head | undefined): head is Head => head?.state === 'projected';
