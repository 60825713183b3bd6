import type { Authorisation } from '../authorisations/authorisation.ts';
import type { HeadKey } from '../register/head.ts';
import { digestId } from './digest-id.ts';
import { headId } from './head-keys.ts';

type Keyed = Pick<Authorisation, 'reader' | 'purpose' | 'givenOn' | 'number'> & {
  readonly subject: Pick<Authorisation['subject'], 'key'>;
};

/** With what the keys of a subject's authorisations begin. */
export const AUTHORISATIONS_PREFIX = 'authorisation#';

/** Key of an authorisation: in its subject's partition, made of reader, purpose, day and number, so that the same one is given once. */
export const authorisationKey = ({ subject, reader, purpose, givenOn, number }: Keyed): HeadKey => ({
  pk: subject.key,
  sk: `${AUTHORISATIONS_PREFIX}${digestId(`${reader}|${purpose}|${givenOn}|${number}`)}`,
});

/** Id of an authorisation, a function of its key: it says nothing of the subject. */
export const authorisationId = (authorisation: Keyed): string => headId(authorisationKey(authorisation));
