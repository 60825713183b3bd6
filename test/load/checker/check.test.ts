import { describe, expect, it } from 'vitest';
import { type LedgerRecord, newLedger } from '../ledger.ts';
import type { Entry } from './commitments.ts';
import { newNotes } from './findings.ts';
import { checkInboxes, checkWebhooks } from './inboxes.ts';
import type { Answer, Outside } from './outside.ts';
import { checkEntries } from './published.ts';
import { checkRecords } from './records.ts';

const record = (change: Partial<LedgerRecord> = {}): LedgerRecord => ({
  id: 'r1',
  kind: 'administrative-licence',
  department: 'tax',
  documentNumber: '庄测许1号',
  subject: { category: 'organisation', name: '甲', code: '91X' },
  receivedOn: '2026-11-10',
  toBePublic: true,
  content: { licenceContent: '餐饮服务' },
  events: [
    { action: 'post', version: 1 },
    { action: 'correct', version: 2 },
  ],
  state: 'active',
  suspended: false,
  publicityEnded: false,
  mayHaveLeft: false,
  erased: false,
  ...change,
});
const ledgerOf = (...records: readonly LedgerRecord[]) => {
  const ledger = newLedger();
  for (const [at, one] of records.entries()) ledger.records.set(`${one.id}${at}`, one);
  return ledger;
};

const answer = (body: unknown, status = 200): Answer => ({ status, link: null, body });
const outsideWith = (read: Outside['read']): Outside => ({
  read,
  file: async () => undefined,
  json: async () => undefined,
  names: async () => [],
});

const view = (change: object = {}) => ({
  documentNumber: '庄测许1号',
  state: 'active',
  version: 2,
  subject: { name: '甲', unifiedSocialCreditCode: '91X' },
  content: { licenceContent: '餐饮服务' },
  ...change,
});
const version = (number: number, action: string, previousHash: string) => ({
  version: number,
  hash: `h${number}`,
  previousHash,
  record: { change: { action } },
});
const HISTORY = [version(1, 'post', ''), version(2, 'correct', 'h1')];

const ofRecords = async (read: unknown, versions: readonly unknown[] = HISTORY, ledger = ledgerOf(record())) => {
  const { notes, found } = newNotes();
  const outside = outsideWith(async (_, __, path) =>
    path.endsWith('/history') ? answer({ versions }) : answer(read, read === undefined ? 404 : 200),
  );
  await checkRecords(outside, notes, ledger);
  return found.findings;
};

describe('of records the checker', () => {
  it('finds nothing where all is as it was acknowledged', async () => {
    expect(await ofRecords(view())).toEqual([]);
  });

  it.each([
    ['one that is lost', undefined, 'is not there'],
    ['a lost version', view({ version: 1 }), 'version 1, not 2'],
    ['another content', view({ content: { licenceContent: '运输' } }), 'licenceContent 运输'],
    ['an end that nobody made', view({ state: 'ended' }), 'state ended'],
  ])('finds %s', async (_, read, what) => {
    expect((await ofRecords(read)).join()).toContain(what);
  });

  it.each([
    ['is short', [HISTORY[0]], 'up to 2'],
    ['is out of order', HISTORY.toReversed(), 'up to 2'],
    ['is not chained', [HISTORY[0], version(2, 'correct', 'h9')], 'not chained'],
    ['says otherwise', [HISTORY[0], version(2, 'suspend', 'h1')], 'was acknowledged as correct'],
  ])('finds a history that %s', async (_, versions, what) => {
    expect((await ofRecords(view(), versions)).join()).toContain(what);
  });

  it('finds a document that is two records, and an erased one that can be read', async () => {
    expect((await ofRecords(view(), HISTORY, ledgerOf(record(), record({ id: 'r2' })))).join()).toContain(
      'is two records',
    );
    expect((await ofRecords(view(), HISTORY, ledgerOf(record({ erased: true })))).join()).toContain('was erased');
  });
});

