import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { DAY, HOUR, MINUTE, nothingHappensFor, post, run, type Scene, withdraw } from './scene.ts';

const publishFails: Scene = async (town, alarm) => {
  const begun = town.now();
  town.breakCalls('publish');
  await town.fire('publish-additions');
  await town.goesOn(alarm, begun);
};

/** The clock of the machine is set back by a day after a version was published. */
const clockSetBack: Scene = async (town) => {
  await post(town);
  await run(town, 'publish-daily');
  town.goOn(-DAY);
  await post(town);
  await run(town, 'publish-additions');
};

/** Somebody deletes a public file; the night's audit misses it. */
const fileLost: Scene = async (town) => {
  await post(town);
  await town.idle();
  await run(town, 'publish-daily');
  const { version } = (await town.published('latest.json')).body;
  const { parts } = (await town.published(`bulk/${version}.json`)).body;
  await town.s3.send(new DeleteObjectCommand({ Bucket: town.bucket('DisclosureBucket'), Key: parts[0].ndjson.path }));
  town.goOn(DAY);
  await run(town, 'publish-daily');
};

/** A package comes of which nothing can be read. */
const packageRefused: Scene = async (town, alarm) => {
  const begun = town.now();
  await town.object('ExchangeBucket', 'in/packages/0000000001/manifest.json', '{}');
  await town.goesOn(alarm, begun);
};

/** A removal went out, and weeks later nobody has confirmed it. */
const removalNotConfirmed: Scene = async (town, alarm) => {
  const begun = town.now();
  const id = await post(town);
  for (const ended of [false, true]) {
    if (ended) await withdraw(town, id);
    await town.idle();
    await run(town, 'publish-daily');
    await run(town, 'pack-exchange');
  }
  for (let day = 0; day < 30 && !town.wentOn(alarm, begun); day += 1) {
    town.goOn(DAY);
    await run(town, 'run-clocks');
  }
};

/** What goes wrong between the register, the public copy and the superior platform. */
export const PUBLICATION_SCENES: Readonly<Record<string, Scene>> = {
  'publisher-idle': nothingHappensFor(30 * MINUTE),
  'latest-publication-stale': nothingHappensFor(27 * HOUR),
  'publish-errors': publishFails,
  'additions-held-back': clockSetBack,
  'public-copy-damaged': fileLost,
  'exchange-refused': packageRefused,
  'exchange-removals-owed': removalNotConfirmed,
};
