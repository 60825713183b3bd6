import type { StoredFile } from './stored-file.ts';

/** Where a file's bytes lie: what was sent waits under `incoming/`, what passed stands under `checked/`, where no form can write. */
export const INCOMING = 'incoming/';
export const CHECKED = 'checked/';

export const incomingPath = ({ id }: Pick<StoredFile, 'id'>): string => `${INCOMING}${id}`;
export const checkedPath = ({ id }: Pick<StoredFile, 'id'>): string => `${CHECKED}${id}`;

/** The id of the file that a path of `incoming/` belongs to; undefined of any other path. */
export const idOfIncoming = (path: string): string | undefined => /^incoming\/([\w-]{22})$/.exec(path)?.[1];
