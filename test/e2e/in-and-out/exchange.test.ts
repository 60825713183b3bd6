import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../shared/crypto/digests.ts';
import { toNationalRow } from '../../../shared/records/national-row.ts';
import { COMPANY, courtDefaulter, penalty } from '../../builders/submissions.ts';
import { clientOf, officer } from '../client.ts';
import { type ExchangingTarget, startTarget } from '../target.ts';

let target: ExchangingTarget;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  target = await startTarget(new Date('2026-11-10T02:00:00.000Z'));
  client = clientOf(target);
});
afterAll(() => target?.stop());

const REPORTER = officer('market-regulation');
const OFFICE = officer('credit-office', 'office-1', 'credit-office');
const WAIT_MS = 60_000;
const NUMBER = '庄市监罚〔2026〕8801号';
const CASE = '（2026）辽0202执8801号';

const text = async (path: string): Promise<string | undefined> => {
  const bytes = await target.exchange.get(path);
  return bytes && new TextDecoder().decode(bytes);
};
const put = (path: string, body: string) => target.exchange.put(path, new TextEncoder().encode(body));

/** Waits for what the other side writes: S3 tells of an object when it pleases. */
const appears = async (prefix: string): Promise<string> => {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    for await (const page of target.exchange.list(prefix))
      if (page[0] !== undefined) return (await text(page[0])) ?? '';
    if (Date.now() > deadline) throw new Error(`nothing came under ${prefix}`);
    await pause(200);
  }
};

/** The lines about the entry in the package that was made last, and its number. */
const packed = async () => {
  await target.idle();
  await target.fireSchedule('pack-exchange');
  await target.idle();
  const manifests: string[] = [];
  for await (const page of target.exchange.list('out/packages/')) {
    manifests.push(...page.filter((path) => path.endsWith('manifest.json')));
  }
  const last = manifests.toSorted().at(-1) ?? '';
  const manifest = JSON.parse((await text(last)) ?? '{}');
  const rows = await text(last.replace('manifest.json', 'rows.ndjson'));
  const lines = (rows ?? '').split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  return { sequence: Number(manifest.sequence), lines };
};

const send = async (sequence: number, rows: readonly object[], cutAt: string) => {
  const name = String(sequence).padStart(10, '0');
  const body = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await put(`in/packages/${name}/rows.ndjson`, body);
  const file = { path: 'rows.ndjson', rows: rows.length, bytes: Buffer.byteLength(body), sha256: sha256Hex(body) };
  await put(
    `in/packages/${name}/manifest.json`,
    JSON.stringify({ format: 'joint-credit-exchange-in/1', sequence, cutAt, file }),
  );
  const outcome = JSON.parse(await appears(`out/outcomes/packages/${name}-`));
  await target.idle();
  return outcome.rows.map((row: { outcome: string }) => row.outcome);
};

describe('the exchange with the superior platform', () => {
  let id: string;
  let entry: string;

  it('gives what is public in the national format, and learns that it is shown', async () => {
    const posted = await client.call(REPORTER, 'POST', '/records', { body: penalty({ documentNumber: NUMBER }) });
    expect(posted.status).toBe(201);
    ({ id } = posted.body);
    const { sequence, lines } = await packed();
    const line = lines.find(({ row }) => row?.CF_WSH === NUMBER);
    expect(line).toMatchObject({ op: 'put', channels: ['credit-dalian', 'enterprise-publicity', 'department-site'] });
    ({ entry } = line);
    const entries = line.channels.map((channel: string) => ({ entry, channel, state: 'acknowledged' }));
    const receipt = { format: 'joint-credit-exchange-receipt/1', package: sequence, entries };
    await put('in/receipts/story-1.json', JSON.stringify(receipt));
    expect(JSON.parse(await appears('out/outcomes/receipts/story-1.json')).result).toBe('taken');
    const ledger = await client.call(OFFICE, 'GET', `/records/${id}/withdrawal-ledger`);
    const states = ledger.body.recipients.filter((one: { channel: string }) => one.channel === 'exchange');
    expect(states.map((one: { state: string }) => one.state)).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
  });

  it('ends here what was repaired above, and takes it back from there', async () => {
    const repair = {
      type: 'repair',
      entry,
      verb: 'repair',
      document: '大信修〔2026〕1号',
      decidedOn: '2026-11-09',
      reason: '符合条件',
    };
    expect(await send(1, [repair], '2026-11-10T02:00:00.000Z')).toEqual(['ended']);
    const record = await client.call(REPORTER, 'GET', `/records/${id}`);
    expect(record.body).toMatchObject({ state: 'ended', end: { verb: 'repair' } });
    const { lines } = await packed();
    expect(lines.filter((line) => line.entry === entry)).toMatchObject([{ op: 'remove' }]);
  });

  it('publishes what is mirrored from above, until it is not confirmed any more', async () => {
    const submission = courtDefaulter({ documentNumber: CASE });
    const row = {
      type: 'mirror',
      kind: 'court-defaulter',
      national: toNationalRow('court-defaulter', submission),
      disclosure: submission.disclosure,
    };
    expect(await send(2, [row], '2026-11-10T02:00:00.000Z')).toEqual(['entered']);
    const isPublic = async (): Promise<boolean> => {
      await target.firePublication('additions');
      await target.idle();
      const { prefixLength } = (await client.published('lookup.json')).body;
      const prefix = sha256Hex(COMPANY.unifiedSocialCreditCode).slice(0, prefixLength);
      const { body } = await client.published(`by-subject/${prefix}.json`);
      return JSON.stringify(body).includes(CASE);
    };
    expect(await isPublic()).toBe(true);
    await target.setClock(new Date('2026-11-14T02:00:00.000Z'));
    expect(await isPublic()).toBe(false);
    expect(await send(3, [row], '2026-11-14T01:00:00.000Z')).toEqual(['confirmed']);
    expect(await isPublic()).toBe(true);
  });
});
