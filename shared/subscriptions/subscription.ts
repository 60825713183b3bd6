import * as z from 'zod';
import { dateText } from '../kernel/schema.ts';
import { KINDS } from '../records/kinds/kinds.ts';
import { GRADES } from '../records/submission.ts';
import { headImage } from '../register/head-image.ts';

/** 待批 proposed · 已批准 approved, which runs from its first to its last day · 不予批准 refused · 已终止 ended before its last day. */
export const SUBSCRIPTION_STATES = ['proposed', 'approved', 'refused', 'ended'] as const;
export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number];

export const SUBSCRIPTION_ACTIONS = ['propose', 'approve', 'refuse', 'end', 'replay'] as const;
export type SubscriptionAction = (typeof SUBSCRIPTION_ACTIONS)[number];

/** What a department asks to be told of, for which task of its own, and for how long. */
export const DepartmentSubscription = z.object({
  ...headImage(SUBSCRIPTION_STATES, SUBSCRIPTION_ACTIONS),
  /** The department that is told. */
  recipient: z.string(),
  kinds: z.array(z.enum(KINDS)).readonly(),
  departments: z.array(z.string()).readonly().exactOptional(),
  grades: z.array(z.enum(GRADES)).readonly().exactOptional(),
  task: z.object({ zh: z.string(), en: z.string() }),
  basis: z.string(),
  validFrom: dateText,
  /** The first day on which it runs no more. */
  validTo: dateText,
  proposer: z.string(),
  /** Digest of what was proposed: its key. */
  digest: z.string(),
});
export type DepartmentSubscription = z.output<typeof DepartmentSubscription>;
