import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ends } from './site/ends.ts';
import { manners } from './site/manners.ts';
import { proof } from './site/proof.ts';
import { reading } from './site/reading.ts';
import { type Site, startSite } from './site/setup.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterEach(() => site.close());
afterAll(() => site?.stop());

// One publication for all of them, in this order: what ends comes last.
for (const story of [reading, manners, proof, ends]) story(() => site);

it('browsers had nothing to complain of, and nothing came from elsewhere', () => {
  expect(site.complaints).toEqual([]);
  expect(site.asked.filter((address) => !address.startsWith(site.url))).toEqual([]);
});
