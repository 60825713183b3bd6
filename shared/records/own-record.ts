import type { RecordStore, StoredRecord } from './record-store.ts';

/** A record of the department's own; another's is as absent as one that does not exist (I7). */
export const ownRecord = async (
  records: Pick<RecordStore, 'find'>,
  id: string,
  department: string,
): Promise<StoredRecord | undefined> => {
  const stored = await records.find(id);
  return stored?.image.department === department ? stored : undefined;
};
