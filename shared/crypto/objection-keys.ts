import type { Target } from '../objections/objection.ts';
import type { HeadKey } from '../register/head.ts';
import { digestId } from './digest-id.ts';

/** What begins the sort key of every objection of a subject. */
export const OBJECTIONS = 'objection#';

/** Key of an objection: in the subject's partition, one to a version of what it is against. */
export const objectionKey = (subjectKey: string, { id, version }: Pick<Target, 'id' | 'version'>): HeadKey => ({
  pk: subjectKey,
  sk: `${OBJECTIONS}${digestId(`${id}|${version}`)}`,
});
