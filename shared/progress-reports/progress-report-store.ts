import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { headId } from '../crypto/head-keys.ts';
import type { HeadKey } from '../register/head.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { partitionOf } from '../register/partition-store.ts';
import type { ProgressReport } from './progress-report.ts';
import { ProgressReportImage } from './progress-report-image.ts';
import type { Quarter } from './quarter.ts';

const reportKey = ({ period, department }: Pick<ProgressReport, 'period' | 'department'>): HeadKey => ({
  pk: `PROGRESS#${period}`,
  sk: department,
});

/** Id of a department's report on a quarter: there is one. */
export const reportId = (report: Pick<ProgressReport, 'period' | 'department'>): string => headId(reportKey(report));

/** Progress reports among the register's heads. */
const PROGRESS_REPORT_HEAD: HeadKind<ProgressReport> = {
  entity: 'progress-report',
  format: { number: PLAIN_FORMAT, image: ProgressReportImage },
  keyOf: reportKey,
};

/** The progress reports of `register`. */
export interface ProgressReportStore extends HeadStore<ProgressReport> {
  /** All reports on a quarter, read consistently: one of each department at most. */
  on(period: Quarter): Promise<readonly ProgressReport[]>;
  /** A department's report on a quarter. */
  of(report: Pick<ProgressReport, 'period' | 'department'>): Promise<Stored<ProgressReport> | undefined>;
}

export const progressReportStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): ProgressReportStore => {
  const heads = headStore(PROGRESS_REPORT_HEAD, deps);
  return {
    ...heads,
    of: (report) => heads.get(reportKey(report)),
    on: async (period) => {
      const all = await partitionOf(PROGRESS_REPORT_HEAD, deps, reportKey({ period, department: '' }).pk);
      return all.map(({ image }) => image);
    },
  };
};
