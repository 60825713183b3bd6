import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Engines, startEngines } from '../engines.ts';
import { city, clear, pathsIn } from '../shared/disclosure/support/publisher.ts';
import { licence, penalty } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

describe('publish', () => {
  it('makes what may be read readable, and a verifier finds that it adds up', async () => {
    const town = city('2026-11-10T02:00:00.000Z');
    await town.change(penalty('1'), penalty('2', { subject: 2 }), licence('3'));
    await town.run();
    console.log(await pathsIn(town.deps.disclosure), town.logged);
    expect(await town.verify('2026-11-10T02:00:00.000Z')).toMatchObject({ findings: [], ok: true });
  });
});
