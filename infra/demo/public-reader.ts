import { createHash } from 'node:crypto';
import * as z from 'zod';
import { PublicEntry } from '../../shared/disclosure/entry.ts';

const Latest = z.object({ version: z.int(), manifest: z.string() });
const Manifest = z.object({ version: z.int(), entries: z.int(), counts: z.record(z.string(), z.int()) });
export type Manifest = z.output<typeof Manifest>;
const LookUp = z.object({ prefixLength: z.int() });
const Entries = z.object({ entries: z.array(PublicEntry) });
const Withdrawn = z.object({
  withdrawals: z.array(z.object({ departmentName: z.string(), documentNumber: z.string(), reason: z.string() })),
});

/** Reads the public copy as anybody can: plain files over HTTP, by docs/disclosure-format.md. */
export const publicReader = (base: string) => {
  const read = async (path: string): Promise<unknown> => {
    const response = await fetch(`${base}/${path}`);
    if (response.status === 404) return undefined;
    return response.json();
  };
  const pathOf = async (code: string): Promise<string> => {
    const { prefixLength } = LookUp.parse(await read('lookup.json'));
    return `by-subject/${createHash('sha256').update(code).digest('hex').slice(0, prefixLength)}.json`;
  };
  return {
    manifest: async (): Promise<Manifest> =>
      Manifest.parse(await read(Latest.parse(await read('latest.json')).manifest)),
    /** The file in which a code is looked up, and what is public of it. */
    lookUp: async (code: string): Promise<{ path: string; entries: readonly PublicEntry[] }> => {
      const path = await pathOf(code);
      const { entries } = Entries.parse((await read(path)) ?? { entries: [] });
      return { path, entries: entries.filter(({ fields }) => fields['unifiedSocialCreditCode'] === code) };
    },
    withdrawals: async () => Withdrawn.parse(await read('withdrawn.json')).withdrawals,
  };
};
export type PublicReader = ReturnType<typeof publicReader>;
