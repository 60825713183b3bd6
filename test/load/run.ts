import { httpCall } from '../../infra/seed/http-call.ts';
import { seedLists } from '../../infra/seed/seed-lists.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { clientOf, type Latencies, officer } from './client.ts';
import { dayOf, daysAfter } from './days.ts';
import { type Ledger, newLedger } from './ledger.ts';
import { openCase } from './scenes/cases.ts';
import { conflict, correction, courtOrder, erasure, withdrawal } from './scenes/changes.ts';
import { objection, repair } from './scenes/due-process.ts';
import { importFile } from './scenes/imports.ts';
import { postAgain, postArray, postOne, postPerson, postRenamed, postTwice } from './scenes/posts.ts';
import { check, inbox, reading } from './scenes/queries.ts';
import { subscription } from './scenes/subscriptions.ts';
import type { System } from './system/system.ts';
import { newWorld, type World } from './world.ts';

/** How often each scene is drawn, of the sum of all. One array or file is as many operations as it has records. */
const SCENES: readonly (readonly [number, (world: World, chance: Chance) => Promise<void>])[] = [
  [220, postOne],
  [40, postAgain],
  [25, postTwice],
  [9, postArray],
  [15, postPerson],
  [10, postRenamed],
  [5, importFile],
  [110, correction],
  [20, conflict],
  [70, withdrawal],
  [15, courtOrder],
  [8, erasure],
  [200, reading],
  [120, check],
  [50, inbox],
  [25, openCase],
  [25, objection],
  [20, repair],
  [5, subscription],
];
const TOTAL = SCENES.reduce((sum, [weight]) => sum + weight, 0);

const sceneOf = (chance: Chance) => {
  let left = chance.below(TOTAL);
  for (const [weight, scene] of SCENES) {
    left -= weight;
    if (left < 0) return scene;
  }
  return reading;
};

/** Where the second half begins: the days in which a subject may answer are over, and what was approved holds. */
const DAYS_LATER = 12;
const FIRST_PART = 0.7;
const MINUTE_MS = 60_000;
/** At these parts of the operations the publisher is asked to publish, as its schedule does every five minutes anyway. */
const PUBLISH_AT = [0.3, 0.6, 0.85];

export interface Load {
  readonly operations: number;
  readonly seed: number;
  /** Department systems at work at once. */
  readonly atOnce: number;
  /** After so many minutes nothing more is begun, however few operations there were. */
  readonly minutes: number;
}

export interface Ran {
  readonly ledger: Ledger;
  readonly latencies: Latencies;
  /** What was asked, each record of an array and each row of a file for itself; and the requests for it. */
  readonly operations: number;
  readonly seconds: number;
}

/** Puts a load on a running system and tells what was acknowledged; `receiver` is where a department's own system hears. */
export const runLoad = async (system: System, receiver: string, load: Load): Promise<Ran> => {
  const ledger = newLedger();
  const latencies: Latencies = new Map();
  const client = clientOf(system, { latencies, unanswered: ledger.unanswered });
  let today = dayOf(await system.now());
  let operations = 0;
  const world = newWorld({
    client,
    ledger,
    companies: Math.max(40, Math.ceil(load.operations / 25)),
    today: () => today,
    counted: (more) => {
      operations += more;
    },
  });
  const tokens = {
    clerk: await system.token({ sub: 'credit-office/officer-1', department: 'credit-office', roles: 'credit-office' }),
    reviewer: await system.token({ sub: 'justice/reviewer-1', department: 'justice', roles: 'legal-reviewer' }),
  };
  await seedLists(httpCall(system.apiUrl, tokens), { inForceFrom: today });
  const types = ['record.posted', 'record.corrected', 'record.ended'];
  const opened = await client.call(officer('finance', 1, 'implementer'), 'open an endpoint', 'POST /endpoints', {
    body: { name: 'main', url: receiver, types },
  });
  if (opened.status !== 201) throw new Error(`no endpoint: ${opened.status} ${JSON.stringify(opened.body)}`);
  ledger.endpoints.push({ department: 'finance', id: opened.body.id, types, secret: opened.body.secret });

  const began = performance.now();
  const chance = chanceFrom(load.seed);
  const publishAt = PUBLISH_AT.map((part) => part * load.operations);
  const publications: Promise<void>[] = [];
  let said = 0;
  let complained = 0;
  const tell = () => {
    for (; complained < ledger.wrong.length; complained += 1) console.error(`  wrong: ${ledger.wrong[complained]}`);
    if (operations < said + load.operations / 20) return;
    said = operations;
    const seconds = Math.round((performance.now() - began) / 1000);
    console.error(
      `  ${seconds} s: ${operations} operations, ${ledger.records.size} records, ${ledger.wrong.length} wrong, ${ledger.unanswered.length} unanswered`,
    );
  };
  const work = async (until: () => boolean, next: (draws: Chance) => Promise<void>): Promise<void> => {
    const worker = async (draws: Chance): Promise<void> => {
      while (!until()) {
        await next(draws);
        if (operations > (publishAt[0] ?? Number.POSITIVE_INFINITY)) {
          publishAt.shift();
          publications.push(system.fire('publish-additions'));
        }
        tell();
      }
    };
    await Promise.all(Array.from({ length: load.atOnce }, () => worker(chance.fork())));
  };
  const scene = (draws: Chance) => sceneOf(draws)(world, draws);
  const later = async (draws: Chance): Promise<void> => {
    const waiting = world.later.shift();
    await (waiting === undefined ? scene(draws) : waiting(draws));
  };

  const isOver = (part: number) =>
    operations >= part * load.operations || performance.now() - began > part * load.minutes * MINUTE_MS;
  await work(() => isOver(FIRST_PART), scene);
  today = daysAfter(today, DAYS_LATER);
  await system.setClock(new Date(`${today}T02:00:00.000Z`));
  await system.fire('end-by-date');
  await system.fire('run-clocks');
  await work(
    () => isOver(1),
    (draws) => (draws.happens(0.4) ? later(draws) : scene(draws)),
  );
  // What was begun is brought to its end.
  await work(() => world.later.length === 0, later);
  await Promise.all(publications);
  return { ledger, latencies, operations, seconds: (performance.now() - began) / 1000 };
};
