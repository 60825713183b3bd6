import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readAssembly } from '../../infra/local/assembly.ts';
import { createDeployment } from '../../infra/local/deployment.ts';
import { alarmsOf } from '../watch/cloudwatch.ts';
import { PLACE } from '../watch/engine-call.ts';
import { FUNCTION_SCENES, postCrashes, relayGivesUp } from './support/alarms/function-scenes.ts';
import { STOOD_FOR } from './support/alarms/measured.ts';
import { impatient, otherAssembly, starved } from './support/alarms/other-assembly.ts';
import { PUBLICATION_SCENES } from './support/alarms/publication-scenes.ts';
import { putRight } from './support/alarms/put-right.ts';
import { QUEUE_SCENES } from './support/alarms/queue-scenes.ts';
import { run, type Scene } from './support/alarms/scene.ts';
import { ASSEMBLY, startWatchedTown, type WatchedTown } from './support/alarms/watched-town.ts';

/** Ten in the morning in Beijing. */
const FIRST = new Date('2026-11-10T02:00:00.000Z');
/** As long as the relay tries, in the town in which it gives up. */
const PATIENCE_SECONDS = 5;

const SCENES: Readonly<Record<string, Scene>> = { ...PUBLICATION_SCENES, ...QUEUE_SCENES, ...FUNCTION_SCENES };
/** Scenes in towns of their own, whose templates differ in one thing. */
const OTHER_TOWNS = [
  ['the relay gives up after seconds', impatient(PATIENCE_SECONDS), 'relay-failures-not-empty', relayGivesUp],
  ['posts meet a function without memory', starved('joint-credit-post-records'), 'post-records-errors', postCrashes],
] as const;

const template = createDeployment(readAssembly(ASSEMBLY).stacks, { ...PLACE, apiUrl: 'http://api.invalid' });
const alarms = alarmsOf(template);

const goesOnAndOff = async (town: WatchedTown, name: string, scene: Scene): Promise<void> => {
  town.catchUp();
  if (town.isOn(name)) await putRight(town, name);
  expect(await town.goesOff(name), 'is off before').toBe(true);
  const begun = town.now();
  await scene(town, name);
  expect(await town.goesOn(name, begun), 'goes on').toBe(true);
  await putRight(town, name);
  expect(await town.goesOff(name), 'goes off').toBe(true);
  expect(town.isMeasured(name), 'somebody writes what it watches').toBe(true);
};

describe('the alarms of the template', () => {
  it('have each a scene here, and every scene has its alarm', () => {
    expect([...alarms.keys()].toSorted()).toEqual(
      [...Object.keys(SCENES), ...OTHER_TOWNS.map(([, , name]) => name)].toSorted(),
    );
  });

  it('watch what is really measured, all but those on metrics that AWS alone makes', () => {
    const stoodFor = [...alarms].filter(([, { Namespace, MetricName }]) => `${Namespace} ${MetricName}` in STOOD_FOR);
    expect(stoodFor.map(([name]) => name).toSorted()).toEqual([
      'disclosure-removals-late',
      'file-scans-late',
      'imports-late',
      'post-records-throttles',
      'relay-behind',
    ]);
  });
});

describe('each alarm', () => {
  let town: WatchedTown;
  beforeAll(async () => {
    town = await startWatchedTown(FIRST);
    await run(town, 'publish-daily');
  });
  afterEach(() => town.mend());
  afterAll(() => town?.stop());

  it.each(Object.entries(SCENES))(
    '%s goes on when what it warns of comes about, and off when that is put right',
    (name, scene) => goesOnAndOff(town, name, scene),
  );
});

describe.each(OTHER_TOWNS)('where %s', (_, change, name, scene) => {
  let assembly: ReturnType<typeof otherAssembly>;
  let town: WatchedTown;
  beforeAll(async () => {
    assembly = otherAssembly(ASSEMBLY, change);
    town = await startWatchedTown(FIRST, assembly.directory);
  });
  afterEach(() => town.mend());
  afterAll(async () => {
    await town?.stop();
    assembly?.remove();
  });

  it(`${name} goes on when what it warns of comes about, and off when that is put right`, () =>
    goesOnAndOff(town, name, scene));
});
