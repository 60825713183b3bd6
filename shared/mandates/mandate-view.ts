import * as z from 'zod';
import { dateView } from '../kernel/view.ts';
import { NamedSubjectView } from '../subjects/subject-view.ts';
import { CAPACITIES, CHANNELS, MANDATE_STATES, type Mandate } from './mandate.ts';

/** A mandate as its holder and the counter see it: not whose account it is. */
export const MandateView = z
  .object({
    id: z.string(),
    version: z.int(),
    state: z.enum(MANDATE_STATES),
    subject: NamedSubjectView,
    capacity: z.enum(CAPACITIES),
    channel: z.enum(CHANNELS).describe('own 本人账号 · counter 窗口'),
    from: dateView,
    until: dateView.describe('自该日起不再有效 no longer in force from this day on'),
    evidence: z.object({ receiptNumber: z.string(), document: z.string() }),
  })
  .meta({ id: 'Mandate' });

export const toMandateView = ({ account: _, change: __, department: ___, ...mandate }: Mandate) => mandate;
