import type { Bucket } from '../../../shared/disclosure/object-bucket.ts';
import type { Arrival, Arrivals } from '../../../shared/exchange/arrival-store.ts';
import { InManifest, InRow } from '../../../shared/exchange/incoming.ts';
import { type Outcome, type RowOutcome, refusedWhole, taken, twofold } from '../../../shared/exchange/outcome.ts';
import { inPath, packageOutcomePath } from '../../../shared/exchange/paths.ts';
import { isPutAway } from '../../../shared/http/faults.ts';
import { parseInput, parseJson } from '../../../shared/http/parse.ts';
import { beijingDate, type Instant, toEpochMs, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { at, type Failure, type Failures, isRefused } from '../../../shared/kernel/failure.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type PackageContext, type TakeRowDeps, takeRow } from './take-row.ts';

export interface TakePackageDeps extends TakeRowDeps {
  readonly arrivals: Arrivals;
  readonly exchange: Pick<Bucket, 'get' | 'put'>;
  readonly sha256: (bytes: Uint8Array) => string;
  readonly now: () => Instant;
  readonly log: Log;
}

/** Subjects at a time: a burst must not fill the client's connections. */
const AT_ONCE = 8;
/** Of a package that is wrong throughout no more is told than a reader can mend. */
const MOST_FAILURES = 50;
/** A number that is so far ahead of all others is a slip of the pen: taken at its word, everything after it would come late and enter nothing. */
const MOST_AHEAD = 1_000;
const MOST_AHEAD_MS = 15 * 60_000;
const SERVED = { contentType: 'application/json', cacheControl: 'no-store' };

type Rows = Result<readonly InRow[], Failures>;

const damaged = (pointer: string): Failures => [{ kind: 'package-damaged', pointer }];

/** Its text; undefined of what is no UTF-8: what replaced a damaged character would be entered as somebody's name. */
const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const rowsIn = (bytes: Uint8Array): Rows => {
  const text = textOf(bytes);
  if (text === undefined) return fail(damaged('/file'));
  const lines = text.split('\n').filter((line) => line !== '');
  const rows: InRow[] = [];
  const failures: Failure[] = [];
  for (const [index, line] of lines.entries()) {
    const json = parseJson(new TextEncoder().encode(line));
    const row = json.ok ? parseInput(InRow, json.value) : json;
    if (row.ok) rows.push(row.value);
    else failures.push(...row.failure.map((failure) => at(`/rows/${index}`, failure)));
    if (failures.length > MOST_FAILURES) break;
  }
  return isRefused(failures) ? fail(failures) : ok(rows);
};

/** What must not be done side by side: rows about one entry are taken in their order. */
const groupOf = (row: InRow): string =>
  row.type === 'repair' ? row.entry : canonicalJson(Object.values(row.national).toSorted());

/** Two rows of one decision share its number, whatever else they say. */
const numberIn = (row: InRow): string =>
  row.type === 'repair' ? groupOf(row) : String(row.national['caseCode'] ?? row.national['WSH'] ?? groupOf(row));

/**
 * Takes a package of the superior platform: whole if its file is what the manifest says and every row can be read, else not at all; then
 * row by row with an outcome for each. The same package again changes nothing.
 */
export const takePackage = (deps: TakePackageDeps) => {
  const { arrivals, exchange, log } = deps;
  const take = takeRow(deps);

  const checked = async (
    sequence: number,
    bytes: Uint8Array,
  ): Promise<Result<{ manifest: InManifest; rows: readonly InRow[] }, Failures>> => {
    const json = parseJson(bytes);
    const parsed = json.ok ? parseInput(InManifest, json.value) : json;
    if (!parsed.ok) return parsed;
    const { value: manifest } = parsed;
    if (manifest.sequence !== sequence)
      return fail([{ kind: 'invalid-value', pointer: '/sequence', parameters: { expected: String(sequence) } }]);
    const today = beijingDate(deps.now());
    // What says that it is of tomorrow would not become stale in time.
    if (beijingDate(manifest.cutAt) > today)
      return fail([{ kind: 'decision-in-future', pointer: '/cutAt', parameters: { today } }]);
    // Clocks differ by minutes: what says that it is of this evening would make every word until then an older one, an end too.
    const latest = toInstant(toEpochMs(deps.now()) + MOST_AHEAD_MS);
    if (toEpochMs(manifest.cutAt) > toEpochMs(latest))
      return fail([{ kind: 'invalid-value', pointer: '/cutAt', parameters: { expected: `≤ ${latest}` } }]);
    const file = await exchange.get(inPath(sequence, manifest.file.path), manifest.file.bytes);
    if (file === undefined || file.length !== manifest.file.bytes) return fail(damaged('/file/bytes'));
    if (deps.sha256(file) !== manifest.file.sha256) return fail(damaged('/file/sha256'));
    const rows = rowsIn(file);
    if (!rows.ok) return rows;
    return rows.value.length === manifest.file.rows ? ok({ manifest, rows: rows.value }) : fail(damaged('/file/rows'));
  };

  const outcomeOf = async (row: InRow, index: number, context: PackageContext): Promise<RowOutcome> => {
    const done = await take(row, context).catch((error: unknown) => {
      if (isPutAway(error)) return fail<Failures>([{ kind: 'content-put-away' }]);
      throw error;
    });
    return done.ok ? { index, outcome: done.value } : { index, outcome: 'refused', problem: twofold(done.failure) };
  };

  const takeAll = async (rows: readonly InRow[], context: PackageContext): Promise<readonly RowOutcome[]> => {
    const outcomes: RowOutcome[] = [];
    const groups = Map.groupBy(rows.entries(), ([, row]) => numberIn(row));
    await concurrently(AT_ONCE, groups.values(), async (group) => {
      for (const [index, row] of group) outcomes[index] = await outcomeOf(row, index, context);
    });
    return outcomes;
  };

  const finish = async (sequence: number, arrival: Arrival, outcome: Outcome): Promise<void> => {
    const path = packageOutcomePath(sequence, arrival.digest);
    await exchange.put(path, new TextEncoder().encode(canonicalJson({ sequence, ...outcome })), SERVED);
    const refused = outcome.rows.filter(({ problem }) => problem !== undefined).length;
    const fields = { what: 'package', package: sequence, rows: outcome.rows.length, refused };
    if (outcome.result === 'refused' || refused > 0) log.warn(messages.exchangeRefused, fields);
    else log.info(messages.exchangeReceived, fields);
  };

  const arrive = async (sequence: number, arrival: Arrival): Promise<void> => {
    const missing = await arrivals.note(sequence, arrival);
    if (missing.length > 0) log.warn(messages.exchangeGap, { missing: missing.slice(0, MOST_FAILURES) });
  };

  return async (sequence: number, bytes: Uint8Array): Promise<void> => {
    const digest = deps.sha256(bytes);
    const before = await arrivals.at(sequence);
    if (before?.state === 'taken' && before.digest === digest) return arrive(sequence, before);
    if (before?.state === 'taken') {
      const used = refusedWhole([{ kind: 'package-number-used', pointer: '/sequence', parameters: { sequence } }]);
      return finish(sequence, { digest, state: 'refused' }, used);
    }
    const next = (await arrivals.highest()) + MOST_AHEAD;
    if (sequence < 1 || sequence > next) {
      const expected = `1 – ${next}`;
      const ahead = refusedWhole([{ kind: 'invalid-value', pointer: '/sequence', parameters: { expected } }]);
      return finish(sequence, { digest, state: 'refused' }, ahead);
    }
    const read = await checked(sequence, bytes);
    if (!read.ok) {
      await finish(sequence, { digest, state: 'refused' }, refusedWhole(read.failure));
      return arrive(sequence, { digest, state: 'refused' });
    }
    const { manifest, rows } = read.value;
    const context = { asOf: manifest.cutAt, isLate: (await arrivals.highest()) > sequence };
    const outcomes = await takeAll(rows, context);
    // Before it is noted as taken: what dies here is done again, and says the same.
    await finish(sequence, { digest, state: 'taken' }, taken(outcomes));
    return arrive(sequence, { digest, state: 'taken' });
  };
};
