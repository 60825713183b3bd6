import type { StoredFile } from '../files/stored-file.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { HeadKey } from '../register/head.ts';
import { digestId } from './digest-id.ts';
import { headId } from './head-keys.ts';

type Keyed = Pick<StoredFile, 'owner' | 'digest'> & { readonly mandate?: string };

/** Key of a file's head: in the subject's partition if it was handed in for one, else in one of its own. */
export const fileKey = ({ owner, digest, mandate }: Keyed): HeadKey =>
  mandate === undefined ? { pk: `FILE#${digest}`, sk: 'FILE' } : { pk: owner, sk: `file#${digest}` };

/**
 * Where a file lies that is handed in: the same file for the same purpose is handed in once; again in a place that follows from the one before,
 * `after`, where that was put away.
 */
export const filePlace = (
  given: Pick<StoredFile, 'owner' | 'name' | 'mediaType' | 'bytes' | 'sha256' | 'purpose'> & {
    readonly mandate?: string;
    readonly after?: string;
  },
): Pick<StoredFile, 'id' | 'digest'> => {
  const { owner, name, mediaType, bytes, sha256, purpose, mandate, after } = given;
  const digest = digestId(canonicalJson({ owner, name, mediaType, bytes, sha256, purpose, ...(after && { after }) }));
  return { id: headId(fileKey({ owner, digest, ...(mandate !== undefined && { mandate }) })), digest };
};
