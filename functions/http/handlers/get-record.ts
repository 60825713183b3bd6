import type { EntryStateStore } from '../../../shared/disclosure/entry-state-store.ts';
import { type ApiDependencies, api, etag } from '../../../shared/http/api.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import type { Failure } from '../../../shared/kernel/failure.ts';
import { NATIONAL_KINDS } from '../../../shared/records/kinds/kinds.ts';
import { toNationalRow } from '../../../shared/records/national-row.ts';
import { getRecord as contract } from '../../../shared/records/operations.ts';
import { ownRecord } from '../../../shared/records/own-record.ts';
import type { RecordStore } from '../../../shared/records/record-store.ts';
import { toRecordView } from '../../../shared/records/record-view.ts';

export interface GetRecordDependencies extends ApiDependencies {
  readonly records: Pick<RecordStore, 'find'>;
  readonly entryStates: Pick<EntryStateStore, 'get'>;
  readonly now: () => Instant;
}

const NO_TABLE: Failure = {
  kind: 'invalid-value',
  pointer: '/format',
  parameters: { expected: { zh: '此类记录没有国家标准数据项', en: 'there is no national table for this kind' } },
};

/** GET /records/{id}: a record of the caller's own department, in our names or in the national columns. */
export const getRecord = (deps: GetRecordDependencies) =>
  api(contract, deps, async ({ id, query, caller }) => {
    const stored = await ownRecord(deps.records, id, caller.department);
    if (stored === undefined) return refuse({ kind: 'not-found' });
    const { image: record } = stored;
    const headers = { etag: etag(record.version) };
    if (query.format === 'national') {
      if (!NATIONAL_KINDS.includes(record.kind)) return refuse(NO_TABLE);
      return answer(200, { kind: record.kind, national: toNationalRow(record.kind, record) }, headers);
    }
    const firstPublicAt = (await deps.entryStates.get([record.id])).get(record.id)?.firstPublicAt;
    const facts = {
      today: beijingDate(deps.now()),
      publication: firstPublicAt ? { firstPublicOn: beijingDate(firstPublicAt) } : {},
    };
    return answer(200, toRecordView(record, facts), headers);
  });
