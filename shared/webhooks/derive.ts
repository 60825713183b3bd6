import type { Follows } from '../cases/follows.ts';
import { notification } from '../notifications/notification.ts';
import type { Endpoint } from './endpoint.ts';

/** What follows from a version of an endpoint: its department hears in its inbox that it is told elsewhere, or no more. */
export const deriveEndpoint = (endpoint: Endpoint, idOf: (text: string) => string): Follows => {
  const { id, version, department, change } = endpoint;
  const type = change.action === 'disable-gone' ? 'endpoint.gone' : 'endpoint.changed';
  const about = { id, version, kind: change.action, department };
  return { notifications: [notification(about, { type, recipient: department, at: change.at }, idOf)], work: [] };
};
