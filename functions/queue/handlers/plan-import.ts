import type { Import } from '../../../shared/imports/import.ts';
import { digesting, type ImportBytes } from '../../../shared/imports/import-bytes-store.ts';
import type { ImportPlan } from '../../../shared/imports/import-plan.ts';
import { importRulesOn } from '../../../shared/imports/import-rules.ts';
import { HEAD_BYTES, readTableHead } from '../../../shared/imports/tables/read-head.ts';
import { readWorkbook } from '../../../shared/imports/tables/read-workbook.ts';
import { rowBoundaries } from '../../../shared/imports/tables/row-boundaries.ts';
import type { Chunks, Part } from '../../../shared/imports/tables/table.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';

/**
 * Bytes of a part: about two and a half thousand rows of a licence register, some seconds of work, so that what a killed one must do again
 * is little; and a million rows are a few hundred messages.
 */
export const BYTES_A_PART = 2 * 1_024 * 1_024;

const bytesOf = async (chunks: Chunks): Promise<Uint8Array> => {
  const held: Uint8Array[] = [];
  for await (const chunk of chunks) held.push(chunk);
  return Buffer.concat(held);
};

const otherThanAnnounced = (pointer: string): { readonly ok: false; readonly failure: Failures } =>
  fail([{ kind: 'file-not-as-announced', pointer }]);

const tooMany = ({ announcedAt }: Import, parts: readonly Part[]): Failures | undefined => {
  const count = parts.reduce((sum, { rows }) => sum + rows, 0);
  const limit = importRulesOn(beijingDate(announcedAt)).mostRows;
  if (count === 0) return [{ kind: 'no-rows' }];
  return count > limit ? [{ kind: 'too-many-items', parameters: { limit, count } }] : undefined;
};

type Bytes = Pick<ImportBytes, 'size' | 'read' | 'staging'>;

/** Where the rows of an import lie, and how many bytes that is. */
interface Rows {
  readonly source: ImportPlan['source'];
  readonly size: number;
}

/** Reads the sheet of a workbook into lines that are divided like any other table. */
const staged = async (bytes: Bytes, image: Import): Promise<Result<Rows, Failures>> => {
  const source = {
    size: image.size,
    read: async function* (from: number, to: number) {
      if (to > from) yield* await bytes.read(image, 'incoming', { from, to });
    },
  };
  const staging = bytes.staging(image);
  let size = 0;
  const read = await readWorkbook(image.kind, source, async (piece) => {
    size += piece.length;
    await staging.write(piece);
  });
  if (!read.ok) return read;
  await staging.end();
  return ok({ source: 'staged', size });
};

/** Proves that what was sent is what was announced; it is read from end to end. */
const isAsAnnounced = async (bytes: Bytes, image: Import): Promise<boolean> => {
  const { chunks, digest } = digesting(await bytes.read(image, 'incoming', { from: 0, to: image.size }));
  for await (const _ of chunks);
  return digest() === image.sha256;
};

/**
 * Divides a file into parts that begin and end at a row, or says why it is refused as a whole. It is read from end to end, a chunk at a
 * time, its digest first, so that nothing is made of bytes that nobody announced; nothing is kept but numbers.
 */
export const planImport = async (
  { bytes, bytesAPart = BYTES_A_PART }: { readonly bytes: Bytes; readonly bytesAPart?: number | undefined },
  image: Import,
): Promise<Result<ImportPlan, Failures>> => {
  const { kind, format, size } = image;
  if ((await bytes.size(image)) !== size) return otherThanAnnounced('/size');
  if (!(await isAsAnnounced(bytes, image))) return otherThanAnnounced('/sha256');
  const rows = format === 'xlsx' ? await staged(bytes, image) : ok<Rows>({ source: 'incoming', size });
  if (!rows.ok) return rows;
  const { source, size: to } = rows.value;
  const beginning = await bytesOf(await bytes.read(image, source, { from: 0, to: Math.min(to, HEAD_BYTES) }));
  const head = readTableHead(kind, beginning, format);
  if (!head.ok) return head;
  const { bodyFrom } = head.value;
  if (bodyFrom >= to) return fail([{ kind: 'no-rows' }]);
  const parts: Part[] = [];
  const body = await bytes.read(image, source, { from: bodyFrom, to });
  for await (const part of rowBoundaries(head.value, body, bytesAPart)) parts.push(part);
  const refused = tooMany(image, parts);
  return refused === undefined ? ok({ head: head.value, source, parts }) : fail(refused);
};
