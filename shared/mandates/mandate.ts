import * as z from 'zod';
import type { CalendarDate, Instant } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
import { headImage } from '../register/head-image.ts';
import { NamedSubject } from '../subjects/named-subject.ts';

/** In what capacity somebody acts for a subject: 本人、委托代理人、监护人、破产管理人、继承人. */
export const CAPACITIES = ['self', 'agent', 'guardian', 'bankruptcy-administrator', 'heir'] as const;
export type Capacity = (typeof CAPACITIES)[number];

/** Through which door: an account of one's own, or a counter 窗口 where a clerk types in what stands on paper. */
export const CHANNELS = ['own', 'counter'] as const;

export const MANDATE_STATES = ['in-force', 'ended'] as const;
export const MANDATE_ACTIONS = ['enter', 'end', 'replay'] as const;

/**
 * 授权: a dated authorisation of an account to act for a subject. Whatever the subject's side does, it does under one: by its own account, by
 * an agent's, or by a clerk's for one visit on paper evidence. No relation between persons is stored: only whose account may act for whom,
 * in what capacity, until when.
 */
export const Mandate = z.object({
  ...headImage(MANDATE_STATES, MANDATE_ACTIONS),
  /** The token's `sub`: opaque, never a document number. */
  account: z.string(),
  channel: z.enum(CHANNELS),
  capacity: z.enum(CAPACITIES),
  subject: NamedSubject,
  from: dateText,
  /** The first day on which it is no longer in force. */
  until: dateText,
  /** The receipt 受理回执 under which a clerk saw the evidence, and what was seen. */
  evidence: z.object({ receiptNumber: z.string(), document: z.string() }),
  /** The department whose clerk entered it. */
  department: z.string(),
});
export type Mandate = z.output<typeof Mandate>;

/** Where in a change the department stands: the subject's side acts for none. */
export const SUBJECT_SIDE = 'subject';

/** Whoever acts under a mandate: known by it alone. */
export const subjectActor = ({ id }: Pick<Mandate, 'id'>, at: Instant): Actor => ({
  department: SUBJECT_SIDE,
  officer: id,
  at,
});

/** Whether a mandate carries on a Beijing day. */
export const isInForceOn = ({ state, from, until }: Mandate, today: CalendarDate): boolean =>
  state === 'in-force' && from <= today && today < until;
