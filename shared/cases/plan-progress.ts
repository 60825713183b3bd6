import * as z from 'zod';
import { instantImage } from '../register/head-image.ts';
import type { WorkOf } from './case-work.ts';

/** How far a case's plan is carried out: by which version of the case, and how many of its items are done. */
export const PlanProgress = z.object({
  version: z.int(),
  /** Version of the organisation's case, where the case is a responsible person's; else 0. */
  organisation: z.int(),
  items: z.int(),
  done: z.int(),
  /** When all items were done. */
  completedAt: instantImage.exactOptional(),
});
export type PlanProgress = z.output<typeof PlanProgress>;

/** Items that are done by one message: at eight at a time well under ten seconds. */
export const ITEMS_A_PART = 100;

type Part = Pick<WorkOf<'carry-out'>, 'version' | 'organisation' | 'from'>;

const isAtLeast = (one: Omit<Part, 'from'>, other: Omit<Part, 'from'>): boolean =>
  one.version >= other.version && one.organisation >= other.organisation;

/**
 * Where to go on with a case's plan when a message asks for it and the case now is as in `current`: at an item, or nowhere, because it is
 * done or other messages of a newer version are doing it. A part of an older version begins anew with what holds now: what was done
 * before it was changed is done again.
 */
export const goOnFrom = (
  asked: Part,
  current: Omit<Part, 'from'>,
  progress: PlanProgress | undefined,
): number | undefined => {
  if (asked.from > 0 && asked.version === current.version && asked.organisation === current.organisation)
    return asked.from;
  const wanted = asked.from > 0 ? current : asked;
  if (progress === undefined || !isAtLeast(progress, wanted)) return 0;
  const isNewer =
    progress.version > wanted.version || (wanted.organisation > 0 && progress.organisation > wanted.organisation);
  return asked.from > 0 || isNewer || progress.completedAt !== undefined ? undefined : 0;
};
