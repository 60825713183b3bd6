import * as z from 'zod';
import { nodeCodec } from '../../shared/crypto/codec.ts';
import { recordId } from '../../shared/crypto/record-keys.ts';
import { BulkList, type Part, readPart } from '../../shared/disclosure/bulk.ts';
import type { PublicEntry } from '../../shared/disclosure/entry.ts';
import { paths } from '../../shared/disclosure/files.ts';
import { chunks, concurrently } from '../../shared/kernel/concurrently.ts';
import { isRecordKind } from '../../shared/records/kinds/kinds.ts';
import { parseUnifiedSocialCreditCode } from '../../shared/subjects/unified-social-credit-code.ts';

const Latest = z.object({ version: z.int() });

/** What an entry of the public copy is in the register. */
export type Named = { readonly recordId: string } | { readonly typicalCase: string };

const fetched = async (url: string): Promise<Uint8Array | undefined> => {
  const response = await fetch(url, { cache: 'no-store' });
  if (response.status === 404 || response.status === 403) return undefined;
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

const json = async (url: string): Promise<unknown> => {
  const bytes = await fetched(url);
  if (bytes === undefined) throw new Error(`${url} is not there`);
  return JSON.parse(new TextDecoder().decode(bytes));
};

const PARTS_AT_A_TIME = 16;

const entriesOf = async (copy: string, part: Part): Promise<readonly PublicEntry[]> => {
  const entries = await readPart(nodeCodec, part, await fetched(`${copy}/${part.ndjson.path}`));
  // A part that is listed and not there is being replaced at this moment: it says nothing.
  if (entries === undefined) throw new Error(`${part.ndjson.path} is not what the list says`);
  return entries;
};

/**
 * The entry of a public id, read as anybody can read it (docs/disclosure-format.md); undefined if it is not public. Nothing says in which
 * part it lies: all are read, at a million entries some thousands of twenty kilobytes.
 */
export const findPublicEntry = async (copy: string, publicId: string): Promise<PublicEntry | undefined> => {
  const { version } = Latest.parse(await json(`${copy}/${paths.latest}`));
  const { parts } = BulkList.parse(await json(`${copy}/${paths.bulk(version)}`));
  for (const some of chunks(parts, PARTS_AT_A_TIME)) {
    const entries = await concurrently(PARTS_AT_A_TIME, some, (part) => entriesOf(copy, part));
    const found = entries.flat().find((entry) => entry.publicId === publicId);
    if (found !== undefined) return found;
  }
  return undefined;
};

const text = ({ fields }: PublicEntry, name: string): string => String(fields[name] ?? '');

/**
 * What the entry is in the register. A record's id follows from what is public of it, its subject's code, department, kind and document number
 * (I2), so that no index of public ids is needed, and none can be lost.
 */
export const namedBy = (entry: PublicEntry): Named => {
  const kind = text(entry, 'kind');
  if (!isRecordKind(kind)) return { typicalCase: entry.publicId };
  const code = parseUnifiedSocialCreditCode(text(entry, 'unifiedSocialCreditCode'));
  if (!code.ok) throw new Error(`the entry ${entry.publicId} names no subject: give the record's id`);
  const natural = { kind, department: text(entry, 'departmentCode'), documentNumber: text(entry, 'documentNumber') };
  return { recordId: recordId(`ORG#${code.value}`, natural) };
};
