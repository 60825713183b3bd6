import { fail, ok } from '../../../shared/kernel/result.ts';
import type { Head, HeadKey } from '../../../shared/register/head.ts';
import type { HeadStore, Stored } from '../../../shared/register/head-store.ts';

const stored = <Image extends Head>(image: Image): Stored<Image> => ({
  image,
  seal: { salt: '', publicSalt: '', previous: '', hash: `${image.id}.${image.version}` },
  posted: { salt: '', digest: '' },
  body: new Uint8Array(),
});

/** Heads with their history, without a table; `interfere` does what another one does between a read and a write. */
export const headsWithHistory = <Image extends Head>(keyOf: (image: Image) => HeadKey) => {
  const versions = new Map<string, Image[]>();
  const nameOf = ({ pk, sk }: HeadKey) => `${pk}|${sk}`;
  const of = (key: HeadKey): Image[] => {
    const found = versions.get(nameOf(key)) ?? [];
    versions.set(nameOf(key), found);
    return found;
  };
  const waiting: (() => void)[] = [];
  const store: Pick<HeadStore<Image>, 'get' | 'change' | 'history'> = {
    get: async (key) => {
      const newest = of(key).at(-1);
      return newest && stored(newest);
    },
    change: async (old, next, from) => {
      waiting.shift()?.();
      const all = of(keyOf(old.image));
      const newest = all.at(-1);
      const fits = newest?.version === old.image.version && from.includes(newest.state);
      if (!fits) return fail({ current: newest?.version ?? 0 });
      all.push(next);
      return ok(stored(next));
    },
    history: async (id, after, limit) => {
      const all = [...versions.values()].find(([first]) => first?.id === id) ?? [];
      const older = all.slice(0, -1).filter(({ version }) => version > after);
      const page = older.slice(0, limit).map(stored);
      return { versions: page, next: older.length > limit ? page.at(-1)?.image.version : undefined };
    },
  };
  return {
    ...store,
    put: (image: Image): void => void of(keyOf(image)).push(image),
    newest: (key: HeadKey): Image => {
      const found = of(key).at(-1);
      if (found === undefined) throw new Error(`nothing at ${nameOf(key)}`);
      return found;
    },
    all: (): readonly Image[] => [...versions.values()].flatMap((found) => found.at(-1) ?? []),
    interfere: (act: () => void): void => void waiting.push(act),
  };
};
