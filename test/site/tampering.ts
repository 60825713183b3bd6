import { expect, it } from 'vitest';
import { type Entry, type Json, json } from './digests.ts';
import { type Change, type Files, type Hooks, publish } from './publication.ts';
import { STEPS, verifyFiles } from './sample.ts';

/** Done before all is digested, listed and signed (hooks), or to the finished files. */
export type Forgery = Hooks | ((files: Files) => void);
type Edit = Json | ((value: Json) => Json);

export const identityNumber = '11010519491231002X'; // the example of GB 11643-1999
const edited = (change: Edit, value: Json) => (typeof change === 'function' ? change(value) : { ...value, ...change });

/** Changes a finished JSON file. */
export const edit = (path: string, change: Edit) => (files: Files) =>
  void files.set(path, json(edited(change, JSON.parse(String(files.get(path))))));
export const respell = (path: string, change: (text: string) => string) => (files: Files) =>
  void files.set(path, Buffer.from(change(String(files.get(path)))));
export const drop = (path: string) => (files: Files) => void files.delete(path);
export const add =
  (path: string, bytes: Buffer = Buffer.from('x')) =>
  (files: Files) =>
    void files.set(path, bytes);
export const named = (files: Files, pattern: RegExp) => [...files.keys()].find((path) => pattern.test(path)) ?? '';

/** Flips a bit in the middle of the first file so named. */
export const flip = (pattern: RegExp) => (files: Files) => {
  const path = named(files, pattern);
  const bytes = Buffer.from(files.get(path) ?? '');
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  files.set(path, bytes);
};

export const manifest = (n: number, change: Edit): Hooks => ({
  manifest: (at, it) => (at === n ? edited(change, it) : it),
});
export const rows = (n: number, change: (rows: Change[]) => Change[]): Hooks => ({
  changes: (at, all) => (at === n ? change(all) : all),
});
export const eachRow = (n: number, change: (row: Change) => Change) => rows(n, (all) => all.map(change));
export const deltaText = (n: number, change: (text: string) => string): Hooks => ({
  delta: (at, text) => (at === n ? change(text) : text),
});
/** Acts on the compressed bytes of deltas and parts whose path, or a part's extension, is so named. */
export const compressed = (pattern: RegExp, change: (bytes: Buffer) => Buffer): Hooks => ({
  gzip: (bytes, path) => (pattern.test(path) ? change(bytes) : bytes),
});
export const eachPart = (change: (part: Json) => Json): Hooks => ({
  parts: (parts) => parts.map((part) => ({ ...part, ...change(part) })),
});
export const firstEntry = (change: (entry: Entry) => unknown): Hooks => ({
  ndjson: (text) => text.replace(/^.*\n/, (line) => `${JSON.stringify(change(JSON.parse(line)))}\n`),
});
export const fields = (added: Json) => firstEntry((entry) => ({ ...entry, fields: { ...entry.fields, ...added } }));
/** Adds an entry to a list, in its place. */
export const also = (entry: Entry) => (entries: Entry[]) =>
  [...entries, entry].sort((a, b) => (a.publicId < b.publicId ? -1 : 1));

function tampered(forgery: Forgery): Files {
  if (typeof forgery !== 'function') return publish(STEPS, forgery);
  const files = publish(STEPS);
  forgery(files);
  return files;
}

/** One test a tampering; its name ends in the check that must find it and in (part of) where: `… : check where`. */
export function eachIsFound(tamperings: Record<string, Forgery>): void {
  it.each(Object.entries(tamperings))('%s', async (name, forgery) => {
    const [, check, where] = /: (\S+) (.+)$/.exec(name) ?? [];
    const { ok, findings } = await verifyFiles(tampered(forgery));
    expect(findings).toContainEqual(expect.objectContaining({ check, where: expect.stringContaining(where ?? '') }));
    expect(ok).toBe(false);
    expect(JSON.stringify(findings)).not.toContain(identityNumber);
  });
}
