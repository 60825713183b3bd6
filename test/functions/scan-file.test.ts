import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileStore } from '../../shared/files/file-store.ts';
import { announced, pdf, png, send, TEST_SIGNATURE, zip } from '../builders/files.ts';
import { type Api, REPORTER, startApi } from './http/support/api.ts';
import { cameEvent, scannerThatAnswers, scanning } from './http/support/scanning.ts';

let api: Api;
let scan: ReturnType<typeof scanning>;
beforeAll(async () => {
  api = await startApi();
  scan = scanning(api);
});
afterAll(() => api?.stop());

let serial = 0;
const paper = (text = '') => {
  serial += 1;
  return pdf(`${serial} ${text}`);
};
const announce = async (bytes: Uint8Array, change: object = {}) =>
  (await api.call('post-file', { body: announced(bytes, change) })).body;
const read = async (id: string) => (await api.call('get-file', { id })).body;
const lies = async (id: string) => (await scan.paths()).filter((path) => path.endsWith(id));
const came = (id: string) => scan.handle(cameEvent(`incoming/${id}`));
const DONE = { batchItemFailures: [] };

/** Announces a file and puts bytes in its place, past the form: as on an engine that holds forms to nothing. */
const placed = async (bytes: Uint8Array, change: object = {}, sent: Uint8Array = bytes): Promise<string> => {
  const { id } = await announce(bytes, change);
  await scan.bucket.put(`incoming/${id}`, sent);
  return id;
};

describe('the scan', () => {
  it('passes what is as it was announced, and moves it to where no form can write', async () => {
    const bytes = paper();
    const id = await placed(bytes);
    expect(await came(id)).toEqual(DONE);
    expect(await read(id)).toMatchObject({ state: 'clean', scannedAt: api.now() });
    expect(await lies(id)).toEqual([`checked/${id}`]);
  });

  const infected = pdf(TEST_SIGNATURE);
  it.each([
    ['larger than was said', 'wrong-size', () => placed(paper(), {}, Buffer.alloc(5_000))],
    ['empty', 'wrong-size', () => placed(paper(), {}, Buffer.alloc(0))],
    ['of another digest', 'wrong-digest', () => placed(paper(), { sha256: '0'.repeat(64) })],
    ['a page of HTML', 'wrong-type', () => placed(Buffer.from('<!doctype html><script>alert(1)</script>'))],
    ['a picture that is called a document', 'wrong-type', () => placed(png())],
    ['cut off', 'incomplete', () => placed(paper().subarray(0, 40))],
    [
      'a document and a package',
      'two-types',
      () => placed(Buffer.concat([png(), zip('a.exe')]), { name: 'a.png', mediaType: 'image/png' }),
    ],
    ['infected', 'infected', () => placed(infected)],
  ])('refuses what is %s, says why, and deletes it', async (_, reason, place) => {
    const id = await place();
    expect(await came(id)).toEqual(DONE);
    const { state, rejection, link } = await read(id);
    expect([state, rejection.reason, link]).toEqual(['rejected', reason, undefined]);
    expect(rejection.label.zh).not.toBe('');
    expect(await lies(id)).toEqual([]);
  });

  it('lets what was refused be sent again', async () => {
    const bytes = paper();
    const id = await placed(bytes, {}, bytes.subarray(1));
    await came(id);
    expect((await read(id)).state).toBe('rejected');
    const again = await announce(bytes);
    expect([again.id, again.state]).toEqual([id, 'pending']);
    expect((await send(again.form, bytes)).status).toBe(204);
    await scan.all();
    expect((await read(id)).state).toBe('clean');
  });
});

