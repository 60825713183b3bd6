import * as z from 'zod';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Actor, HeadKey } from '../register/head.ts';
import { archived, erasedFromArchive, PUT_AWAY, PutAway, type ToPutAway } from './put-away.ts';
import { mustWait, retentionOf } from './retained.ts';

/** A head of any sort as it was just read. */
export interface ReadHead {
  readonly key: HeadKey;
  readonly entity: string;
  readonly image: { readonly id: string; readonly version: number; readonly state: string };
}

/** Whose a head is and who was told of it, where its sort says so. */
const Whose = z.object({
  kind: z.string().optional().catch(undefined),
  department: z.string().optional().catch(undefined),
  told: z
    .object({ recipients: z.array(z.string()) })
    .optional()
    .catch(undefined),
});

/** What of a head goes with it when it is put away. */
export const toPutAway = ({ key, entity, image }: ReadHead): ToPutAway => {
  const { id, version, state } = image;
  const { kind, department, told } = Whose.parse(image);
  return { id, version, state, of: entity, key, kind, department, told: told?.recipients ?? [] };
};

/** What a night has to do about a head: put it away or erase it, finish what was begun, or come again when it is due. */
export type RetentionStep =
  | { readonly step: 'archive' | 'erase'; readonly next: PutAway }
  | { readonly step: 'finish-erasure'; readonly away: PutAway }
  | { readonly step: 'wait' }
  | { readonly step: 'not-due'; readonly due: CalendarDate | undefined };

const TERM_OVER = '保存期限届满 the retention period is over';

/** What is due about a head by the date of the actor's moment. */
export const planRetention = (head: ReadHead, by: Actor): RetentionStep => {
  const today = beijingDate(by.at);
  if (head.entity === PUT_AWAY) {
    const away = PutAway.parse(head.image);
    if (away.state === 'erased') return { step: 'finish-erasure', away };
    if (away.eraseOn === undefined || away.eraseOn > today) return { step: 'not-due', due: away.eraseOn };
    return { step: 'erase', next: erasedFromArchive(away, { reason: TERM_OVER }, by) };
  }
  const dates = retentionOf(head.entity, head.image, today);
  if (dates === undefined || dates.archiveOn > today) return { step: 'not-due', due: dates?.archiveOn };
  if (mustWait(head.entity, head.image)) return { step: 'wait' };
  return {
    step: 'archive',
    next: archived(toPutAway(head), { on: today, eraseOn: dates.eraseOn, reason: TERM_OVER }, by),
  };
};
