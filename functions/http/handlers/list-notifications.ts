import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../shared/http/cursor.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { toCloudEvent } from '../../../shared/notifications/cloud-event.ts';
import { type InboxStore, POSITION } from '../../../shared/notifications/inbox-store.ts';
import { listNotifications as contract } from '../../../shared/notifications/operations.ts';

const PAGE = 50;

/** GET /notifications: what the caller's department has not acknowledged yet. */
export const listNotifications = (deps: ApiDependencies & { readonly inbox: Pick<InboxStore, 'open'> }) =>
  api(contract, deps, async ({ query, caller }) => {
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, POSITION);
    if (query.cursor !== undefined && after === undefined) return refuse({ kind: 'invalid-cursor' });
    const page = await deps.inbox.open(caller.department, after, query.limit ?? PAGE);
    const cursor = page.next === undefined ? undefined : encodeCursor(page.next);
    return answer(200, { notifications: page.entries.map(toCloudEvent) }, nextLink('/notifications', cursor));
  });
