import { randomText } from '../../../shared/crypto/digests.ts';
import { firstVersion, packVersion } from '../../../shared/crypto/sealed-version.ts';
import type { RecordRef } from '../../../shared/disclosure/publication-source.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { RECORD_HEAD, recordFromItem } from '../../../shared/records/record-store.ts';
import { type ReferencePosting, referenceSet } from '../reference/reference-set.ts';
import type { Item } from '../units/capacity.ts';
import { headItemsOf } from './head-items.ts';

/** A head as it lies in the register. */
export interface StoredHead {
  readonly ref: RecordRef;
  readonly version: number;
  readonly item: Item;
  readonly record: CreditRecord;
}

/** A head as the register keeps it. */
export const storedHead = (record: CreditRecord): StoredHead => {
  const ref = { recordId: record.id, recordPk: record.subject.key, recordSk: `bench#${record.id}` };
  const { version } = record;
  const item = {
    entity: 'record',
    id: record.id,
    pk: ref.recordPk,
    sk: ref.recordSk,
    version,
    body: packVersion(RECORD_HEAD.format, firstVersion(record, '')),
  };
  return { ref, version, item, record };
};

const DIFFERENT = 1_000;

const isPublic = ({ submission }: ReferencePosting): boolean =>
  (submission['disclosure'] as { public: boolean }).public && submission.kind === 'administrative-penalty';

/** As many public heads as wanted: a thousand different ones, again and again under new ids. */
export const publicHeads = async (size: number): Promise<readonly StoredHead[]> => {
  const items = await headItemsOf(
    referenceSet(2 * DIFFERENT)
      .filter(isPublic)
      .slice(0, DIFFERENT),
  );
  const records = items.map((item) => recordFromItem(item).image);
  return Array.from({ length: size }, (_, at) => {
    const record = records[at % records.length];
    if (record === undefined) throw new Error('the reference set is empty');
    return storedHead({ ...record, id: randomText(16), publicId: randomText(16) });
  });
};

/** The next version of a head, changed as given. */
export const changed = ({ record }: StoredHead, change: Partial<CreditRecord>): StoredHead =>
  storedHead({ ...record, ...change, version: record.version + 1 });
