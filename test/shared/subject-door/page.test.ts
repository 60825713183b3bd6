import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { DOOR_POSITION, pageOf } from '../../../shared/subject-door/page.ts';

const item = (day: number, at: number) => ({
  id: digestId(`${day} ${at}`),
  position: `2026-11-${String(day).padStart(2, '0')}#${digestId(`${day} ${at}`)}`,
});
const position = (one: { readonly position: string }) => one.position;

it('pages together are the whole list, newest first, each item once', () => {
  const anyItems = fc.array(fc.integer({ min: 1, max: 28 }), { maxLength: 60 });
  fc.assert(
    fc.property(anyItems, fc.integer({ min: 1, max: 20 }), (days, limit) => {
      const items = days.map(item);
      const read: typeof items = [];
      let after: string | undefined;
      do {
        const page = pageOf(items, position, { after, limit });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        read.push(...page.items);
        after = page.next;
        if (after !== undefined) expect(after).toMatch(DOOR_POSITION);
      } while (after !== undefined);
      expect(read).toEqual(items.toSorted((a, b) => (a.position > b.position ? -1 : 1)));
    }),
  );
});

it('a page holds one item, however long it is, and no more than an answer may hold', () => {
  const long = [1, 2, 3].map((day) => ({ ...item(day, 0), text: 'x'.repeat(1_000_000) }));
  const first = pageOf(long, position, { after: undefined, limit: 50 });
  expect(first.items).toHaveLength(1);
  expect(pageOf(long, position, { after: first.next, limit: 50 }).items).toEqual([long[1]]);
});
