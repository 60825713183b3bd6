import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discloseStatistics } from '../../functions/schedule/handlers/disclose-statistics.ts';
import { documentClient } from '../../shared/aws/clients.ts';
import { objectBucket } from '../../shared/disclosure/object-bucket.ts';
import { toInstant } from '../../shared/kernel/beijing-time.ts';
import { foldedCountStore } from '../../shared/statistics/folded-count-store.ts';
import { PublicStatistics } from '../../shared/statistics/public-statistics.ts';
import { type Engines, names, startEngines } from '../engines.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines?.stop());

const at = (text: string) => toInstant(Date.parse(text));

const setup = () => {
  const folded = foldedCountStore({ client: documentClient(), table: names.derivedTable });
  const bucket = objectBucket(new S3Client({ forcePathStyle: true }), names.disclosureBucket);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const now = () => at('2026-11-23T04:00:00.000Z');
  const run = async () => {
    await discloseStatistics({ folded, bucket, now, log })();
    const bytes = await bucket.get('statistics.json');
    return PublicStatistics.parse(JSON.parse(new TextDecoder().decode(bytes)));
  };
  return { folded, run };
};

const licences = { department: 'market-regulation', kind: 'administrative-licence' };
const figures = { received: 70, timely: 40, late: 2, missing: 0, running: 8, notPublic: 20 };

describe('the figures for the public', () => {
  it('are there before anything was counted, and say so', async () => {
    expect(await setup().run()).toEqual({ countedAt: null, smallestShown: 5, months: [] });
  });

  it('are those of the last three years as they were folded, without what is not public and without small ones', async () => {
    const { folded, run } = setup();
    const countedAt = at('2026-11-23T03:45:00.000Z');
    await folded.put('2026-11', { countedAt, counts: [{ ...licences, ...figures }] });
    await folded.put('2023-11', { countedAt, counts: [{ ...licences, ...figures, late: 0 }] });
    await folded.put('2023-10', { countedAt, counts: [{ ...licences, ...figures }] });
    const statistics = await run();
    expect(statistics.countedAt).toBe(countedAt);
    expect(statistics.months.map(({ month, total }) => [month, total])).toEqual([
      ['2026-11', { onTime: 40, late: null, missing: 0, onTimePercent: null }],
      ['2023-11', { onTime: 40, late: 0, missing: 0, onTimePercent: 100 }],
    ]);
    expect(JSON.stringify(statistics)).not.toMatch(/received|notPublic|running/);
  });
});
