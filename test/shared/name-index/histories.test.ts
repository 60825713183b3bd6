import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseName } from '../../../shared/name-index/normalise.ts';
import { type Naming, nameTown } from './support/name-town.ts';

/** Few characters, so that names share grams: polyphones, brackets, widths, Latin letters, what is no letter. */
const CHARACTERS = [...'庄河重庆银行大连建筑（）() ＡＢaab3３·', '𠮷', '\ud83d', '①'];
const text = fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 9 }).map((characters) => characters.join(''));
const name = fc.oneof(
  text,
  fc.constantFrom('庄河市建筑有限公司', '庄河市建筑（大连）有限公司', '个体工商户', '重庆银行'),
);
const until = fc.constantFrom(undefined, '2026-11-20', '2026-11-24', '2027-05-01');
const namings = fc.array(
  fc.tuple(name, until).map(([its, end]): Naming => ({ name: its, ...(end && { until: end }) })),
  { maxLength: 3 },
);
const code = fc.integer({ min: 0, max: 9 }).map((number) => `91210299MA0UQ00${number}00`);
const version = fc.array(fc.tuple(code, namings), { maxLength: 4 }).map((changes) => new Map(changes));
const history = fc.array(version, { minLength: 1, maxLength: 6 });
const initials = fc
  .array(fc.constantFrom(...'zhcqyhxdljab3'), { minLength: 2, maxLength: 5 })
  .map((all) => all.join(''));

test('after any history the index is, to the byte, the one that is built anew', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (versions) => {
      const town = nameTown();
      for (const changes of versions) await town.publish(changes);
      const grown = town.indexFiles();
      await town.publish(new Map(), { names: true });
      expect(grown).toEqual(town.indexFiles());
      expect(town.damaged).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('a version that was drafted and never committed leaves nothing, drafted again it is the same', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (versions) => {
      const [once, twice] = [nameTown(), nameTown()];
      for (const changes of versions) {
        await once.publish(changes);
        await twice.publish(changes, { lose: true });
        await twice.publish(changes);
      }
      const { 'names.json': _, 'names/counts.json': notes, ...files } = once.indexFiles();
      const { 'names.json': __, 'names/counts.json': others, ...same } = twice.indexFiles();
      expect(files).toEqual(same);
      expect(JSON.parse(notes ?? '').files).toEqual(JSON.parse(others ?? '').files);
    }),
    { numRuns: 40 },
  );
});

test('when everybody has left, no file of the index is left but its notes', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.constantFrom(undefined, 2), async (versions, hotAbove) => {
      const town = nameTown(hotAbove);
      const codes = new Set(versions.flatMap((changes) => [...changes.keys()]));
      for (const changes of versions) await town.publish(changes);
      await town.publish(new Map([...codes].map((one) => [one, []])));
      const { 'names.json': readers, 'names/counts.json': notes, ...files } = town.indexFiles();
      expect(files).toEqual({});
      expect(JSON.parse(notes ?? '')).toMatchObject({ complete: true, hot: { g: {}, i: {}, w: {} } });
      expect(JSON.parse(readers ?? '')).toMatchObject({ complete: true, hot: { g: [], i: [], w: [] } });
    }),
    { numRuns: 60 },
  );
});

const queries = fc.array(fc.oneof(text, initials, name), { minLength: 5, maxLength: 8 });

test('a query finds all and only those whose name contains it, in any reading of its initials', async () => {
  await fc.assert(
    fc.asyncProperty(history, queries, async (versions, asked) => {
      const town = nameTown();
      for (const changes of versions) await town.publish(changes);
      for (const query of asked) {
        const { leads, first } = await town.search(query);
        const found = [...new Set(leads.map((lead) => lead.code))].sort();
        if (first.trouble === 'too-short') expect([...normaliseName(query)].length).toBeLessThan(2);
        else expect(found, JSON.stringify(query)).toEqual([...town.truth(query)].sort());
      }
    }),
    { numRuns: 100 },
  );
});

test('where grams are hot, a query that has another finds all, and a whole name is found at once', async () => {
  await fc.assert(
    fc.asyncProperty(history, queries, async (versions, asked) => {
      const town = nameTown(3);
      for (const changes of versions) await town.publish(changes);
      for (const query of asked) {
        const first = await town.ask(query);
        const found = first.trouble === undefined ? (await town.search(query)).leads : first.leads;
        const codes = [...new Set(found.map((lead) => lead.code))].sort();
        const right = town.truth(query);
        if (first.trouble === undefined) expect(codes, JSON.stringify(query)).toEqual([...right].sort());
        if (first.trouble === 'too-common') {
          expect(right).toEqual(expect.arrayContaining(codes));
          if (!town.isHotName(query)) expect(codes).toEqual(expect.arrayContaining([...town.bearers(query)]));
        }
      }
    }),
    { numRuns: 100 },
  );
});
