import * as z from 'zod';
import type { Bucket } from '../../../shared/disclosure/object-bucket.ts';
import { beijingDate, type Instant, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import type { Stored } from '../../../shared/register/head-store.ts';
import { ExportPackage, exportPackage, withReceipt } from '../../../shared/typical-cases/export.ts';
import { TYPICAL_CASE_STATES, type TypicalCase } from '../../../shared/typical-cases/typical-case.ts';
import type { TypicalCaseStore } from '../../../shared/typical-cases/typical-case-store.ts';

/** The scheduler tells the time that the firing was due, and tells the same when it repeats it. */
const Firing = z.object({ at: z.iso.datetime({ offset: true }) });

/** The policy is of this year; no case is older. */
const FIRST_YEAR = 2017;
const FOLDER = 'typical-cases/';
/** A head that changes at the same moment is read again. */
const ATTEMPTS = 5;

export interface ExportTypicalCasesDependencies {
  readonly typicalCases: Pick<TypicalCaseStore, 'ofYear' | 'find' | 'change'>;
  readonly exchange: Pick<Bucket, 'get' | 'put' | 'list'>;
  readonly now: () => Instant;
  readonly log: Log;
}

/**
 * Writes what became public since the last package, and what was taken back, for the superior platform. A package is written once under
 * the day of its firing; its receipts are put on the heads after it, and those that an interrupted run left out are made good first: so
 * a repeated firing changes nothing, and nobody who was sent a case is not told of its end.
 */
export const exportTypicalCases =
  (deps: ExportTypicalCasesDependencies) =>
  async (event: unknown): Promise<void> => {
    const due = toInstant(Date.parse(Firing.parse(event).at));
    const name = beijingDate(due);
    const last = await newestPackage(deps);
    if (last !== undefined) await receipt(deps, last, await allCases(deps));
    if (last !== undefined && last.package >= name) return;
    const cases = await allCases(deps);
    const made = exportPackage(
      name,
      cases.map(({ image }) => image),
      deps.now(),
    );
    const body = new TextEncoder().encode(canonicalJson(made));
    await deps.exchange.put(`${FOLDER}${name}.json`, body, {
      contentType: 'application/json',
      cacheControl: 'no-store',
    });
    await receipt(deps, made, cases);
    const { published, withdrawn } = made;
    deps.log.info(messages.typicalCasesExported, {
      package: name,
      published: published.length,
      withdrawn: withdrawn.length,
    });
  };

const allCases = async ({
  typicalCases,
  now,
}: ExportTypicalCasesDependencies): Promise<readonly Stored<TypicalCase>[]> => {
  const years = Number(beijingDate(now()).slice(0, 4)) - FIRST_YEAR + 1;
  const found: Stored<TypicalCase>[] = [];
  for (let back = 0; back < years; back += 1) found.push(...(await typicalCases.ofYear(String(FIRST_YEAR + back))));
  return found;
};

/** Packages are named by days: the last in the order of names is the newest. */
const newestPackage = async ({ exchange }: ExportTypicalCasesDependencies): Promise<ExportPackage | undefined> => {
  let newest: string | undefined;
  for await (const page of exchange.list(FOLDER)) {
    for (const path of page) if (newest === undefined || path > newest) newest = path;
  }
  const bytes = newest === undefined ? undefined : await exchange.get(newest);
  return bytes && ExportPackage.parse(JSON.parse(new TextDecoder().decode(bytes)));
};

const receipt = async (
  deps: ExportTypicalCasesDependencies,
  sent: ExportPackage,
  cases: readonly Stored<TypicalCase>[],
): Promise<void> => {
  for (const typical of cases) await receiptOne(deps, sent, typical);
};

const receiptOne = async (
  { typicalCases, now }: ExportTypicalCasesDependencies,
  sent: ExportPackage,
  first: Stored<TypicalCase>,
): Promise<void> => {
  let stored: Stored<TypicalCase> | undefined = first;
  for (let attempt = 0; attempt < ATTEMPTS && stored !== undefined; attempt += 1) {
    const by = { department: stored.image.department, officer: 'export-typical-cases', at: now() };
    const next = withReceipt(stored.image, sent, by);
    if (next === undefined) return;
    const saved = await typicalCases.change(stored, next, TYPICAL_CASE_STATES);
    if (saved.ok) return;
    stored = await typicalCases.find(first.image.id);
  }
  throw new Error(`the receipt of ${sent.package} could not be put on ${first.image.id}`);
};
