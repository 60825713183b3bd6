import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { arranged } from '../../../shared/disclosure/entry.ts';
import { refreshes } from '../../../shared/disclosure/refresh.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import { standingOf } from '../../../shared/records/public-projection.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { diskTown } from './disk-town.ts';
import { corrected } from './many-heads.ts';
import { TODAY } from './post-function.ts';
import { storedHead } from './stored-heads.ts';

/**
 * `publish-many.ts <entries> <changes> <heads>`: publishes a town of that size from nothing, and then so many changes of it, half new
 * entries, half corrected ones; says as JSON what each took. The town's heads lie in the file of heads-on-disk.ts. A process of its own, so
 * that its memory is its own. How far it got it says meanwhile on the other stream.
 */
const [entries = 0, changes = 0] = process.argv.slice(2).map(Number);

/** Versions between two lines that say how far it got. */
const SAID_EVERY = 5;

const folder = mkdtempSync(join(tmpdir(), 'joint-credit-publish-many-'));
const town = diskTown(join(folder, 'town.db'), process.argv[4] ?? '', (version) => {
  if (version % SAID_EVERY === 0) say();
});

const peak = (): number => process.resourceUsage().maxRSS;

/** Microseconds of processor time of the publisher and of its stores. */
const meter = () => {
  const [cpu, stores] = [process.cpuUsage(), town.storesTook()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    const took = town.storesTook() - stores;
    return { cpu: user + system - took, stores: took };
  };
};

const entryOf = (record: CreditRecord): string => {
  const standing = standingOf(record, record.publicId, beijingDate(TODAY));
  if (standing.state !== 'public') throw new Error(`${record.documentNumber} is not public`);
  return `${JSON.stringify(arranged(standing.entry))}\n`;
};

/** The least that entries cost, for a thousand of them: stringified, and through gzip; the objects are there. */
const bare = async (): Promise<number> => {
  const objects = Array.from({ length: 1_000 }, (_, at) => JSON.parse(entryOf(town.recordAt(at))));
  const before = process.cpuUsage();
  const gzip = createGzip({ level: 6 });
  gzip.resume();
  for (let round = 0; round < 10; round += 1) gzip.write(objects.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  gzip.end();
  await once(gzip, 'end');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 10_000;
};

let took = meter();
const soFar = () => ({
  versions: town.versions(),
  entries: town.entries(),
  ...took(),
  ...town.written(),
  kilobytes: peak(),
});
const say = (): void => console.error(JSON.stringify({ at: new Date().toISOString(), ...soFar() }));

/** A run begins further versions for a while only: the next run goes on, until nothing is left, the names of a load included. */
const until = async (published: number) => {
  took = meter();
  town.forgetWritten();
  for (let before = -1; before < town.versions(); ) {
    before = town.versions();
    await town.publish();
  }
  if (town.entries() !== published) throw new Error(`${town.entries()} of ${published} entries were published`);
  say();
  return soFar();
};

/** What it costs to make the parts again that the changes touched, and nothing else. */
const remade = async () => {
  took = meter();
  const parts = await town.remakeParts();
  return { ...took(), parts };
};

const audited = async () => {
  took = meter();
  const missing = await town.audit();
  if (missing === undefined) throw new Error('the entries do not add up to the digest that was kept');
  return { ...took(), nothingMissing: !refreshes(missing), kilobytes: peak() };
};

try {
  town.take(0, entries);
  const loaded = peak();
  const whole = await until(entries);
  // An odd step: heads follow a thousand models in turn, and all of them are to be among those that change.
  const step = Math.floor(entries / (changes / 2)) | 1;
  const sample = Array.from({ length: Math.floor(changes / 2) }, (_, at) => town.recordAt((at * step) % entries));
  for (const record of sample) town.change(corrected(storedHead(record)));
  town.take(entries, entries + changes - sample.length);
  const changed = await until(entries + changes - sample.length);
  const parts = await remade();
  console.error(JSON.stringify({ whole, changed, parts }));
  const night = await audited();
  console.log(JSON.stringify({ entries, bare: await bare(), whole, changed, parts, night, loaded, kilobytes: peak() }));
} finally {
  town.close();
  rmSync(folder, { recursive: true });
}
