import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import type { Actor, Transition } from '../register/head.ts';
import { headImage, headKeyImage } from '../register/head-image.ts';
import { allowedFrom, changeBy } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';

/** Why content is erased before its term 个人信息保护法第四十七条: no purpose any more, consent taken back, unlawful, another law says so. */
export const ERASURE_GROUNDS = ['purpose-gone', 'consent-withdrawn', 'unlawful', 'law-requires'] as const;

export const ERASURE_STATES = ['proposed', 'confirmed', 'rejected'] as const;
export const ERASURE_ACTIONS = ['propose', 'confirm', 'reject'] as const;

/** An order of erasure as the register holds it: one to each head that it is about, apart from its subject's partition. */
export const ErasureOrder = z.object({
  ...headImage(ERASURE_STATES, ERASURE_ACTIONS),
  target: z.object({ id: z.string(), key: headKeyImage }),
  ground: z.enum(ERASURE_GROUNDS),
  document: z.string(),
  decidedOn: dateText,
  reason: z.string(),
  proposedBy: z.string(),
});
export type ErasureOrder = z.output<typeof ErasureOrder>;

type ErasureTransition = Transition<ErasureOrder['state'], ErasureOrder['change']['action']>;

export const ERASURE_TRANSITIONS = {
  propose: { action: 'propose', from: ['rejected'] },
  confirm: { action: 'confirm', from: ['proposed'] },
  reject: { action: 'reject', from: ['proposed'] },
} as const satisfies Record<string, ErasureTransition>;

/** What an officer of the credit office asks to be erased, and on which document. */
export const ErasureSubmission = z
  .strictObject({
    ground: z
      .enum(ERASURE_GROUNDS)
      .describe(
        '目的已实现或者不再必要 purpose-gone · 撤回同意 consent-withdrawn · 违法处理 unlawful · 法律法规另有规定 law-requires（个人信息保护法第四十七条）',
      ),
    document: shortText(200).describe('据以删除的文书 the document on which it rests'),
    decidedOn: dateText,
    reason: shortText(500),
  })
  .meta({ id: 'ErasureProposal' });
export type ErasureSubmission = z.output<typeof ErasureSubmission>;

/** The second officer's word. */
export const ErasureDecision = z
  .strictObject({ confirmed: z.boolean(), reason: shortText(500).exactOptional() })
  .meta({ id: 'ErasureDecision' });
export type ErasureDecision = z.output<typeof ErasureDecision>;

const wrong = (submission: ErasureSubmission, today: CalendarDate): readonly Failure[] => [
  ...identityNumbersIn([
    { pointer: '/document', text: submission.document },
    { pointer: '/reason', text: submission.reason },
  ]),
  ...(submission.decidedOn > today
    ? [{ kind: 'decision-in-future', pointer: '/decidedOn', parameters: { today } } as const]
    : []),
];

/** The order that an officer proposes, `known` being one on the same head that was rejected before. */
export const proposeErasure = (
  submission: ErasureSubmission,
  given: Pick<ErasureOrder, 'id' | 'target'> & { readonly known: ErasureOrder | undefined },
  context: { readonly by: Actor; readonly today: CalendarDate },
): Result<ErasureOrder, Failures> => {
  const { id, target, known } = given;
  const failures = [
    ...(known === undefined ? [] : allowedFrom(known, ERASURE_TRANSITIONS.propose)),
    ...wrong(submission, context.today),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok({
    ...submission,
    id,
    target,
    version: (known?.version ?? 0) + 1,
    state: 'proposed',
    proposedBy: context.by.officer,
    change: changeBy(ERASURE_TRANSITIONS.propose, context.by, submission.reason),
  });
};

/** Confirms an order, or rejects it: another officer than the one who proposed (I7). Confirmed, it is carried out at once and for good. */
export const decideErasure = (
  order: ErasureOrder,
  { confirmed, reason }: ErasureDecision,
  by: Actor,
): Result<ErasureOrder, Failures> => {
  const transition = confirmed ? ERASURE_TRANSITIONS.confirm : ERASURE_TRANSITIONS.reject;
  const forbidden = allowedFrom(order, transition);
  if (isRefused(forbidden)) return fail(forbidden);
  if (order.proposedBy === by.officer) return fail([{ kind: 'same-officer' }]);
  const failures = identityNumbersIn([{ pointer: '/reason', text: reason ?? '' }]);
  if (isRefused(failures)) return fail(failures);
  return ok({
    ...order,
    version: order.version + 1,
    state: confirmed ? 'confirmed' : 'rejected',
    change: changeBy(transition, by, reason),
  });
};
