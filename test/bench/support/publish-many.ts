import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { arranged } from '../../../shared/disclosure/entry.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import { standingOf } from '../../../shared/records/public-projection.ts';
import { diskTown } from './disk-town.ts';
import { corrected, headMaker } from './many-heads.ts';
import { TODAY } from './post-function.ts';
import type { StoredHead } from './stored-heads.ts';

/**
 * `publish-many.ts <entries> <changes>`: publishes a town of that size from nothing, and then so many changes of it, half new entries,
 * half corrected ones; says as JSON what each took. A process of its own, so that its memory is its own.
 */
const [entries = 0, changes = 0] = process.argv.slice(2).map(Number);

const folder = mkdtempSync(join(tmpdir(), 'joint-credit-publish-many-'));
const town = diskTown(join(folder, 'town.db'));
const headAt = await headMaker();

/** Microseconds of processor time of the publisher and of its stores. */
const costOf = async (work: () => Promise<unknown>) => {
  const [cpu, stores] = [process.cpuUsage(), town.storesTook()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const took = town.storesTook() - stores;
  return { cpu: user + system - took, stores: took };
};

const entryOf = ({ record }: StoredHead): string => {
  const standing = standingOf(record, record.publicId, beijingDate(TODAY));
  if (standing.state !== 'public') throw new Error(`${record.documentNumber} is not public`);
  return `${JSON.stringify(arranged(standing.entry))}\n`;
};

/** The least that entries cost, for a thousand of them: stringified, and through gzip; the objects are there. */
const bare = async (): Promise<number> => {
  const objects = Array.from({ length: 1_000 }, (_, at) => JSON.parse(entryOf(headAt(at))));
  const before = process.cpuUsage();
  const gzip = createGzip({ level: 6 });
  gzip.resume();
  for (let round = 0; round < 10; round += 1) gzip.write(objects.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  gzip.end();
  await once(gzip, 'end');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 10_000;
};

const until = async (published: number): Promise<void> => {
  // A run begins further versions for so long only, by a clock that goes on with each look at it: the next run goes on.
  for (let before = -1; before < town.versions() && town.entries() !== published; ) {
    before = town.versions();
    await town.publish();
  }
  if (town.entries() !== published) throw new Error(`${town.entries()} of ${published} entries were published`);
};

try {
  const sample: StoredHead[] = [];
  const every = Math.max(1, Math.floor(entries / (changes / 2)));
  for (let at = 0; at < entries; at += 1) {
    const head = headAt(at);
    town.change(head);
    if (at % every === 0 && sample.length < changes / 2) sample.push(head);
  }
  const loaded = process.resourceUsage().maxRSS;
  const whole = await costOf(() => until(entries));
  const wholeWritten = town.written();
  const versions = town.versions();
  const wholePeak = process.resourceUsage().maxRSS;
  for (const head of sample) town.change(corrected(head));
  for (let at = 0; at < changes - sample.length; at += 1) town.change(headAt(entries + at));
  const incremental = await costOf(() => until(entries + changes - sample.length));
  const changed = { ...incremental, ...town.written() };
  console.log(
    JSON.stringify({
      entries,
      bare: await bare(),
      whole: { ...whole, ...wholeWritten, versions, kilobytes: wholePeak },
      changed,
      loaded,
      kilobytes: process.resourceUsage().maxRSS,
    }),
  );
} finally {
  town.close();
  rmSync(folder, { recursive: true });
}