describe('an event', () => {
  it('that comes again changes nothing', async () => {
    const id = await placed(paper());
    await came(id);
    const once = await read(id);
    expect(await came(id)).toEqual(DONE);
    expect(await came(id)).toEqual(DONE);
    expect(await read(id)).toEqual({ ...once, link: expect.anything() });
    expect((await fileStore(api.stores.register).find(id))?.image.version).toBe(2);
  });

  it('of a form that is used again does not touch what has passed', async () => {
    const bytes = paper();
    const id = await placed(bytes);
    await came(id);
    await scan.bucket.put(`incoming/${id}`, Buffer.from('<script>'));
    expect(await came(id)).toEqual(DONE);
    expect((await read(id)).state).toBe('clean');
    expect(await lies(id)).toEqual([`checked/${id}`]);
    expect(Buffer.from((await scan.bucket.get(`checked/${id}`)) ?? []).equals(bytes)).toBe(true);
  });

  it('of what was deleted meanwhile leaves the file awaited', async () => {
    const { id } = await announce(paper());
    expect(await came(id)).toEqual(DONE);
    expect((await read(id)).state).toBe('pending');
  });

  it('comes again when its file is not found yet, and holds up no other', async () => {
    const id = await placed(paper());
    const answer = await scan.handle(cameEvent(`incoming/${'b'.repeat(22)}`, `incoming/${id}`));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '0' }] });
    expect((await read(id)).state).toBe('clean');
  });

  it.each(['incoming/../checked/x', 'checked/x', 'incoming/', `incoming/${'a'.repeat(22)}/x`, '%2e%2e%2fx'])(
    'of %s, which is no path of ours, is let go',
    async (key) => {
      expect(await scan.handle(cameEvent(key))).toEqual(DONE);
    },
  );

  it('with which S3 tries the queue is let go', async () => {
    const body = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'files' });
    expect(await scan.handle({ Records: [{ messageId: 't', body }] })).toEqual(DONE);
  });
});

describe('the scanner that is named at deployment', () => {
  it('is asked about the bytes that were checked, where no form can write, and not whose they are', async () => {
    const asked: Parameters<Parameters<typeof scanning>[1] & object>[0][] = [];
    const bytes = paper();
    const id = await placed(bytes);
    await scanning(api, scannerThatAnswers({ verdict: 'clean' }, asked)).handle(cameEvent(`incoming/${id}`));
    const { sha256, mediaType } = announced(bytes);
    expect(asked).toEqual([{ bucket: 'files', key: `checked/${id}`, bytes: bytes.length, mediaType, sha256 }]);
    expect((await read(id)).state).toBe('clean');
  });

  it('is asked only about what the built-in checks pass', async () => {
    const asked: object[] = [];
    const id = await placed(infected());
    await scanning(api, scannerThatAnswers({ verdict: 'clean' }, asked as never)).handle(cameEvent(`incoming/${id}`));
    expect([asked, (await read(id)).state]).toEqual([[], 'rejected']);
  });

  it('has what it finds infected refused, and nothing of it is kept', async () => {
    const id = await placed(paper());
    await scanning(api, scannerThatAnswers({ verdict: 'infected' })).handle(cameEvent(`incoming/${id}`));
    expect((await read(id)).rejection.reason).toBe('infected');
    expect(await lies(id)).toEqual([]);
  });

  it.each([
    ['fails', scannerThatAnswers({ errorMessage: 'x' }, [], 'Unhandled')],
    ['says neither', scannerThatAnswers({ verdict: 'maybe' })],
    ['says nothing', scannerThatAnswers(null)],
  ])('that %s decides nothing: the file waits, and the event comes again', async (_, scanner) => {
    const id = await placed(paper());
    const answer = await scanning(api, scanner).handle(cameEvent(`incoming/${id}`));
    expect(answer.batchItemFailures).toHaveLength(1);
    const { state, link } = await read(id);
    expect([state, link]).toEqual(['pending', undefined]);
    expect(await came(id)).toEqual(DONE);
    expect((await read(id)).state).toBe('clean');
  });
});

const infected = () => pdf(`${REPORTER.officer} ${TEST_SIGNATURE}`);
