/** Begins the partition of every export's log: the one thing that the export may write. */
export const EXPORT_PARTITION = 'AUDIT-EXPORT#';
