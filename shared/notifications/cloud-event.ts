import type * as z from 'zod';
import type { InboxEntry } from './inbox-store.ts';
import type { CloudEvent } from './operations.ts';

/** Source of our events (CloudEvents 1.0, a URI reference). */
const SOURCE = '/joint-credit';

/** An inbox entry as a CloudEvent. */
export const toCloudEvent = (entry: InboxEntry): z.input<typeof CloudEvent> => ({
  specversion: '1.0',
  id: entry.id,
  source: SOURCE,
  type: `joint-credit.${entry.type}`,
  subject: entry.about,
  time: entry.at,
  datacontenttype: 'application/json',
  data: {
    about: entry.about,
    version: entry.version,
    kind: entry.kind,
    department: entry.department,
    due: entry.due,
    clock: entry.clock,
    unifiedSocialCreditCode: entry.unifiedSocialCreditCode,
    acknowledgement: `/notifications/${entry.id}/acknowledgement`,
    acknowledgedAt: entry.acknowledgedAt,
  },
});
