import { expect, it } from 'vitest';
import { EndpointCache } from '../../../infra/runtime/no-endpoint-cache.ts';

it('the cache that stands in knows no address, whatever it was told: the usual one is taken', () => {
  const cache = new EndpointCache();
  cache.set('a', [{ Address: 'elsewhere', CachePeriodInMinutes: 1 }]);
  expect([cache.has('a'), cache.get('a'), cache.getEndpoint('a')]).toEqual([false, undefined, undefined]);
  cache.delete('a');
  cache.clear();
});
