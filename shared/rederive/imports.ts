import { deriveImport } from '../imports/derive.ts';
import { IMPORT_HEAD, type ImportStore, importFromItem } from '../imports/import-store.ts';
import { followsRederiver, type RederiveFollowsDeps } from './follows.ts';
import type { Rederiver } from './rederiver.ts';

export interface RederiveImportsDeps extends RederiveFollowsDeps {
  readonly imports: Pick<ImportStore, 'history'>;
  /** Digests what makes a notice unique. */
  readonly idOf: (text: string) => string;
}

/** Imports: that its department was told of the end. Parts that were lost are in the dead letters, or come with S3's word again. */
export const importRederiver = (deps: RederiveImportsDeps): Rederiver =>
  followsRederiver(deps, {
    entity: IMPORT_HEAD.entity,
    read: importFromItem,
    heads: deps.imports,
    derive: (image) => deriveImport(image, deps.idOf),
    noted: () => ({}),
    lostWork: async () => [],
  });
