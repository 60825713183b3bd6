import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { changeEdition } from '../../../shared/lists/change-edition.ts';
import { prepareEdition, publishEdition } from '../../../shared/lists/editing.ts';
import { differenceOf, type EditionOf, editionOn } from '../../../shared/lists/edition.ts';
import { APPROVED, CLERK, granted, PROPOSED, REVIEWER, SEEDS } from './seeds.ts';

type Measures = EditionOf<'measures'>;

const today = calendarDate('2026-11-23');
const { behaviours, measures } = SEEDS;
const context = (previous?: Measures) => ({
  by: CLERK,
  today,
  instruments: APPROVED,
  id: 'edition',
  ...(previous && { previous }),
});
const reviewing = (previous?: Measures) => ({ ...context(previous), by: REVIEWER });

const prepared = (inForceFrom: CalendarDate = today, previous?: Measures, entries: Measures['entries'] = measures) =>
  prepareEdition('measures', { inForceFrom, note: '新一版', entries }, context(previous));
const published = (inForceFrom: CalendarDate = today, previous?: Measures): Measures =>
  granted(publishEdition(granted(prepared(inForceFrom, previous)), { reason: '合法' }, reviewing(previous)));

describe('an edition', () => {
  test('is prepared by one officer and published by another, and then never changes', () => {
    const draft = granted(prepared());
    expect(draft).toMatchObject({ edition: 1, version: 1, state: 'prepared', authors: [CLERK.officer] });
    expect(publishEdition(draft, { reason: '合法' }, context())).toEqual({
      ok: false,
      failure: [{ kind: 'same-officer' }],
    });
    const final = granted(publishEdition(draft, { reason: '合法' }, reviewing()));
    expect(final).toMatchObject({ state: 'published', version: 2, publishedBy: REVIEWER.officer });
    expect(final.entries).toEqual(draft.entries);
    expect(changeEdition(final, { reason: '改', note: '改' }, context())).toMatchObject({
      ok: false,
      failure: [{ kind: 'state-forbids' }],
    });
    expect(publishEdition(final, { reason: '再' }, reviewing()).ok).toBe(false);
  });

  test('is not published by anyone who ever wrote in it', () => {
    const draft = granted(changeEdition(granted(prepared()), { reason: '补充', note: '第二稿' }, reviewing()));
    expect(draft.authors).toEqual([CLERK.officer, REVIEWER.officer]);
    expect(publishEdition(draft, { reason: '合法' }, context()).ok).toBe(false);
    expect(publishEdition(draft, { reason: '合法' }, reviewing()).ok).toBe(false);
  });

  test('does not reach back, nor come into force before the one that it replaces', () => {
    expect(prepared(addDays(today, -1))).toMatchObject({
      ok: false,
      failure: [{ kind: 'in-force-too-early', parameters: { earliest: today } }],
    });
    const first = published(addDays(today, 30));
    expect(prepared(addDays(today, 29), first)).toMatchObject({ ok: false, failure: [{ kind: 'in-force-too-early' }] });
    expect(prepared(addDays(today, 30), first).ok).toBe(true);
    const late = { ...reviewing(), today: addDays(today, 1) };
    expect(publishEdition(granted(prepared()), { reason: '迟' }, late)).toMatchObject({
      ok: false,
      failure: [{ kind: 'in-force-too-early' }],
    });
  });

  test('is the only one in preparation', () => {
    expect(prepared(today, granted(prepared()))).toMatchObject({
      ok: false,
      failure: [{ kind: 'edition-in-preparation', parameters: { edition: 1 } }],
    });
  });

  test('begins with the entries of the one before, if none are given', () => {
    const first = published();
    const next = granted(prepareEdition('measures', { inForceFrom: today, note: '二' }, context(first)));
    expect(next).toMatchObject({ edition: 2, entries: first.entries });
  });

  test('is not published on bases that are only proposed', () => {
    const preparation = { inForceFrom: today, note: '首版', entries: behaviours };
    const waiting = { ...context(), instruments: PROPOSED };
    const { previous: _, ...first } = waiting;
    const draft = granted(prepareEdition('behaviours', preparation, first));
    const refused = publishEdition(draft, { reason: '合法' }, { ...first, by: REVIEWER });
    const [failure] = refused.ok ? [] : refused.failure;
    expect(failure).toEqual({ kind: 'basis-opens-nothing', parameters: { code: 'model-of-honesty' } });
    expect(publishEdition(draft, { reason: '合法' }, { ...first, instruments: APPROVED, by: REVIEWER }).ok).toBe(true);
  });

  const [entry] = measures.filter(({ code }) => code === 'procurement-ban');
  const changedEntry = (changes: object) => ({ ...entry, ...changes }) as Measures['entries'][number];

  test.each<[string, object, string, string]>([
    ['a field that does not exist', { fields: ['astrology'] }, 'unknown-code', '/fields/0'],
    ['a department that does not exist', { departments: ['rewards'] }, 'unknown-department', '/departments/0'],
    ['a department of former times', { departments: ['national-tax'] }, 'unknown-department', '/departments/0'],
    ['an unknown decision type', { binds: ['marriage'] }, 'unknown-code', '/binds/0'],
    ['an unknown instrument', { bases: ['government-procurement-law-77', 'no-law-1'] }, 'unknown-code', '/bases/1'],
    ['no basis that carries it', { bases: ['zhuanghe-2017-22-7'] }, 'basis-opens-nothing', '/bases'],
    ['no basis', { bases: [] }, 'basis-opens-nothing', '/bases'],
    ['a basis of too low a rank', { bases: ['state-council-2016-33-10'] }, 'basis-opens-nothing', '/bases'],
  ])('is refused with %s', (_, changes, kind, pointer) => {
    expect(prepared(today, undefined, [changedEntry(changes)])).toMatchObject({
      ok: false,
      failure: [{ kind, pointer: `/entries/0${pointer}` }],
    });
  });

  test('is refused with a code twice', () => {
    expect(prepared(today, undefined, [...measures, ...measures.slice(0, 1)])).toMatchObject({
      ok: false,
      failure: [{ kind: 'duplicate-code' }],
    });
  });

  test('takes what no basis carries if it says why it cannot be used', () => {
    const shown = { bases: ['zhuanghe-2017-22-7'], usable: { not: { zh: '无依据', en: 'no basis' } } };
    expect(prepared(today, undefined, [changedEntry(shown)]).ok).toBe(true);
  });

  test('is changed by entries put in place, added and taken off', () => {
    const draft = granted(prepared());
    const put = [
      changedEntry({ term: { minMonths: 12, maxMonths: 24 } }),
      changedEntry({ code: 'procurement-ban-two' }),
    ];
    const changed = granted(changeEdition(draft, { reason: '调整', put, remove: ['franchise-limits'] }, context()));
    expect(differenceOf(draft.entries, changed.entries)).toEqual({
      added: ['procurement-ban-two'],
      removed: ['franchise-limits'],
      changed: [{ code: 'procurement-ban', fields: ['term'] }],
    });
  });

  test('is not changed by what is no entry of its list', () => {
    const draft = granted(prepared());
    const refused = changeEdition(draft, { reason: '错', put: [behaviours[0]] }, context());
    expect(refused.ok ? '' : refused.failure[0].pointer).toMatch(/^\/put\/0\//);
    expect(changeEdition(draft, { reason: '错', remove: ['nothing'] }, context())).toMatchObject({
      ok: false,
      failure: [{ kind: 'unknown-code', pointer: '/remove/0' }],
    });
  });
});

describe('the edition of a day', () => {
  test('is the last published one whose day has come; none before the first', () => {
    const first = published(addDays(today, 10));
    const second = published(addDays(today, 20), first);
    const draft = granted(prepared(addDays(today, 30), second));
    const on = (days: number) => editionOn([second, draft, first], addDays(today, days))?.edition;
    expect([9, 10, 19, 20, 40].map(on)).toEqual([undefined, 1, 1, 2, 2]);
  });

  test('never changes for a day that is past, however the list goes on', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 20 })), { maxLength: 12 }), (steps) => {
        let editions: readonly Measures[] = [];
        let now = today;
        const answers = new Map<CalendarDate, number | undefined>();
        for (const [wait, ahead] of steps) {
          for (let day = 0; day < wait; day += 1) {
            answers.set(now, editionOn(editions, now)?.edition);
            now = addDays(now, 1);
          }
          const at = { ...context(editions.at(-1)), today: now };
          const preparation = { inForceFrom: addDays(now, ahead), note: '续', entries: measures.slice(0, 3) };
          const draft = prepareEdition('measures', preparation, at);
          const next = draft.ok ? publishEdition(draft.value, { reason: '合法' }, { ...at, by: REVIEWER }) : undefined;
          if (next?.ok) editions = [...editions, next.value];
        }
        for (const [day, edition] of answers) expect(editionOn(editions, day)?.edition).toBe(edition);
        const order = editions.map(({ inForceFrom }) => inForceFrom);
        expect([...order].sort()).toEqual(order);
        expect(editions.map(({ edition }) => edition)).toEqual(editions.map((_, index) => index + 1));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the difference of two editions', () => {
  test('is empty of itself, and turns round with its sides', () => {
    const some = fc.subarray([...measures]);
    fc.assert(
      fc.property(some, some, (before, after) => {
        expect(differenceOf(before, before)).toEqual({ added: [], removed: [], changed: [] });
        const forth = differenceOf(before, after);
        const back = differenceOf(after, before);
        expect(forth.added).toEqual(back.removed);
        expect(forth.removed).toEqual(back.added);
        expect(forth.changed).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('names the fields that differ, whatever the order of their members', () => {
    const before = [{ code: 'a', term: { min: 1, max: 2 }, note: 'x' }];
    const after = [{ code: 'a', term: { max: 2, min: 1 }, basis: ['l'] }];
    expect(differenceOf<{ code: string }>(before, after)).toEqual({
      added: [],
      removed: [],
      changed: [{ code: 'a', fields: ['basis', 'note'] }],
    });
  });
});
