import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import {
  type CountedIntake,
  type Intake,
  type IntakeCountStore,
  intakeCountStore,
} from '../../../shared/quality/intake-count-store.ts';
import { type Engines, names, startEngines } from '../../engines.ts';

let engines: Engines;
let store: IntakeCountStore;
beforeAll(async () => {
  engines = await startEngines();
  store = intakeCountStore({ client: documentClient(), table: names.derivedTable });
});
afterAll(() => engines?.stop());

const intake = (given: Partial<Intake> = {}): Intake => ({
  department: 'market-regulation',
  kind: 'administrative-penalty',
  month: '2026-11',
  accepted: 3,
  refused: 1,
  id: 'request-1',
  ...given,
});
const all = async (month: string): Promise<readonly CountedIntake[]> => {
  const found: CountedIntake[] = [];
  await store.eachPage(month, (page) => found.push(...page));
  return found;
};

describe('what was sent', () => {
  it('is counted once under its id, however often it comes, and for each kind by itself', async () => {
    const month = '2026-01';
    for (const kind of ['administrative-penalty', 'honour', 'administrative-penalty'])
      await store.count(intake({ month, kind }));
    expect((await all(month)).map(({ kind, accepted }) => `${kind} ${accepted}`).sort()).toEqual([
      'administrative-penalty 3',
      'honour 3',
    ]);
  });

  it('leaves nothing if it was nothing', async () => {
    await store.count(intake({ month: '2026-02', accepted: 0, refused: 0 }));
    expect(await all('2026-02')).toEqual([]);
  });

  it('ends as the attempt that took in most had it, in any order and at any speed', async () => {
    let month = 2000;
    const attempts = fc.array(fc.record({ accepted: fc.nat(5), refused: fc.nat(5) }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(attempts, async (tried) => {
        month += 1;
        const at = `${month}-01`;
        await Promise.all(tried.map((one) => store.count(intake({ month: at, ...one }))));
        const [best] = tried
          .filter(({ accepted, refused }) => accepted + refused > 0)
          .toSorted((a, b) => b.accepted - a.accepted || b.refused - a.refused);
        expect(await all(at)).toMatchObject(best === undefined ? [] : [best]);
      }),
      { numRuns: 25 },
    );
  });

  it('of many parts of an import adds up', async () => {
    const parts = Array.from({ length: 40 }, (_, part) => intake({ month: '2026-03', id: `import.${part}` }));
    await Promise.all([...parts, ...parts].map((part) => store.count(part)));
    const found = await all('2026-03');
    expect(found.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(120);
    expect(found.length).toBe(40);
  });
});
