import { subscriptionPlace } from '../../../shared/crypto/subscription-keys.ts';
import { api, etag } from '../../../shared/http/api.ts';
import type { Caller } from '../../../shared/http/event.ts';
import type { Operation } from '../../../shared/http/operation.ts';
import { answer } from '../../../shared/http/respond.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import {
  decideSubscription,
  endSubscription,
  proposeSubscription,
  SUBSCRIPTION_TRANSITIONS,
} from '../../../shared/subscriptions/decide.ts';
import {
  decideSubscriptionOperation,
  endSubscriptionOperation,
  listSubscriptions,
  proposeSubscriptionOperation,
} from '../../../shared/subscriptions/operations.ts';
import type { DepartmentSubscription } from '../../../shared/subscriptions/subscription.ts';
import type { SubscriptionStore } from '../../../shared/subscriptions/subscription-store.ts';
import { toSubscriptionsView, toSubscriptionView } from '../../../shared/subscriptions/views.ts';
import { type ChangeContext, type ChangeDependencies, changeHead } from './change-head.ts';

export interface SubscriptionDependencies extends ChangeDependencies {
  readonly subscriptions: SubscriptionStore;
}

const isOffice = ({ roles }: Caller): boolean => roles.includes('credit-office');

const view = (subscription: DepartmentSubscription, { today }: Pick<ChangeContext, 'today'>) =>
  toSubscriptionView(subscription, today);

/** GET /subscriptions: one's own, or all of them. */
const listAll = (deps: SubscriptionDependencies) =>
  api(listSubscriptions, deps, async ({ caller }) => {
    const all = await deps.subscriptions.all();
    const readsAll = isOffice(caller) || caller.roles.includes('auditor');
    const mayRead = (recipient: string): boolean => readsAll || recipient === caller.department;
    const today = beijingDate(deps.now());
    return answer(
      200,
      toSubscriptionsView(
        all.map(({ image }) => image),
        { today, mayRead },
      ),
    );
  });

/** POST /subscriptions: a department, for itself. */
const propose = (deps: SubscriptionDependencies) =>
  api(proposeSubscriptionOperation, deps, async ({ body, caller: { department, officer } }) => {
    const at = deps.now();
    const place = subscriptionPlace(department, body);
    const proposed = proposeSubscription(body, place, { department, officer, at });
    if (!proposed.ok) return { refused: proposed.failure };
    const added = await deps.subscriptions.add(proposed.value, body);
    // Its key follows from all that is proposed: what lies there is the same, and only another proposer may differ.
    const { image, created } = added.ok ? added.value : { ...added.failure, created: false };
    return answer(created ? 201 : 200, view(image, { today: beijingDate(at) }), {
      etag: etag(image.version),
      ...(created && { location: '/subscriptions' }),
    });
  });

/** POST /subscriptions/{id}/decision. */
const decide = (deps: SubscriptionDependencies) =>
  changeHead(decideSubscriptionOperation, deps, {
    heads: deps.subscriptions,
    find: (id) => deps.subscriptions.find(id),
    view,
    transition: SUBSCRIPTION_TRANSITIONS.decide,
    change: (subscription, decision, { by }) => decideSubscription(subscription, decision, by),
  });

/** POST /subscriptions/{id}/end: by its department, or by the credit office. */
const end = (deps: SubscriptionDependencies) =>
  changeHead(endSubscriptionOperation, deps, {
    heads: deps.subscriptions,
    find: async (id, caller) => {
      const found = await deps.subscriptions.find(id);
      return isOffice(caller) || found?.image.recipient === caller.department ? found : undefined;
    },
    view,
    transition: SUBSCRIPTION_TRANSITIONS.end,
    change: (subscription, given, { by }) => endSubscription(subscription, given, by),
  });

/** Every operation on subscriptions, with its handler. */
export const subscriptionRoutes = (deps: SubscriptionDependencies) =>
  [
    [listSubscriptions, listAll(deps)],
    [proposeSubscriptionOperation, propose(deps)],
    [decideSubscriptionOperation, decide(deps)],
    [endSubscriptionOperation, end(deps)],
  ] as const satisfies readonly (readonly [Operation, unknown])[];
