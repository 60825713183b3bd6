import { describe, expect, it } from 'vitest';
import {
  EventStreamSerde,
  eventStreamSerdeProvider,
  resolveEventStreamSerdeConfig,
} from '../../../infra/runtime/no-event-streams.ts';

describe('what stands in for event streams', () => {
  it('lets a client be made as it is', () => {
    const settings = { region: 'cn-north-1' };
    expect(resolveEventStreamSerdeConfig(settings)).toBe(settings);
  });

  it('says why when a command wants one', () => {
    expect(() => new EventStreamSerde()).toThrow('left out of bundles');
    const { serialize, deserialize } = eventStreamSerdeProvider();
    for (const use of [serialize, deserialize]) expect(use).toThrow('left out of bundles');
  });
});
