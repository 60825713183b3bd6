import type { Bucket } from './object-bucket.ts';
import type { Plan } from './plan.ts';
import { type Pack, readPack, type WorkshopDeps } from './workshop.ts';

export interface CurrentFilesDeps extends WorkshopDeps {
  readonly disclosure: Bucket;
}

/** Reads a public file by path; undefined if there is none. */
export type CurrentFiles = (path: string) => Promise<Uint8Array | undefined>;

/** Reads what can be read: a file of which nothing is known keeps nothing from leaving, so that it counts as none. */
export const whatCanBeRead =
  (current: CurrentFiles, failed: (path: string, error: unknown) => void): CurrentFiles =>
  async (path) => {
    try {
      return await current(path);
    } catch (error) {
      failed(path, error);
      return undefined;
    }
  };

/**
 * The public copy as the committed head means it: where a version is unfinished, with what its plan has yet to put
 * and delete.
 */
export const currentFiles = (deps: CurrentFilesDeps, unfinished: Plan | undefined): CurrentFiles => {
  const packs = new Map<string, Promise<Pack>>();
  const packOf = (key: string): Promise<Pack> => {
    const pack = packs.get(key) ?? readPack(deps, key);
    packs.set(key, pack);
    return pack;
  };
  const gone = new Set(unfinished?.deletes);
  return async (path) => {
    const staged = unfinished?.puts[path];
    if (staged === undefined) return gone.has(path) ? undefined : deps.disclosure.get(path);
    if (!staged.packed) return deps.staging.get(staged.key);
    const text = (await packOf(staged.key))[path];
    return text === undefined ? undefined : new TextEncoder().encode(text);
  };
};
