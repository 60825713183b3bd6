import { describe, expect, it } from 'vitest';
import type { EntryState } from '../../../shared/disclosure/entry-state.ts';
import { joined, type Plan } from '../../../shared/disclosure/plan.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { publicIdOf, refOf } from './support/register.ts';

const staged = (key: string) => ({ key, packed: false });
const published = { version: 1, commitment: 'c'.repeat(64), group: 'g', subject: 'd'.repeat(64) };
const state = (id: string, shown: boolean): EntryState => ({
  ...refOf(id),
  department: 'market',
  kind: 'administrative-penalty',
  publicId: publicIdOf(id),
  ...(shown && { published }),
});
const first = (id: string) => ({ id, department: 'market', kind: 'x', decisionDate: calendarDate('2026-11-01') });
const plan = (version: number, given: Partial<Plan>): Plan => ({
  version,
  puts: {},
  deletes: [],
  states: [],
  handled: [],
  ended: [],
  firsts: [],
  ...given,
});

describe('an unfinished plan joined with the next', () => {
  it('puts what is newest, and does not put what the next deletes', () => {
    const next = plan(2, { puts: { same: staged('2/same'), new: staged('2/new') }, deletes: ['gone'] });
    const both = joined(
      plan(1, { puts: { same: staged('1/same'), kept: staged('1/kept'), gone: staged('1/gone') } }),
      next,
    );
    expect(both.puts).toEqual({ same: staged('2/same'), kept: staged('1/kept'), new: staged('2/new') });
    expect(both.deletes).toEqual(['gone']);
    expect(both.version).toBe(2);
  });

  it('does not delete what the next puts again', () => {
    const both = joined(plan(1, { deletes: ['part', 'old'] }), plan(2, { puts: { part: staged('2/part') } }));
    expect(both.deletes).toEqual(['old']);
  });

  it('keeps the newest state of a record, and counts none as shown that never was', () => {
    const both = joined(
      plan(1, { states: [state('a', true), state('b', true)], firsts: [first('a'), first('b')] }),
      plan(2, { states: [state('a', false)] }),
    );
    expect(both.states).toEqual([state('a', false), state('b', true)]);
    expect(both.firsts).toEqual([first('b')]);
  });

  it('still tells of every end', () => {
    const ended = { recordId: 'a', version: 1, endedOn: calendarDate('2026-11-01') };
    expect(joined(plan(1, { ended: [ended] }), plan(2, {})).ended).toEqual([ended]);
  });

  it('is the next plan where nothing is unfinished', () => {
    expect(joined(undefined, plan(2, {}))).toEqual(plan(2, {}));
  });
});
