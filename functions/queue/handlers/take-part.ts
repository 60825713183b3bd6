import type { Import } from '../../../shared/imports/import.ts';
import type { ImportBytes } from '../../../shared/imports/import-bytes-store.ts';
import { type ImportPlan, partOf } from '../../../shared/imports/import-plan.ts';
import type { ImportProgress } from '../../../shared/imports/progress-store.ts';
import { type RowTally, rowTally } from '../../../shared/imports/row-tally.ts';
import { readRows } from '../../../shared/imports/tables/read-rows.ts';
import { isBroken, type ReadRow, type TableRow } from '../../../shared/imports/tables/table.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { IntakeCountStore } from '../../../shared/quality/intake-count-store.ts';
import {
  type Entry,
  readEntry,
  type TakeInManyDependencies,
  takeInMany,
} from '../../../shared/records/take-in-store.ts';
import type { Actor } from '../../../shared/register/head.ts';

export interface TakePartDependencies extends TakeInManyDependencies {
  readonly bytes: ImportBytes;
  readonly progress: ImportProgress;
  readonly intake: Pick<IntakeCountStore, 'count'>;
}

/** A delivery of a message: which one of its, and when. */
export interface Delivery {
  readonly at: Actor['at'];
  readonly delivery: number;
}

/** Rows in memory at a time: a few megabytes with all that is made of them; their subjects are read by the hundred, and each once. */
const ROWS_AT_ONCE = 250;

async function* blocksOf(rows: AsyncIterable<TableRow>): AsyncGenerator<readonly TableRow[]> {
  let block: TableRow[] = [];
  for await (const row of rows) {
    block.push(row);
    if (block.length < ROWS_AT_ONCE) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}

const isBusy = (failures: Failures): boolean => failures.some(({ kind }) => kind === 'service-busy');

/** Takes in some rows, as `POST /records` would, in their order. */
const takeRows = async (
  deps: TakePartDependencies,
  by: Actor,
  rows: readonly TableRow[],
  tally: RowTally,
): Promise<void> => {
  const context = { department: by.department, today: beijingDate(by.at) };
  const admitted: (readonly [ReadRow, Entry])[] = [];
  for (const row of rows) {
    if (isBroken(row)) {
      tally.refused(row);
      continue;
    }
    const entry = readEntry(row.sent, context);
    if (entry.ok) admitted.push([row, entry.value]);
    else tally.refused({ number: row.number, original: row.original, failures: entry.failure });
  }
  const posted = await takeInMany(
    deps,
    by,
    admitted.map(([, entry]) => entry),
  );
  for (const [at, [{ number, original }]] of admitted.entries()) {
    const one = posted[at];
    if (one === undefined) throw new RangeError('a row was answered with nothing');
    if (one.ok) tally.taken(one.value);
    // A table that is busy is no fault of the row's: the whole part comes again.
    else if (isBusy(one.failure)) throw new Error('the register is busy');
    else tally.refused({ number, original, failures: one.failure });
  }
};

/**
 * Takes in one part of an import, unless that was done: its rows, its refused rows for the error file, its counts, and last of all the word
 * that it is done. Whatever dies on the way is done again by the message's next delivery, and comes to the same.
 */
export const takePart = async (
  deps: TakePartDependencies,
  image: Import,
  plan: ImportPlan,
  part: number,
  delivery: Delivery,
): Promise<void> => {
  const { id, department, officer, kind } = image;
  const range = partOf(plan, part);
  if (range === undefined) throw new RangeError(`import ${id} has no part ${part}`);
  const noted = await deps.progress.begin(id, part, delivery);
  if (noted.outcome !== undefined) return;
  const by = { department, officer, at: delivery.at };
  const tally = rowTally(officer);
  const chunks = await deps.bytes.read(image, plan.source, range);
  for await (const rows of blocksOf(readRows(kind, plan.head, chunks, range.firstRow))) {
    await takeRows(deps, by, rows, tally);
  }
  const refusedRows = tally.refusedRows();
  if (refusedRows.length > 0) await deps.bytes.keepRefused(image, part, refusedRows);
  const counts = tally.counts((await deps.progress.begun(id, part)) ?? noted.begun);
  const { created, unchanged, refused } = counts;
  const month = beijingDate(image.announcedAt).slice(0, 7);
  await deps.intake.count({ department, kind, month, accepted: created + unchanged, refused, id: `${id}.${part}` });
  await deps.progress.finish(id, part, counts);
};
