import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterRederivers } from '../../../infra/letter-rederivers.ts';
import { documentClient } from '../../../shared/aws/clients.ts';
import { caseStore } from '../../../shared/cases/case-store.ts';
import { letterId } from '../../../shared/crypto/letter-keys.ts';
import { letterIndex } from '../../../shared/letters/letter-index-store.ts';
import { recordStore } from '../../../shared/records/record-store.ts';
import { derivedItems } from '../../../shared/rederive/derived-items-store.ts';
import { rederive } from '../../../shared/rederive/rederive.ts';
import { registerPages } from '../../../shared/rederive/register-pages-store.ts';
import { record } from '../../builders/letters.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import { decided, noticed, proposed } from '../cases/walk.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines?.stop());

const setup = () => {
  const client = documentClient();
  const register = { client, table: names.registerTable };
  const derived = { client, table: names.derivedTable };
  const index = letterIndex(derived);
  const deps = { letters: index, derivedItems: derivedItems(derived), letterId };
  const run = (dryRun: boolean) =>
    rederive(registerPages(register), letterRederivers(deps, register), { dryRun, segments: 1 });
  return { register, index, run };
};

describe('the index of letters, after the stream was lost', () => {
  it('is written anew from the register, and on a healthy system nothing is', async () => {
    const { register, index, run } = setup();
    await recordStore(register).add(record(), 'posted');
    const cases = caseStore(register);
    const first = proposed();
    const added = await cases.add(first, 'proposed');
    if (!added.ok) throw new Error('a case that was not there');
    const told = await cases.change(added.value, noticed(first), ['proposed']);
    if (!told.ok) throw new Error('nobody else changes it');
    await cases.change(told.value, decided(told.value.image), ['noticed']);
    const unserved = async (department: string) =>
      (await index.unserved(department, { after: undefined, limit: 10 })).letters.map(({ type }) => type).sort();

    // The notice on the penalty; draft, notice, decision and repair notice of the case, of which the first two need no service.
    expect((await run(true)).missing.letters).toBe(7);
    expect(await unserved('market-regulation')).toEqual([]);
    expect((await run(false)).missing.letters).toBe(7);
    expect(await unserved('market-regulation')).toEqual(['repair-notice']);
    expect(await unserved('human-resources')).toEqual(['decision', 'repair-notice']);
    expect((await run(false)).missing.letters).toBe(0);
  });
});
