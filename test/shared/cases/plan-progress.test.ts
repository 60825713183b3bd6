import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { goOnFrom, type PlanProgress } from '../../../shared/cases/plan-progress.ts';
import { type PlanProgressStore, planProgressStore } from '../../../shared/cases/plan-progress-store.ts';
import { toInstant } from '../../../shared/kernel/beijing-time.ts';
import { type Engines, names, startEngines } from '../../engines.ts';

const AT = toInstant(Date.parse('2026-11-10T02:00:00.000Z'));

const at = (version: number, done: number, given: Partial<PlanProgress> = {}): PlanProgress => ({
  version,
  organisation: 0,
  items: 250,
  done,
  ...(done === 250 && { completedAt: AT }),
  ...given,
});
const asked = (version: number, from = 0, organisation = 0) => ({ version, from, organisation });
const now = (version: number, organisation = 0) => ({ version, organisation });

describe('where a plan is gone on with', () => {
  it('is its beginning, for the first message of a change and for one that comes again before all is done', () => {
    expect(goOnFrom(asked(5), now(5), undefined)).toBe(0);
    expect(goOnFrom(asked(5), now(5), at(4, 250))).toBe(0);
    expect(goOnFrom(asked(5), now(5), at(5, 100))).toBe(0);
    // A change that asks for nothing came between.
    expect(goOnFrom(asked(5), now(6), at(4, 250))).toBe(0);
  });

  it('is the next part, as long as the case is as it was', () => {
    expect(goOnFrom(asked(5, 100), now(5), at(5, 100))).toBe(100);
    expect(goOnFrom(asked(5, 200), now(5), at(5, 250))).toBe(200);
  });

  it('is the beginning again, if the case was changed between two parts and nobody has begun with the change', () => {
    expect(goOnFrom(asked(5, 100), now(6), at(5, 100))).toBe(0);
    expect(goOnFrom(asked(5, 100, 2), now(5, 3), at(5, 100, { organisation: 2 }))).toBe(0);
  });

  it('is nowhere, if all is done or a newer change is being carried out', () => {
    expect(goOnFrom(asked(5), now(5), at(5, 250))).toBeUndefined();
    expect(goOnFrom(asked(5), now(6), at(6, 250))).toBeUndefined();
    expect(goOnFrom(asked(5), now(6), at(6, 100))).toBeUndefined();
    expect(goOnFrom(asked(5, 100), now(6), at(6, 100))).toBeUndefined();
  });

  it('is the beginning, if the organisation’s case was changed since all was done', () => {
    expect(goOnFrom(asked(5, 0, 3), now(5, 3), at(5, 250, { organisation: 2 }))).toBe(0);
    expect(goOnFrom(asked(5, 0, 3), now(5, 4), at(5, 250, { organisation: 4 }))).toBeUndefined();
  });
});

describe('the progress of a plan', () => {
  let engines: Engines;
  let store: PlanProgressStore;
  beforeAll(async () => {
    engines = await startEngines();
    store = planProgressStore({ client: documentClient(), table: names.derivedTable });
  });
  afterAll(() => engines?.stop());

  it('is unknown before anything is done', async () => {
    expect(await store.find('nobody')).toBeUndefined();
  });

  it('only goes forward: by version, by the organisation’s, by items', async () => {
    const steps = [at(5, 100), at(5, 200), at(5, 250), at(5, 100, { organisation: 2 }), at(6, 100), at(6, 250)];
    for (const [index, step] of steps.entries()) {
      await store.note('forward', step);
      for (const earlier of steps.slice(0, index)) await store.note('forward', earlier);
      expect(await store.find('forward')).toEqual(step);
    }
  });

  it('keeps when it was completed first', async () => {
    await store.note('kept', at(5, 250));
    await store.note('kept', at(5, 250, { completedAt: toInstant(0) }));
    expect(await store.find('kept')).toEqual(at(5, 250));
  });
});
