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

/** The same where it is to be changed: what is mirrored is its source's, and nobody's here. */
export const ownToChange: typeof ownRecord = async (records, id, department) => {
  const stored = await ownRecord(records, id, department);
  return stored?.image.mirrored === undefined ? stored : undefined;
};

const CREDIT_OFFICE = 'credit-office';

/** The same where a hold is released: whether a mirrored entry is on whom it names is for the credit office to look into (I10). */
export const heldToRelease: typeof ownRecord = async (records, id, department) => {
  if (department !== CREDIT_OFFICE) return ownToChange(records, id, department);
  const stored = await records.find(id);
  const isIts = stored?.image.mirrored !== undefined || stored?.image.department === department;
  return isIts ? stored : undefined;
};
