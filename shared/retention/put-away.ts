import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
import { headImage, headKeyImage } from '../register/head-image.ts';

/** Where what was put away stands: opened by the auditor or on a court's document only, or its content gone for good. */
export const PUT_AWAY_STATES = ['archived', 'erased'] as const;
export const PUT_AWAY_ACTIONS = ['archive', 'open', 'erase', 'replay'] as const;
export type PutAwayAction = (typeof PUT_AWAY_ACTIONS)[number];

/**
 * What stands in the place of a head of any sort whose term is over: the next version of it in its chain, without its content. As it is an
 * entity of its own, nothing that reads heads of the old sort finds it; what the head said lies in its history alone.
 */
export const PutAway = z.object({
  ...headImage(PUT_AWAY_STATES, PUT_AWAY_ACTIONS),
  /** Its old entity, a record's kind, the state in which it was, and the version that said last what it says. */
  of: z.string(),
  kind: z.string().exactOptional(),
  was: z.string(),
  content: z.int().min(1),
  /** The department whose it was: it is told when the archive is opened. */
  department: z.string().exactOptional(),
  /** Who was told of it, and is told that it is to be used no more. */
  told: z.array(z.string()).readonly(),
  key: headKeyImage,
  archivedOn: dateText,
  /** The first day on which its content is to be gone. */
  eraseOn: dateText.exactOptional(),
  /** The order of erasure, where it was not its term. */
  order: z.string().exactOptional(),
  /** On which document it was opened last. */
  document: z.string().exactOptional(),
});
export type PutAway = z.output<typeof PutAway>;

/** The entity of what was put away. */
export const PUT_AWAY = 'put-away';

/** What is put away, as its item and its image say it. */
export interface ToPutAway extends Pick<PutAway, 'id' | 'version' | 'of' | 'key'> {
  readonly state: string;
  readonly kind?: string | undefined;
  readonly department?: string | undefined;
  readonly told: readonly string[];
}

const next = (by: Actor, action: PutAwayAction, reason: string): PutAway['change'] => {
  const { department, officer, at } = by;
  return { action, department, officer, at, reason };
};

const replacing = ({ id, version, of, kind, department, told, key, state: was }: ToPutAway) => ({
  id,
  version: version + 1,
  of,
  ...(kind !== undefined && { kind }),
  ...(department !== undefined && { department }),
  told,
  was,
  content: version,
  key,
});

/** Puts a head into the archive 归档: its term is over. */
export const archived = (
  head: ToPutAway,
  { on, eraseOn, reason }: { readonly on: CalendarDate; readonly eraseOn?: CalendarDate; readonly reason: string },
  by: Actor,
): PutAway => ({
  ...replacing(head),
  state: 'archived',
  archivedOn: on,
  ...(eraseOn && { eraseOn }),
  change: next(by, 'archive', reason),
});

/** Erases a head that was not put away before 删除: on an order. */
export const erasedAtOnce = (
  head: ToPutAway,
  { on, order, reason }: { readonly on: CalendarDate; readonly order?: string; readonly reason: string },
  by: Actor,
): PutAway => ({
  ...replacing(head),
  state: 'erased',
  archivedOn: on,
  ...(order !== undefined && { order }),
  change: next(by, 'erase', reason),
});

/** Erases what lay in the archive: its further term is over, or an order says so. */
export const erasedFromArchive = (
  { document: _, ...away }: PutAway,
  { order, reason }: { readonly order?: string | undefined; readonly reason: string },
  by: Actor,
): PutAway => ({
  ...away,
  version: away.version + 1,
  state: 'erased',
  ...(order !== undefined && { order }),
  change: next(by, 'erase', reason),
});

/** Notes that the archive was opened: who read it, why, and on which document. */
export const opened = (
  away: PutAway,
  why: { readonly reason: string; readonly document: string },
  by: Actor,
): PutAway => ({
  ...away,
  version: away.version + 1,
  document: why.document,
  change: next(by, 'open', why.reason),
});
