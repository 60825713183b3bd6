import type { Follows } from '../cases/follows.ts';
import { notification } from '../notifications/notification.ts';
import type { Authorisation } from './authorisation.ts';

/** What follows from a version of an authorisation: a reader whose authorisation was taken back is told. */
export const deriveAuthorisation = (given: Authorisation, idOf: (text: string) => string): Follows => {
  const { id, version, purpose: kind, reader, subject, change } = given;
  const about = { id, version, kind, department: change.department, subject };
  const told = { type: 'authorisation.revoked', recipient: reader, at: change.at } as const;
  return { notifications: change.action === 'revoke' ? [notification(about, told, idOf)] : [], work: [] };
};
