import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { type EndDate, workAtEnd } from '../../../shared/cases/end-date.ts';
import { type EndDateStore, endDateStore } from '../../../shared/cases/end-date-store.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { type Engines, names, startEngines } from '../../engines.ts';

let engines: Engines;
let store: EndDateStore;
beforeAll(async () => {
  engines = await startEngines();
  store = endDateStore({ client: documentClient(), table: names.derivedTable });
});
afterAll(() => engines?.stop());

const TODAY = calendarDate('2026-11-10');
const end = (id: string, version: number, until?: string): EndDate => ({
  what: 'task',
  id,
  version,
  key: { pk: 'ORG#1', sk: `joint#task#${id}` },
  group: 'case',
  ...(until !== undefined && { until: calendarDate(until) }),
});

const dueBy = async (day = TODAY): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const page of store.dueBy(day)) found.push(...page.map(({ id }) => id));
  return found.sort();
};

describe('ends by date', () => {
  it('are found from the first day on which something holds no longer, however many', async () => {
    const ids = Array.from({ length: 250 }, (_, serial) => `task-${serial}`);
    for (const id of ids) await store.note(end(id, 1, '2026-11-10'));
    await store.note(end('tomorrow', 1, '2026-11-11'));
    expect(await dueBy()).toEqual(ids.toSorted());
    expect(await dueBy(calendarDate('2026-11-09'))).toEqual([]);
    expect(await dueBy(calendarDate('2026-11-11'))).toHaveLength(251);
    for (const id of [...ids, 'tomorrow']) await store.note(end(id, 2));
    expect(await dueBy(calendarDate('2026-11-11'))).toEqual([]);
  });

  it('are what the newest version says, in whatever order versions come', async () => {
    await store.note(end('a', 3, '2026-11-12'));
    await store.note(end('a', 1, '2026-11-10'));
    await store.note(end('a', 2));
    expect(await dueBy()).toEqual([]);
    expect(await dueBy(calendarDate('2026-11-12'))).toEqual(['a']);
    await store.note(end('a', 4, '2026-11-01'));
    expect(await dueBy()).toEqual(['a']);
    await store.note(end('a', 4));
    await store.note(end('a', 5));
    expect(await dueBy()).toEqual([]);
  });

  it('lead to work that names what ended, under its case or basis', () => {
    expect(workAtEnd(end('a', 1, '2026-11-10'), TODAY)).toEqual({
      type: 'expire',
      what: 'task',
      id: 'a',
      key: { pk: 'ORG#1', sk: 'joint#task#a' },
      case: 'case',
      on: TODAY,
    });
    expect(workAtEnd({ ...end('b', 1, '2026-11-10'), what: 'basis', group: 'some-law-3' }, TODAY)).toEqual({
      type: 'repeal',
      basis: 'some-law-3',
      run: TODAY,
      pass: 1,
      quiet: 0,
    });
  });
});
