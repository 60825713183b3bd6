import { headId } from '../../shared/crypto/head-keys.ts';
import { canonicalJson } from '../../shared/kernel/canonical-json.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import type { Head, HeadKey } from '../../shared/register/head.ts';
import type { HeadKind } from '../../shared/register/head-kind.ts';
import type { HeadStore, Stored } from '../../shared/register/head-store.ts';

type Kind<Image extends Head> = Pick<HeadKind<Image>, 'keyOf' | 'indexes'>;

/** What a head store promises, without a table: the pure side of the machine. */
export interface HeadsInMemory<Image extends Head> extends Pick<HeadStore<Image>, 'add' | 'get' | 'change'> {
  getMany(keys: readonly HeadKey[]): Promise<readonly Stored<Image>[]>;
  /** Keys of heads that an index shows under a link. */
  linked(linkPk: string): readonly HeadKey[];
}

const stored = <Image extends Head>(image: Image, request: string): Stored<Image> => ({
  image,
  seal: { salt: '', publicSalt: '', previous: '', hash: `${image.id}.${image.version}` },
  posted: { salt: '', digest: request },
  body: new Uint8Array(),
});

export const headsInMemory = <Image extends Head>(kind: Kind<Image>): HeadsInMemory<Image> => {
  const heads = new Map<string, Stored<Image>>();
  const nameOf = ({ pk, sk }: HeadKey): string => headId({ pk, sk });
  const keep = (version: Stored<Image>): Stored<Image> => {
    const { image } = version;
    heads.set(nameOf(kind.keyOf(image)), version);
    return version;
  };
  return {
    linked: (linkPk) =>
      [...heads.values()].flatMap(({ image }) => (kind.indexes?.(image).linkPk === linkPk ? [kind.keyOf(image)] : [])),
    get: async (key) => heads.get(nameOf(key)),
    getMany: async (keys) => keys.flatMap((key) => heads.get(nameOf(key)) ?? []),
    add: async (image, request) => {
      const existing = heads.get(nameOf(kind.keyOf(image)));
      const digest = canonicalJson(request);
      if (existing === undefined) return ok({ ...keep(stored(image, digest)), created: true });
      return existing.posted.digest === digest ? ok({ ...existing, created: false }) : fail(existing);
    },
    change: async (old, next, from) => {
      const current = heads.get(nameOf(kind.keyOf(old.image)));
      const fits = current?.image.version === old.image.version && from.includes(current.image.state);
      if (!fits) return fail({ current: current?.image.version ?? old.image.version });
      return ok(keep(stored(next, old.posted.digest)));
    },
  };
};
