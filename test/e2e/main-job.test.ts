import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { messages } from '../../shared/kernel/log.ts';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { COMPANY, licence, PERSON, penalty } from '../builders/submissions.ts';
import { clientOf, expectProblem, officer } from './client.ts';
import { followed } from './following.ts';
import { type LoggedTarget, startTarget } from './target.ts';

const NOW = new Date('2026-11-10T02:00:00.000Z');
const reporter = officer('market-regulation');
const second = officer('market-regulation', 'officer-2');
const creditOffice = officer('credit-office', 'officer-1', 'credit-office reporter');

let target: LoggedTarget;
let api: ReturnType<typeof clientOf>;

beforeAll(async () => {
  target = await startTarget(NOW);
  api = clientOf(target);
});
afterAll(() => target?.stop());

const publish = async (reason: 'daily' | 'additions' = 'additions') => {
  await target.idle();
  await target.firePublication(reason);
  await target.idle();
};

/** All entries that the public can look up of a code, by the documented way. */
const lookUp = async (
  code: string,
): Promise<readonly { publicId: string; version: number; fields: Record<string, unknown> }[]> => {
  const { prefixLength } = (await api.published('lookup.json')).body;
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code))).toString('hex');
  const file = await api.published(`by-subject/${digest.slice(0, prefixLength)}.json`);
  // S3 answers 403 for what is not there to a reader who may not list.
  if ([403, 404].includes(file.status)) return [];
  return file.body.entries.filter(
    (entry: { fields: Record<string, unknown> }) => entry.fields['unifiedSocialCreditCode'] === code,
  );
};

const inbox = async (who = creditOffice) => (await api.call(who, 'GET', '/notifications?limit=100')).body.notifications;

