import { describe, expect, it } from 'vitest';
import { createEventFilter } from '../../../infra/local/event-filter.ts';

const passes = (pattern: unknown, event: unknown) => createEventFilter([JSON.stringify(pattern)])(event);

describe('event filters', () => {
  it('lets everything pass without a pattern', () => {
    expect(createEventFilter([])({ any: 'thing' })).toBe(true);
  });

  it('passes what one of several patterns matches', () => {
    const filter = createEventFilter(['{"a":["x"]}', '{"b":["y"]}']);
    expect([filter({ b: 'y' }), filter({ a: 'y' })]).toEqual([true, false]);
  });

  it('wants every name of a pattern, and one value of each', () => {
    const pattern = { dynamodb: { NewImage: { entity: { S: ['record', 'case'] } } }, eventName: ['INSERT'] };
    const event = (entity: string, eventName: string) => ({
      eventName,
      dynamodb: { NewImage: { entity: { S: entity } } },
    });
    expect(passes(pattern, event('case', 'INSERT'))).toBe(true);
    expect(passes(pattern, event('other', 'INSERT'))).toBe(false);
    expect(passes(pattern, event('case', 'MODIFY'))).toBe(false);
    expect(passes(pattern, { eventName: 'INSERT' })).toBe(false);
  });

  it.each([
    [{ a: [{ prefix: 'ab' }] }, { a: 'abc' }, { a: 'bc' }],
    [{ a: [{ suffix: 'bc' }] }, { a: 'abc' }, { a: 'ab' }],
    [{ a: [{ 'equals-ignore-case': 'AB' }] }, { a: 'ab' }, { a: 'abc' }],
    [{ a: [{ exists: true }] }, { a: 'x' }, {}],
    [{ a: [{ exists: false }] }, {}, { a: 'x' }],
    [{ a: { b: [{ exists: false }] } }, {}, { a: { b: 1 } }],
    [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' }, { a: 'x' }],
    [{ a: [{ 'anything-but': 'x' }] }, { a: 'z' }, {}],
    [{ a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'yx' }, { a: 'xy' }],
    [{ a: [{ numeric: ['>', 1, '<=', 3] }] }, { a: 3 }, { a: 1 }],
    [{ a: [{ numeric: ['=', 2] }] }, { a: 2 }, { a: '2' }],
    [{ a: [null, 1, true] }, { a: null }, { a: false }],
    [{ a: ['x'] }, { a: ['w', 'x'] }, { a: ['w'] }],
    [{ $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }, { b: 1 }],
  ])('%j passes %j and not %j', (pattern, good, bad) => {
    expect([passes(pattern, good), passes(pattern, bad)]).toEqual([true, false]);
  });

  it.each([{ a: [{ wildcard: '*' }] }, { a: [{ numeric: ['>', 'x'] }] }, { a: [{ numeric: ['~', 1] }] }, { a: 'x' }])(
    'refuses %j when it is made, not when an event comes',
    (pattern) => {
      expect(() => createEventFilter([JSON.stringify(pattern)])).toThrow();
    },
  );
});
