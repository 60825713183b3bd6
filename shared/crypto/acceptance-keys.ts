import type { Acceptance } from '../acceptances/acceptance.ts';
import { comparableText } from '../kernel/comparable-text.ts';
import type { HeadKey } from '../register/head.ts';
import { digestId } from './digest-id.ts';
import { headId } from './head-keys.ts';

type Keyed = Pick<Acceptance, 'department' | 'application'> & { readonly subject: Pick<Acceptance['subject'], 'key'> };

/** Key of an acceptance: in its subject's partition, one for each application to a department. */
export const acceptanceKey = ({ subject, department, application }: Keyed): HeadKey => ({
  pk: subject.key,
  sk: `acceptance#${digestId(`${department}|${comparableText(application)}`)}`,
});

/** Id of an acceptance, a function of its key. */
export const acceptanceId = (keyed: Keyed): string => headId(acceptanceKey(keyed));
