/** Sorts of the register's items from which something follows: the stream's filter lets these through, not history, and nobody's person. */
export const RELAYED = [
  'record',
  'subject',
  'case',
  'task',
  'instrument',
  'typical-case',
  'repair',
  'authorisation',
  'objection',
  'mandate',
  'put-away',
  'erasure',
  'acceptance',
  'letter-service',
  'file',
  'endpoint',
  'subscription',
  'import',
] as const;
export type Relayed = (typeof RELAYED)[number];
