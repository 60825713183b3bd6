import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { type IdempotencyStore, idempotencyStore } from '../../../shared/records/idempotency-store.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import { NOW } from './record-of.ts';

let engines: Engines;
let store: IdempotencyStore;
beforeAll(async () => {
  engines = await startEngines();
  store = idempotencyStore({ client: documentClient(), table: names.derivedTable });
});
afterAll(() => engines?.stop());

const bind = (key: string, request: unknown, department = 'tax') => store.bind({ department, key, request, at: NOW });

describe('an idempotency key', () => {
  it('belongs to the first request, however its members are ordered, and to no other', async () => {
    expect(await bind('a', { x: 1, y: [1, 2] })).toBe(true);
    expect(await bind('a', { y: [1, 2], x: 1 })).toBe(true);
    expect(await bind('a', { x: 1, y: [2, 1] })).toBe(false);
    expect(await bind('a', { x: 1, y: [1, 2] }, 'court')).toBe(true);
  });

  it('belongs to one of twenty different requests at once', async () => {
    const bound = await Promise.all(Array.from({ length: 20 }, (_, n) => bind('b', { n })));
    expect(bound.filter(Boolean)).toHaveLength(1);
  });

  it('is kept for a week, and says nothing of who used it for what', async () => {
    await bind('the key itself', { secret: 'content' }, 'civil-affairs');
    const items: unknown[] = [];
    for await (const page of paginateScan({ client: documentClient() }, { TableName: names.derivedTable })) {
      items.push(...(page.Items ?? []));
    }
    const text = JSON.stringify(items);
    for (const word of ['the key itself', 'content', 'civil-affairs']) expect(text).not.toContain(word);
    expect(items).toContainEqual(
      expect.objectContaining({ expiresAt: Date.parse('2026-11-17T02:00:00.000Z') / 1_000 }),
    );
  });
});
