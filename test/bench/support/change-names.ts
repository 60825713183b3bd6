import { nodeCodec } from '../../../shared/crypto/codec.ts';
import type { Draft } from '../../../shared/disclosure/draft.ts';
import type { PublicEntry } from '../../../shared/disclosure/entry.ts';
import { NO_REFRESH } from '../../../shared/disclosure/refresh.ts';
import type { KeyedRow } from '../../../shared/name-index/build-postings.ts';
import { draftNames } from '../../../shared/name-index/draft-names.ts';

const named = (code: string, subjectName: string): PublicEntry => ({
  publicId: 'AAECAwQFBgcICQoLDA0ODw',
  version: 1,
  salt: 'AAECAwQFBgcICQoLDA0ODw',
  fields: { subjectName, unifiedSocialCreditCode: code },
});

/** Drafts a version in which organisations take the names of others; answers the files that it writes, as texts. */
export const changeNames = async (
  files: ReadonlyMap<string, string>,
  changes: readonly { readonly from: KeyedRow; readonly to: string }[],
): Promise<readonly string[]> => {
  const written: string[] = [];
  const puts = new Map<string, unknown>();
  const draft: Partial<Record<keyof Draft, unknown>> = {
    version: 2,
    codec: nodeCodec,
    refresh: NO_REFRESH,
    puts,
    deletes: new Set<string>(),
    current: async (path: string) => {
      const text = files.get(path);
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
    damaged: (path: string) => {
      throw new Error(`${path} is damaged`);
    },
    shop: {
      putFile: async (_: string, body: Uint8Array) => written.push(new TextDecoder().decode(body)),
      putPack: async (pack: ReadonlyMap<string, string>) => written.push(...pack.values()),
    },
  };
  // Of a draft the index of names uses what stands here.
  const index = draftNames(draft as Draft);
  const subjects = changes.map(({ from: { row }, to }) => {
    const [code, name] = row;
    return {
      code,
      subject: nodeCodec.sha256(code),
      before: [named(code, name)],
      after: [named(code, to)],
      anew: false,
    };
  });
  await index.follow(subjects);
  await index.finish();
  return written;
};