const notice = (id: string, type: string, number: number) => ({
  id,
  subject: 'r1',
  type: `joint-credit.${type}`,
  data: { version: number },
});
const DUE = [notice('n1', 'record.posted', 1), notice('n2', 'record.corrected', 2)];

const ofInboxes = async (office: readonly object[], received: Parameters<typeof checkWebhooks>[3] = []) => {
  const { notes, found } = newNotes();
  const ledger = ledgerOf(record({ kind: 'honour' }));
  ledger.endpoints.push({ department: 'credit-office', id: 'e', types: ['record.posted'], secret: 'whsec_c2VjcmV0' });
  const outside = outsideWith(async () => answer({ notifications: office }));
  checkWebhooks(notes, ledger, await checkInboxes(outside, notes, ledger), received);
  return found.findings;
};
// Signed by another implementation: openssl dgst -sha256 -hmac secret -binary | base64, over "n1.1.{}".
const SIGNED = { id: 'n1', timestamp: '1', body: '{}', signature: 'v1,5TYJ/Y9n/MpTUitir1x4/8zEQ37SsaVkfG7jtS76Vqo=' };

describe('of inboxes the checker', () => {
  it('finds nothing where each was told once, signed', async () => {
    expect(await ofInboxes(DUE, [SIGNED])).toEqual([]);
  });

  it.each([
    ['that was lost', DUE.slice(0, 1), 'told 0: credit-office|r1|record.corrected'],
    ['that came twice under its id', [...DUE, ...DUE], 'is there twice'],
    ['that came twice under another id', [...DUE, notice('n3', 'record.posted', 1)], 'told twice'],
    ['of what nobody acknowledged', [...DUE, notice('n3', 'record.ended', 3)], 'nothing was acknowledged'],
  ])('finds a notification %s', async (_, office, what) => {
    expect((await ofInboxes(office, [SIGNED])).join()).toContain(what);
  });

  it('finds a webhook that did not come, that is not signed, or that is in no inbox', async () => {
    expect((await ofInboxes(DUE)).join()).toContain('not told by webhook');
    expect((await ofInboxes(DUE, [{ ...SIGNED, body: '{"a":1}' }])).join()).toContain('is not signed');
    expect((await ofInboxes(DUE, [SIGNED, { ...SIGNED, id: 'n9' }])).join()).toContain('in no inbox');
  });
});

const entry = (fields: Entry['fields'] = {}, publicId = 'p1'): Entry => ({
  publicId,
  version: 2,
  salt: '',
  fields: {
    documentNumber: '庄测许1号',
    subjectName: '甲',
    unifiedSocialCreditCode: '91X',
    kind: 'administrative-licence',
    departmentCode: 'tax',
    licenceContent: '餐饮服务',
    ...fields,
  },
});
const ofEntries = (entries: readonly Entry[], ...records: readonly LedgerRecord[]) => {
  const { notes, found } = newNotes();
  checkEntries(notes, ledgerOf(...records), new Map(entries.map((one) => [one.publicId, one])));
  return found.findings.join();
};

describe('of what is public the checker', () => {
  it('finds nothing where it is what was acknowledged', () => {
    expect(ofEntries([entry()], record())).toBe('');
  });

  it.each<readonly [string, readonly Entry[], LedgerRecord, string]>([
    ['what is missing', [], record(), 'is to be public and is not'],
    ['what was withdrawn', [entry()], record({ state: 'ended' }), 'must not be public'],
    ['what stands still', [entry()], record({ suspended: true }), 'must not be public'],
    ['what was never to be public', [entry()], record({ toBePublic: false }), 'must not be public'],
    ['what is there twice', [entry(), entry({}, 'p2')], record(), 'is public twice'],
    ['what nobody posted', [entry(), entry({ documentNumber: '2' }, 'p2')], record(), 'was not acknowledged'],
    ['another content', [entry({ licenceContent: '运输' })], record(), 'licenceContent is public as 运输'],
    ['what is not for the public', [entry({ remarks: '内部' })], record(), 'remarks is public'],
  ])('finds %s', (_, entries, one, what) => {
    expect(ofEntries(entries, one)).toContain(what);
  });
});
