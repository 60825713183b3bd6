import type { Follows } from '../cases/follows.ts';
import { notification } from '../notifications/notification.ts';
import type { Import } from './import.ts';

/** What follows from a version of an import: its department is told that it is over, with its outcome or refused as a whole. */
export const deriveImport = (image: Import, idOf: (text: string) => string): Follows => {
  const { id, version, state, kind, department, change } = image;
  if (state !== 'finished' && state !== 'rejected') return { notifications: [], work: [] };
  const type = state === 'finished' ? 'import.finished' : 'import.rejected';
  const to = { type, recipient: department, at: change.at } as const;
  return { notifications: [notification({ id, version, kind, department }, to, idOf)], work: [] };
};