describe('a posted penalty', () => {
  let id: string;
  let requestId: string;

  it('is stored once: the same posting again is the same record, other content is refused', async () => {
    const posted = await api.call(reporter, 'POST', '/records', { body: penalty() });
    expect(posted.status).toBe(201);
    expect(posted.headers.get('etag')).toBe('"1"');
    expect(posted.headers.get('location')).toBe(`/records/${posted.body.id}`);
    id = posted.body.id;
    requestId = posted.headers.get('x-request-id') ?? '';
    const same = await api.call(reporter, 'POST', '/records', { body: penalty() });
    expect({ status: same.status, id: same.body.id }).toEqual({ status: 200, id });
    const spelledOtherwise = penalty({ documentNumber: '庄市监罚[2026] 101号' });
    expect((await api.call(reporter, 'POST', '/records', { body: spelledOtherwise })).body.id).toBe(id);
    const other = await api.call(reporter, 'POST', '/records', { body: penalty({}, { fineFen: 1 }) });
    expectProblem(other, 409, 'already-exists');
    expect(other.body.detail).toContain(`/records/${id}/corrections`);
  });

  it('is read by its department with its clocks, and by nobody else', async () => {
    const read = await api.call(reporter, 'GET', `/records/${id}`);
    expect(read.body).toMatchObject({
      state: 'active',
      publicity: { from: '2026-11-02', until: '2027-11-02', ruleVersion: '2026-04-01' },
      clocks: [{ name: 'disclosure', state: 'running', due: '2026-11-11', provisional: false }],
    });
    expectProblem(await api.call(officer('tax'), 'GET', `/records/${id}`), 404, 'not-found');
  });

  it('reaches the inbox of the departments that must know, once, until they acknowledge', async () => {
    await target.idle();
    const [event] = (await inbox()).filter((one: { subject: string }) => one.subject === id);
    expect(event).toMatchObject({
      specversion: '1.0',
      type: 'joint-credit.record.posted',
      data: { version: 1, department: 'market-regulation' },
    });
    const acknowledged = await api.call(creditOffice, 'POST', event.data.acknowledgement);
    expect(acknowledged.status).toBe(200);
    expect((await inbox()).filter((one: { subject: string }) => one.subject === id)).toEqual([]);
    expectProblem(await api.call(officer('tax'), 'POST', event.data.acknowledgement), 404, 'not-found');
  });

  it('is public after the next publication, without facts, remarks or persons, and its clock is met', async () => {
    await publish();
    const [entry] = await lookUp(COMPANY.unifiedSocialCreditCode);
    expect(entry?.fields).toMatchObject({
      documentNumber: '庄市监罚〔2026〕101号',
      fineFen: 2_000_000,
      publicUntil: '2027-11-02',
      severity: 'general',
    });
    expect(Object.keys(entry?.fields ?? {})).not.toContain('violationFacts');
    const read = await api.call(reporter, 'GET', `/records/${id}`);
    expect(read.body.clocks).toMatchObject([{ name: 'disclosure', state: 'met' }]);
    expect(read.body.publicity.firstPublicOn).toBe('2026-11-10');
  });

  it('can be followed from the number of its request through all that followed to the public copy', async () => {
    const said = followed(await target.logs(), requestId).map(({ message }) => message);
    const { requestAnswered, recordRelayed, notificationDelivered } = messages;
    const expected = [requestAnswered, recordRelayed, notificationDelivered, publisherMessages.projected];
    expect(new Set(said)).toEqual(new Set(expected));
  });

  it('is corrected on its version, but never made worse', async () => {
    const correct = (ifMatch: string | undefined, content: object) =>
      api.call(reporter, 'POST', `/records/${id}/corrections`, {
        body: { reason: '金额录入有误', content },
        headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
      });
    expectProblem(await correct(undefined, { fineFen: 1_000_000 }), 428, 'precondition-required');
    expectProblem(await correct('"7"', { fineFen: 1_000_000 }), 412, 'stale-version');
    expectProblem(await correct('"1"', { fineFen: 9_000_000 }), 422, 'worsening-correction', '/content/fineFen');
    const corrected = await correct('"1"', { fineFen: 1_000_000 });
    expect({ status: corrected.status, etag: corrected.headers.get('etag') }).toEqual({ status: 200, etag: '"2"' });
    const repeated = await correct('"1"', { fineFen: 1_000_000 });
    expect({ status: repeated.status, version: repeated.body.version }).toEqual({ status: 200, version: 2 });
    await target.idle();
    expect((await lookUp(COMPANY.unifiedSocialCreditCode))[0]).toMatchObject({
      version: 2,
      fields: { fineFen: 1_000_000 },
    });
  });

  it('leaves the public when two officers withdraw it; the reason stays for 30 days without the subject, and all are told', async () => {
    const proposed = await api.call(reporter, 'POST', `/records/${id}/withdrawal`, {
      headers: { 'if-match': '"2"' },
      body: {
        verb: 'revoke',
        document: '庄市监撤〔2026〕1号',
        decidedOn: '2026-11-09',
        reason: '认定事实不清，决定予以撤销',
      },
    });
    expect(proposed.body).toMatchObject({
      state: 'withdrawal-proposed',
      clocks: [{ name: 'withdrawal', due: '2026-11-12', state: 'running' }],
    });
    const confirm = (who: typeof reporter) =>
      api.call(who, 'POST', `/records/${id}/withdrawal/confirmation`, {
        headers: { 'if-match': '"3"' },
        body: { confirmed: true },
      });
    expectProblem(await confirm(reporter), 403, 'same-officer');
    expect((await confirm(second)).body.state).toBe('ended');
    await target.idle();
    expect(await lookUp(COMPANY.unifiedSocialCreditCode)).toEqual([]);
    const { withdrawals } = (await api.published('withdrawn.json')).body;
    expect(withdrawals).toMatchObject([
      { documentNumber: '庄市监罚〔2026〕101号', verb: 'revoke', reason: '认定事实不清，决定予以撤销' },
    ]);
    expect(JSON.stringify(withdrawals)).not.toContain(COMPANY.name);
    const types = (await inbox())
      .filter((one: { subject: string }) => one.subject === id)
      .map((one: { type: string }) => one.type);
    expect(types).toEqual(['joint-credit.record.corrected', 'joint-credit.record.ended']);
  });

  it('keeps all its versions, chained by hashes', async () => {
    const { versions } = (await api.call(reporter, 'GET', `/records/${id}/history`)).body;
    expect(versions.map((one: { version: number }) => one.version)).toEqual([1, 2, 3, 4]);
    for (const [index, one] of versions.entries())
      expect(one.previousHash).toBe(index === 0 ? '' : versions[index - 1].hash);
  });
});

