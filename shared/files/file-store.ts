import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { fileKey } from '../crypto/file-keys.ts';
import { headBatchStore } from '../register/head-batch-store.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { headLocator } from '../register/head-locator-store.ts';
import { type HeadStore, headStore } from '../register/head-store.ts';
import type { StoredFile } from './stored-file.ts';
import { StoredFileImage } from './stored-file-image.ts';

/** Files among the register's heads. */
export const FILE_HEAD: HeadKind<StoredFile> = {
  entity: 'file',
  format: { number: PLAIN_FORMAT, image: StoredFileImage },
  keyOf: fileKey,
};

/** The heads of some files, by id; what is no file is left out. Needs the index by-id and BatchGetItem. */
export type FilesById = (ids: readonly string[]) => Promise<ReadonlyMap<string, StoredFile>>;

/** The files of `register`. */
export interface FileStore extends HeadStore<StoredFile> {
  readonly of: FilesById;
}

type Deps = { readonly client: DynamoDBDocumentClient; readonly table: string };

/** Reads some files at once, each consistently. */
export const filesById = (deps: Deps): FilesById => {
  const { locate } = headLocator(deps);
  const read = headBatchStore(FILE_HEAD, deps);
  return async (ids) => {
    const keys = [...(await locate(ids)).values()];
    return new Map((await read(keys)).map(({ image }) => [image.id, image]));
  };
};

export const fileStore = (deps: Deps): FileStore => ({ ...headStore(FILE_HEAD, deps), of: filesById(deps) });
