import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTown, type Town } from '../e2e/joint-case/support/town.ts';
import { everythingKept, type Place, textsIn } from '../watch/everything-kept.ts';
import { listenToAnswers, listenToEngines } from '../watch/everything-said.ts';
import { finderOf } from '../watch/planted.ts';
import { MAY_LIE, mayLie } from './support/may-lie.ts';
import { sendMisplacedNumbers } from './support/misplaced-numbers.ts';
import { personalDataStories } from './support/personal-data-stories.ts';
import { PLANTED } from './support/planted-persons.ts';

const engines = listenToEngines();
let town: Town;
let answers: ReturnType<typeof listenToAnswers>;
let statuses: readonly number[];
beforeAll(async () => {
  town = await startTown('2026-11-10', engines.see);
  answers = listenToAnswers(town.target.apiUrl);
  await personalDataStories(town).run();
  statuses = await sendMisplacedNumbers(town);
  await personalDataStories(town).publish();
});
afterAll(async () => {
  answers?.stop();
  await town?.stop();
});

const find = finderOf(PLANTED);

/** Where each planted value was found: the place, what was found, in which form. */
const tracesIn = (places: readonly Place[]) =>
  places.flatMap(({ where, text }) => find(text).map(({ planted, form }) => ({ where, planted, form })));
type Found = ReturnType<typeof tracesIn>[number];
const told = ({ where, planted, form }: Found): string => `${where}: ${planted.label}, ${form}`;

/** What lies where no line of the list lets it; each once. */
const strays = (found: readonly Found[]): readonly string[] => [
  ...new Set(found.filter((one) => !mayLie(one)).map(told)),
];

describe('after all main stories, with persons in them and persons in the wrong places', () => {
  let kept: readonly Found[];
  let said: readonly Found[];

  it('nothing of a person lies in a table, a bucket or a queue but where it belongs', async () => {
    const places = await everythingKept(town.target.endpoints);
    for (const sort of ['table register', 'table derived', 'bucket disclosure', 'bucket imports', 'key in bucket'])
      expect(places.filter(({ where }) => where.startsWith(sort)).length, sort).toBeGreaterThan(0);
    kept = tracesIn(places);
    expect(strays(kept)).toEqual([]);
  });

  it('nothing of a person was put into a message or into the name of an object', () => {
    const places = engines.all();
    expect(places.filter(({ where }) => where.startsWith('message to')).length).toBeGreaterThan(30);
    expect(strays(tracesIn(places))).toEqual([]);
  });

  it('nothing of a person was logged, be it as a metric, an error or the text of a bad request', async () => {
    const lines = (await town.target.logs()).split('\n');
    expect(lines.length).toBeGreaterThan(200);
    const found = lines.flatMap((text) => tracesIn([{ where: `log: ${text.slice(0, 400)}`, text }]));
    expect(strays(found)).toEqual([]);
  });

  it('no request with a person in the wrong place was taken, and none failed', () => {
    expect(statuses.length).toBeGreaterThan(100);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
  });

  it('no answer, problem or header tells of a person but to whoever may know', async () => {
    const heard = await answers.all();
    expect(heard.length).toBeGreaterThan(300);
    const places = await Promise.all(
      heard.map(async ({ where, bytes }) => (await textsIn(bytes)).map((text) => ({ where, text }))),
    );
    said = tracesIn(places.flat());
    expect(strays(said)).toEqual([]);
  });

  it('every line that lets something lie somewhere is about something that was found there', () => {
    const found = [...kept, ...said];
    const unused = MAY_LIE.filter((line) => !found.some((one) => mayLie(one, [line])));
    expect(unused.map(({ where }) => String(where))).toEqual([]);
  });
});
