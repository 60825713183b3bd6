import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../shared/aws/clients.ts';
import { fictionalCompany } from '../builders/fictional.ts';
import { send } from '../builders/files.ts';
import { announcedImport, licences, ndjson } from '../builders/imports.ts';
import { type Api, startApi } from './http/support/api.ts';
import { importing } from './http/support/importing.ts';
import { keyMeter } from './support/key-meter.ts';

let api: Api;
let meter: ReturnType<typeof keyMeter>;
let work: ReturnType<typeof importing>;
beforeAll(async () => {
  api = await startApi();
  const client = documentClient();
  meter = keyMeter(client);
  work = importing(api, undefined, { client });
});
afterAll(() => api?.stop());

const ROWS = 1_000;
/** As in a licence register: a subject has several, one after the other. */
const ROWS_A_SUBJECT = 4;

/** Takes in licences of so many subjects; answers what that asked of the tables, and what came of it. */
const takeIn = async (series: string) => {
  const rows = licences(ROWS, series).map((row, at) => {
    const number = Math.floor(at / ROWS_A_SUBJECT);
    return { ...row, subject: fictionalCompany(7_000_000 + number, `庄河示例第${number}公司`) };
  });
  const bytes = ndjson(rows);
  const { body } = await api.call('post-import', { body: announcedImport(bytes) });
  await send(body.form, bytes);
  meter.reset();
  await work.all(body.id);
  return { counted: meter.counted(), ...(await api.call('get-import', { id: body.id })).body };
};

describe('a thousand rows of one department', () => {
  it('whose subjects are new take two statements for a subject and its rows, and no partition is hot', async () => {
    const { counted, counts } = await takeIn('量一');
    expect(counts).toMatchObject({ rows: ROWS, created: ROWS });
    // 25 rows a call, and a quarter of a subject's own.
    expect((counted.calls - counted.fixed) / ROWS).toBeLessThanOrEqual(0.057);
    expect(counted.registerWrites / ROWS).toBeLessThanOrEqual(1.3);
  });

  it('whose subjects are known take no more than 0.045 calls a row and one write beside its index', async () => {
    const { counted, counts } = await takeIn('量二');
    expect(counts).toMatchObject({ rows: ROWS, created: ROWS });
    expect((counted.calls - counted.fixed) / ROWS).toBeLessThanOrEqual(0.045);
    // For the import and its one part, whatever their rows.
    expect(counted.fixed).toBeLessThanOrEqual(20);
    expect(counted.registerWrites / ROWS).toBeLessThanOrEqual(1.01);
    // The hottest partition of the table holds a subject's own records; those of the index hold one record each.
    expect(counted.hottest.register).toBeLessThanOrEqual(ROWS_A_SUBJECT);
    expect(counted.hottest['by-id']).toBe(1);
  });

  it('that were there already are read by the hundred, and change nothing', async () => {
    const { counted, counts } = await takeIn('量二');
    expect(counts).toMatchObject({ rows: ROWS, unchanged: ROWS });
    expect((counted.calls - counted.fixed) / ROWS).toBeLessThanOrEqual(0.057);
    expect(counted.registerWrites).toBe(0);
  });
});
