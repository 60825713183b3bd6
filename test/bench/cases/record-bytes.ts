import { deflateRawSync } from 'node:zlib';
import { recordFromItem } from '../../../shared/records/record-store.ts';
import { quantile, weighedReferenceSet } from '../reference/usual.ts';
import { type Case, counted } from '../report.ts';
import { headItemsOf } from '../support/head-items.ts';

const KILOBYTE = 1_024;

/** How heavy the heads of the reference set are, and what the plain deflate of their JSON would weigh. */
export const recordBytes: Case = {
  name: 'record-bytes',
  run: async () => {
    const set = await weighedReferenceSet();
    const items = await headItemsOf(set.map(({ posting }) => posting));
    const plain = items.map((item) => {
      const { body, ...version } = recordFromItem(item);
      return deflateRawSync(JSON.stringify(version), { level: 9 }).length - body.length;
    });
    const row = (measure: string, value: number, unit: string, goal?: number) =>
      counted(value, { case: 'record-bytes', measure, unit, ...(goal !== undefined && { goal }) });
    const over = set.filter(({ bytes }) => bytes > KILOBYTE).length / set.length;
    return [
      ...[0.25, 0.5, 0.75, 0.95, 1].map((share) =>
        row(`head item, ${share * 100} % are not above`, quantile(set, share), 'B'),
      ),
      row('heads over 1,024 B', over * 100, '%', 5),
      row(
        'saved of each, against plain deflate of JSON, on average',
        plain.reduce((sum, bytes) => sum + bytes, 0) / plain.length,
        'B',
      ),
    ];
  },
};
