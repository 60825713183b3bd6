import type { Ledger, LedgerRecord } from '../ledger.ts';
import type { Entry } from './commitments.ts';
import type { Notes } from './findings.ts';
import type { Outside } from './outside.ts';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether a record is to be found by the public, by all that was acknowledged of it. */
const isPublic = ({ toBePublic, subject, state, suspended, publicityEnded, erased }: LedgerRecord): boolean =>
  toBePublic &&
  subject.category !== 'person' &&
  ['active', 'withdrawal-proposed'].includes(state) &&
  !suspended &&
  !publicityEnded &&
  !erased;

/** The public entries are the acknowledged public records, as they were last acknowledged; nothing else is public. */
export const checkEntries = (notes: Notes, { records }: Ledger, entries: ReadonlyMap<string, Entry>): void => {
  const byNumber = new Map<string, Entry>();
  for (const entry of entries.values()) {
    const number = String(entry.fields['documentNumber']);
    if (byNumber.has(number)) notes.wrong(`${number} is public twice`);
    byNumber.set(number, entry);
  }
  const wanted = new Set<string>();
  for (const record of records.values()) {
    const entry = byNumber.get(record.documentNumber);
    if (!isPublic(record)) {
      if (entry !== undefined)
        notes.wrong(`${record.documentNumber} (${record.id}, ${record.state}) must not be public and is`);
      continue;
    }
    wanted.add(record.documentNumber);
    if (entry === undefined) {
      notes.wrong(`${record.documentNumber} (${record.id}) is to be public and is not`);
      continue;
    }
    const { fields } = entry;
    const facts = {
      subjectName: record.subject.name,
      unifiedSocialCreditCode: record.subject.code,
      kind: record.kind,
      departmentCode: record.department,
    };
    for (const [field, value] of Object.entries({ ...record.content, ...facts }))
      if (fields[field] !== undefined && !same(fields[field], value))
        notes.wrong(`${record.documentNumber}: ${field} is public as ${fields[field]}, not ${value}`);
    for (const hidden of ['violationFacts', 'remarks'])
      if (hidden in fields) notes.wrong(`${record.documentNumber}: ${hidden} is public`);
    if (entry.version > record.events.length)
      notes.wrong(`${record.documentNumber}: version ${entry.version} is public`);
  }
  for (const number of byNumber.keys())
    if (!wanted.has(number)) notes.wrong(`${number} is public and was not acknowledged so`);
};

/**
 * What was withdrawn for a reason that the law wants said is stated if it ever was public, without its subject; what merely ended is not.
 * `wasPublic`: of a record's id.
 */
export const checkStated = async (
  outside: Outside,
  notes: Notes,
  { records }: Ledger,
  wasPublic: (id: string) => boolean,
): Promise<void> => {
  const { withdrawals } = await outside.json('withdrawn.json');
  const stated = new Map<string, { verb: string; reason: string }>();
  for (const one of withdrawals) {
    if (stated.has(one.documentNumber)) notes.wrong(`the withdrawal of ${one.documentNumber} is stated twice`);
    stated.set(one.documentNumber, one);
  }
  notes.looked('stated withdrawals', stated.size);
  for (const { id, documentNumber, statedEnd, subject } of records.values()) {
    const one = stated.get(documentNumber);
    stated.delete(documentNumber);
    if (one === undefined) {
      if (statedEnd !== undefined && wasPublic(id)) notes.wrong(`the withdrawal of ${documentNumber} is not stated`);
      continue;
    }
    if (one.verb !== statedEnd?.verb || one.reason !== statedEnd.reason)
      notes.wrong(`the withdrawal of ${documentNumber} is stated as ${one.verb}`);
    if (JSON.stringify(one).includes(subject.name))
      notes.wrong(`the withdrawal of ${documentNumber} names its subject`);
  }
  for (const number of stated.keys()) notes.wrong(`the withdrawal of ${number} is stated, and there is no such record`);
};
