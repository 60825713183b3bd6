import { type DeltaRow, deltaLine } from '../disclosure/delta.ts';
import { paths, servedAs } from '../disclosure/files.ts';
import type { Bucket } from '../disclosure/object-bucket.ts';
import { concurrently } from '../kernel/concurrently.ts';
import { type DayDelta, daysWithin, LONGEST_WINDOW, WINDOWS, type WindowDelta } from './delta-list.ts';
import { deltaRow, netDelta } from './net-delta.ts';
import type { PublishedDay } from './published-days.ts';

export interface DeltaFilesDeps {
  readonly disclosure: Pick<Bucket, 'get' | 'put'>;
  /** Lower-case hex. */
  readonly sha256: (bytes: Uint8Array) => string;
  /** The lines of a gzip file, one after another. */
  readonly unpack: (bytes: Uint8Array) => AsyncIterable<string>;
  /** One gzip member of lines. */
  readonly pack: (lines: AsyncIterable<string>) => Promise<Uint8Array>;
}

const FILES_AT_A_TIME = 8;

interface Named {
  readonly path: string;
  readonly sha256: string;
}

async function* rowsOf(lines: AsyncIterable<string>): AsyncGenerator<DeltaRow> {
  for await (const line of lines) yield deltaRow(line);
}

/** Only what is packed is in memory whole: a day of a million changes is 100 MB. */
const fold = async ({ disclosure, sha256, unpack, pack }: DeltaFilesDeps, path: string, parts: readonly Named[]) => {
  const packed = await concurrently(FILES_AT_A_TIME, parts, async (part) => {
    const bytes = await disclosure.get(part.path);
    if (bytes === undefined || sha256(bytes) !== part.sha256) throw new Error(`${part.path} is not what was published`);
    return bytes;
  });
  let rows = 0;
  const lines = async function* (): AsyncGenerator<string> {
    for await (const row of netDelta(packed.map((bytes) => rowsOf(unpack(bytes))))) {
      rows += 1;
      yield deltaLine(row);
    }
  };
  const body = await pack(lines());
  await disclosure.put(path, body, servedAs(path));
  return { path, rows, bytes: body.length, sha256: sha256(body) };
};

/** Writes the net delta of a day; answers how the list names it. Throws if a delta is not what its manifest names. */
export const dayDelta = async (deps: DeltaFilesDeps, { day, versions }: PublishedDay): Promise<DayDelta> => {
  const parts = versions.map(({ version, deltaSha256 }) => ({ path: paths.delta(version), sha256: deltaSha256 }));
  const file = await fold(deps, paths.deltaOf(day), parts);
  const numbers = versions.map(({ version }) => version);
  return { day, ...span(file, Math.min(...numbers) - 1, Math.max(...numbers)) };
};

type Folded = Awaited<ReturnType<typeof fold>>;

/** In the order of the format. */
const span = ({ path, rows, bytes, sha256 }: Folded, from: number, to: number) => ({
  path,
  from,
  to,
  rows,
  bytes,
  sha256,
});

/** Writes the windows that end with the newest of the days, at least one. */
export const windowDeltas = async (
  deps: DeltaFilesDeps,
  days: readonly DayDelta[],
): Promise<readonly WindowDelta[]> => {
  const made: WindowDelta[] = [];
  for (const window of ['P1D', 'P7D', 'P31D'] as const) {
    const within = daysWithin(days, WINDOWS[window]);
    const [first, last] = [within[0], within.at(-1)];
    if (first === undefined || last === undefined) continue;
    const file = await fold(deps, paths.deltaOf(window), within);
    made.push({ window, firstDay: first.day, lastDay: last.day, ...span(file, first.from, last.to) });
  }
  return made;
};

/** The first of the days that windows reach whose file is not what the list says. */
export const firstDamaged = async (
  { disclosure, sha256 }: DeltaFilesDeps,
  days: readonly DayDelta[],
): Promise<DayDelta | undefined> => {
  for (const day of daysWithin(days, LONGEST_WINDOW)) {
    const bytes = await disclosure.get(day.path);
    if (bytes === undefined || sha256(bytes) !== day.sha256) return day;
  }
  return undefined;
};
