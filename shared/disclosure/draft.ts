import type { Codec } from './codec.ts';
import type { CsvColumn } from './csv.ts';
import type { CurrentFiles } from './current-files.ts';
import type { Staged } from './plan.ts';
import type { Workshop } from './workshop.ts';

/** A version in the making: the public files as they are, the workshop for the new ones, and what will be put and deleted. */
export interface Draft {
  readonly version: number;
  readonly codec: Codec;
  readonly columnsOf: (kind: string) => readonly CsvColumn[];
  readonly current: CurrentFiles;
  readonly shop: Workshop;
  readonly puts: Map<string, Staged>;
  readonly deletes: Set<string>;
}

/** A file as a manifest names it, but for its rows. */
export interface Placed {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Lays a file down for a version. */
export const place = async (draft: Draft, path: string, body: Uint8Array): Promise<Placed> => {
  draft.puts.set(path, await draft.shop.putFile(path, body));
  return { path, bytes: body.length, sha256: draft.codec.sha256(body) };
};

/** Lays a JSON file down for a version. */
export const placeJson = (draft: Draft, path: string, value: unknown): Promise<Placed> =>
  place(draft, path, new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)));

/** The value of a public JSON file as it is; undefined if there is none. */
export const currentJson = async ({ current }: Draft, path: string): Promise<unknown> => {
  const bytes = await current(path);
  return bytes && JSON.parse(new TextDecoder().decode(bytes));
};
