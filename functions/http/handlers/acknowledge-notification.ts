import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import { toCloudEvent } from '../../../shared/notifications/cloud-event.ts';
import type { InboxStore } from '../../../shared/notifications/inbox-store.ts';
import { acknowledgeNotification as contract } from '../../../shared/notifications/operations.ts';

/** POST /notifications/{id}/acknowledgement: the department has taken note; it is listed no more. */
export const acknowledgeNotification = (
  deps: ApiDependencies & { readonly inbox: Pick<InboxStore, 'acknowledge'>; readonly now: () => Instant },
) =>
  api(contract, deps, async ({ id, caller }) => {
    const { department, officer } = caller;
    const entry = await deps.inbox.acknowledge({ id, department, officer, at: deps.now() });
    return entry === undefined ? refuse({ kind: 'not-found' }) : answer(200, toCloudEvent(entry));
  });