describe('what must not be public', () => {
  it("is a person's record, however it is posted", async () => {
    const { disclosure: _, ...private_ } = penalty({
      subject: PERSON,
      documentNumber: '庄市监罚〔2026〕102号',
      actDate: '2026-10-01',
    });
    const posted = await api.call(reporter, 'POST', '/records', { body: private_ });
    expect(posted.status).toBe(201);
    expect(posted.body.subject.document.masked).not.toContain('19900101');
    expectProblem(
      await api.call(reporter, 'POST', '/records', {
        body: penalty({ subject: PERSON, documentNumber: '庄市监罚〔2026〕103号', actDate: '2026-10-01' }),
      }),
      422,
      'person-not-disclosed',
    );
    await target.idle();
    expect((await inbox()).some((one: { subject: string }) => one.subject === posted.body.id)).toBe(false);
  });

  it('is a known code under another name, until another officer has looked at it', async () => {
    const first = await api.call(reporter, 'POST', '/records', { body: licence() });
    expect(first.status).toBe(201);
    const subject = { category: 'organisation', name: '庄河更名合作社', unifiedSocialCreditCode: '93210299000000019K' };
    const held = await api.call(reporter, 'POST', '/records', {
      body: licence({ subject, documentNumber: '庄市监许〔2026〕202号' }),
    });
    expect(held.body).toMatchObject({ state: 'held', holds: ['name-differs'] });
    await publish();
    expect((await lookUp('93210299000000019K')).map((entry) => entry.fields['documentNumber'])).toEqual([
      '庄市监许〔2026〕201号',
    ]);
    expect((await inbox()).some((one: { subject: string }) => one.subject === held.body.id)).toBe(false);
    const release = (who: typeof reporter) =>
      api.call(who, 'POST', `/records/${held.body.id}/hold-release`, {
        headers: { 'if-match': '"1"' },
        body: { finding: '经核对登记档案，系同一主体更名' },
      });
    expectProblem(await release(reporter), 403, 'same-officer');
    expect((await release(second)).body.state).toBe('active');
    await target.idle();
    expect(await lookUp('93210299000000019K')).toHaveLength(2);
    expect((await inbox()).some((one: { subject: string }) => one.subject === held.body.id)).toBe(true);
  });

  it('is an entry past its term: it leaves by the calendar alone, and whoever was told is told', async () => {
    const posted = await api.call(reporter, 'POST', '/records', {
      body: penalty({ documentNumber: '庄市监罚〔2026〕104号' }),
    });
    await publish();
    expect(await lookUp(COMPANY.unifiedSocialCreditCode)).toHaveLength(1);
    await target.setClock(new Date('2027-11-01T15:59:00.000Z'));
    await publish('daily');
    expect(await lookUp(COMPANY.unifiedSocialCreditCode)).toHaveLength(1);
    await target.setClock(new Date('2027-11-01T16:00:30.000Z'));
    await publish('daily');
    expect(await lookUp(COMPANY.unifiedSocialCreditCode)).toEqual([]);
    const types = (await inbox())
      .filter((one: { subject: string }) => one.subject === posted.body.id)
      .map((one: { type: string }) => one.type);
    expect(types).toEqual(['joint-credit.record.posted', 'joint-credit.record.publicity-ended']);
  });
});

describe('the public copy', () => {
  it('adds up from its first version to its newest, for a verifier that shares no code with the publisher', async () => {
    const { findings, summary } = await verifyDisclosure(httpReader(target.publicUrl), {});
    expect(findings).toEqual([]);
    expect(summary?.version).toBeGreaterThan(5);
  });

  it('holds no person, by name or number, in any file that the public can reach', async () => {
    const { version } = (await api.published('latest.json')).body;
    const { parts } = (await api.published(`bulk/${version}.json`)).body;
    const texts = await Promise.all(
      [
        'versions.json',
        'withdrawn.json',
        `v/${version}/manifest.json`,
        ...parts.map((part: { ndjson: { path: string } }) => part.ndjson.path),
      ].map(async (path) => JSON.stringify((await api.published(path)).body)),
    );
    for (const text of texts) {
      expect(text).not.toContain(PERSON.name);
      expect(text).not.toContain(PERSON.document.number.slice(-6));
    }
  });
});

describe('the counts', () => {
  it('show a department its own disclosures in time and late, and the credit office all', async () => {
    await target.fireSchedule('fold-statistics');
    await target.idle();
    const month = '/statistics/disclosures?month=2026-11';
    expect((await api.call(officer('tax'), 'GET', month)).body.counts).toEqual([]);
    await target.setClock(NOW);
    await target.fireSchedule('fold-statistics');
    await target.idle();
    const all = (await api.call(creditOffice, 'GET', month)).body.counts;
    expect(all.map((one: { department: string }) => one.department)).toEqual([
      'market-regulation',
      'market-regulation',
    ]);
    expect(all).toMatchObject([
      { kind: 'administrative-licence', received: 2, timely: 2, late: 0, missing: 0 },
      { kind: 'administrative-penalty', received: 3, timely: 2, late: 0, missing: 0, notPublic: 1 },
    ]);
  });
});

describe('the description', () => {
  it('is served without a token, with a readable page and the problems that answers refer to', async () => {
    const description = await api.call(undefined, 'GET', '/openapi.json');
    expect(description.body.openapi).toBe('3.1.0');
    const page = await api.call(undefined, 'GET', '/docs');
    expect(page.body).toContain('swagger-ui-bundle.js');
    expect((await api.call(undefined, 'GET', '/docs/problems')).body).toContain('id="wrong-check-character"');
  });
});
