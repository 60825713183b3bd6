import type { Ledger, LedgerRecord } from '../ledger.ts';
import { each, type Notes } from './findings.ts';
import type { Outside } from './outside.ts';

const AT_ONCE = 8;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether a record reads as it was last acknowledged, by its own department. */
const checkRead = async (outside: Outside, notes: Notes, record: LedgerRecord): Promise<number | undefined> => {
  const { id, department, documentNumber, subject, content, state, events } = record;
  const { status, body } = await outside.read(department, 'reporter', `/records/${id}`);
  notes.looked('records read');
  if (record.erased) {
    if (status === 200) notes.wrong(`record ${id} was erased and can be read`);
    return undefined;
  }
  if (status !== 200) {
    notes.wrong(`record ${id} (${documentNumber}) was acknowledged and is not there: ${status}`);
    return undefined;
  }
  const problems = [
    body.documentNumber === documentNumber ? '' : `documentNumber ${body.documentNumber}, not ${documentNumber}`,
    body.state === state ? '' : `state ${body.state}, not ${state}`,
    body.version === events.length
      ? ''
      : `version ${body.version}, not ${events.length} (${events.map(({ action }) => action)})`,
    body.subject.name === subject.name ? '' : 'another name',
    body.subject.unifiedSocialCreditCode === subject.code ? '' : 'another code',
    (body.suspension !== undefined) === record.suspended ? '' : `suspension ${JSON.stringify(body.suspension)}`,
    ...Object.entries(content).map(([field, value]) =>
      same(body.content[field], value) ? '' : `${field} ${body.content[field]}, not ${value}`,
    ),
  ].filter((problem) => problem !== '');
  if (problems.length > 0) notes.wrong(`record ${id}: ${problems.join('; ')}`);
  return body.version;
};

/** A version as a history shows it. */
interface Version {
  readonly version: number;
  readonly hash: string;
  readonly previousHash: string;
  readonly record: { readonly change: { readonly action: string }; readonly publicity?: { readonly publicId: string } };
}

/** Whether a record's versions are all there, in order and chained, and say what was acknowledged of each. */
const checkHistory = async (
  outside: Outside,
  notes: Notes,
  { id, department, events }: LedgerRecord,
  last: number,
): Promise<readonly Version[]> => {
  const versions: Version[] = [];
  for (let path = `/records/${id}/history`; path !== ''; ) {
    const { status, body, link } = await outside.read(department, 'reporter', path);
    if (status !== 200) {
      notes.wrong(`history of ${id}: ${status}`);
      return versions;
    }
    versions.push(...body.versions);
    path = /<([^>]+)>/.exec(link ?? '')?.[1] ?? '';
  }
  notes.looked('versions', versions.length);
  const numbers = versions.map(({ version }) => version);
  const wanted = Array.from({ length: last }, (_, at) => at + 1);
  if (!same(numbers, wanted)) notes.wrong(`history of ${id}: ${numbers} up to ${last}`);
  for (const [at, { previousHash }] of versions.entries())
    if (previousHash !== (versions[at - 1]?.hash ?? ''))
      notes.wrong(`history of ${id}: version ${at + 1} is not chained`);
  const actions = versions.map(({ record }) => record.change.action);
  for (const { action, version } of events)
    if (version !== undefined && actions[version - 1] !== action)
      notes.wrong(`history of ${id}: version ${version} was acknowledged as ${action} and is ${actions[version - 1]}`);
  if (!same(actions.toSorted(), events.map(({ action }) => action).toSorted()))
    notes.wrong(`history of ${id}: ${actions}; acknowledged were ${events.map(({ action }) => action)}`);
  return versions;
};

/**
 * Every acknowledged record is there, once, at its last acknowledged version, with all versions before it. Tells under which id the public
 * finds a record, or did once: by record.
 */
export const checkRecords = async (
  outside: Outside,
  notes: Notes,
  { records }: Ledger,
): Promise<ReadonlyMap<string, string>> => {
  const publicIds = new Map<string, string>();
  const byNumber = new Map<string, string>();
  for (const { id, documentNumber } of records.values()) {
    const other = byNumber.get(documentNumber);
    if (other !== undefined) notes.wrong(`${documentNumber} is two records: ${other} and ${id}`);
    byNumber.set(documentNumber, id);
  }
  await each(records.values(), AT_ONCE, async (record) => {
    const version = await checkRead(outside, notes, record);
    if (version === undefined) return;
    for (const { publicity } of (await checkHistory(outside, notes, record, version)).map((one) => one.record))
      if (publicity) publicIds.set(record.id, publicity.publicId);
  });
  return publicIds;
};
