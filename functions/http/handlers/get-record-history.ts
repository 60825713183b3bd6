import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../shared/http/cursor.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { getRecordHistory as contract } from '../../../shared/records/operations.ts';
import { ownRecord } from '../../../shared/records/own-record.ts';
import type { RecordStore, StoredRecord } from '../../../shared/records/record-store.ts';
import { toRecordView } from '../../../shared/records/record-view.ts';

/** Versions of one page: with the longest texts a page stays well under the gateway's 10 MB. */
const PAGE = 50;

export interface GetRecordHistoryDependencies extends ApiDependencies {
  readonly records: Pick<RecordStore, 'find' | 'history'>;
  readonly now: () => Instant;
}

/** GET /records/{id}/history: every version from the first to today's, each with its place in the hash chain. */
export const getRecordHistory = (deps: GetRecordHistoryDependencies) =>
  api(contract, deps, async ({ id, query, caller }) => {
    const after = query.cursor === undefined ? '0' : decodeCursor(query.cursor, /^\d{1,9}$/);
    if (after === undefined) return refuse({ kind: 'invalid-cursor' });
    const head = await ownRecord(deps.records, id, caller.department);
    if (head === undefined) return refuse({ kind: 'not-found' });
    const page = await deps.records.history(head.image.id, Number(after), PAGE);
    const today = beijingDate(deps.now());
    const view = ({ image: record, seal }: StoredRecord) => ({
      version: record.version,
      hash: seal.hash,
      previousHash: seal.previous,
      record: toRecordView(record, { today }),
    });
    // The head closes the last page; what became history since it was read is left to the next reader.
    const older = page.versions.filter(({ image }) => image.version < head.image.version);
    const versions = page.next === undefined ? [...older, head] : older;
    const cursor = page.next === undefined ? undefined : encodeCursor(String(page.next));
    return answer(200, { versions: versions.map(view) }, nextLink(`/records/${head.image.id}/history`, cursor));
  });
