import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readWitnesses } from '../../shared/crypto/witnesses.ts';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { postText } from '../../shared/http/post-text.ts';
import { folderReader, verifyDisclosure } from '../../site/verify.mjs';
import { type Engines, startEngines } from '../engines.ts';
import { bytesIn, type City, city, clear } from '../shared/disclosure/support/publisher.ts';
import { penalty } from '../shared/disclosure/support/register.ts';
import { folderOf } from '../site/sample.ts';
import { cosigner, type Fault, startWitness } from '../site/tlog-witness.ts';
import { logKeysOf, readLog } from './support/log-reading.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const PATIENCE_MS = 4_000;

/** A city that asks witnesses, and one publication of it. */
const setup = async (...faults: (Fault | undefined)[]) => {
  const town = city('2026-11-10T02:00:00.000Z');
  const keys = () => logKeysOf(town.deps.disclosure);
  const witnesses = await Promise.all(faults.map((fault, i) => startWitness(`witness.example/w${i + 1}`, keys, fault)));
  const configured = readWitnesses(witnesses.map((one) => one.configured).join(', '));
  const deps = { ...town.deps, witnesses: configured ?? [], post: postText(PATIENCE_MS) };
  let entries = 0;
  const publish = async (): Promise<void> => {
    entries += 1;
    await town.change(penalty(`entry ${entries}`));
    await town.run({ reason: 'additions' }, deps);
  };
  await publish();
  return { town, deps, witnesses, publish, keys };
};

const warned = (town: City): unknown[] =>
  town.logged.filter(({ message }) => message === publisherMessages.notCosigned).map(({ fields }) => fields['witness']);

describe('the head of the log', () => {
  it('bears what witnesses signed, whose proofs lead from one head to the next', async () => {
    const { town, witnesses, publish } = await setup(undefined, undefined);
    await publish();
    await publish();
    const { size, cosigned } = await readLog(
      town.deps.disclosure,
      witnesses.map(({ vkey }) => vkey),
    );
    expect({ size, cosigned }).toEqual({ size: 3, cosigned: [1_794_000_000, 1_794_000_000] });
    expect(witnesses[0]?.asked).toEqual([0, 1, 2].map((old) => `POST /w/add-checkpoint old ${old}`));
    expect(warned(town)).toEqual([]);
  });

  it('is proved from the size that a witness knows, and not asked for again once it is signed', async () => {
    const { town, deps, witnesses, publish } = await setup(undefined);
    await town.change(penalty('unseen'));
    await town.run();
    await town.change(penalty('unseen too'));
    await town.run();
    await publish();
    await town.run({ reason: 'additions' }, deps);
    expect(witnesses[0]?.asked.slice(1)).toEqual(['POST /w/add-checkpoint old 3', 'POST /w/add-checkpoint old 1']);
    expect((await readLog(town.deps.disclosure, [witnesses[0]?.vkey ?? ''])).cosigned).toEqual([1_794_000_000]);
  });

  it('is asked for again by the next run where a witness was down, though nothing changed', async () => {
    let isDown = true;
    const { town, deps, witnesses } = await setup((right) => (isDown ? { status: 503 } : right));
    expect(warned(town)).toEqual(['witness.example/w1']);
    isDown = false;
    await town.run({ reason: 'additions' }, deps);
    expect((await readLog(town.deps.disclosure, [witnesses[0]?.vkey ?? ''])).cosigned).toEqual([1_794_000_000]);
  });

  it.each<[string, Fault]>([
    ['answers nothing', () => 'never'],
    ['is broken', () => ({ status: 500, body: 'oh' })],
    ['sends elsewhere', () => ({ status: 302 })],
    ['knows a larger log', () => ({ status: 409, body: '1000\n' })],
    ['knows what is no number', () => ({ status: 409, body: '-1; drop' })],
    ['conflicts for ever', () => ({ status: 409, body: '0\n' })],
    ['signs nothing', () => ({ status: 200, body: '' })],
    ['signs another text', (right) => ({ ...right, body: cosigner('witness.example/w1').line('other\n1\nAA==\n') })],
    ['signs with another key', (_, request) => ({ status: 200, body: cosigner('witness.example/w1').line(request) })],
    ['adds lines of its own', (right) => ({ ...right, body: `\n\nevil\n— a b\n${'x'.repeat(40_000)}` })],
  ])('is public all the same, and bears no wrong line, where a witness %s', async (_, fault) => {
    const { town, witnesses } = await setup(undefined, fault);
    const [good, bad] = witnesses.map(({ vkey }) => vkey);
    const log = await readLog(town.deps.disclosure, [good ?? '', bad ?? '']);
    expect(log.cosigned).toEqual([1_794_000_000, undefined]);
    expect(log.note.trimEnd().split('\n')).toHaveLength(6);
    expect(warned(town)).toEqual(['witness.example/w2']);
    expect((await town.verify(town.clock.now())).findings).toEqual([]);
  });

  it('is held against witnesses by the command that verifies a copy', async () => {
    const { town, witnesses, keys } = await setup(undefined);
    const files = await bytesIn(town.deps.disclosure);
    const copy = folderReader(
      folderOf(new Map(Object.entries(files).map(([path, body]) => [path, Buffer.from(body, 'base64')]))),
    );
    const [vkey = ''] = witnesses.map((witness) => witness.vkey);
    const signed = await verifyDisclosure(copy, { witnesses: [vkey], logKeys: await keys() });
    expect(signed).toMatchObject({ ok: true, summary: { log: { size: 1, witnesses: ['witness.example/w1'] } } });
    const { findings } = await verifyDisclosure(copy, { witnesses: [cosigner('witness.example/w9').vkey] });
    expect(findings.map(({ check }) => check)).toEqual(['witness']);
    const kept = await readLog(town.deps.disclosure);
    expect((await verifyDisclosure(copy, { checkpoint: kept.note })).ok).toBe(true);
    const rewritten = kept.note.replace(
      /\n1\n./,
      (before) => `${before.slice(0, -1)}${before.endsWith('A') ? 'B' : 'A'}`,
    );
    expect((await verifyDisclosure(copy, { checkpoint: rewritten })).ok).toBe(false);
  });
});

describe('witnesses as they are configured', () => {
  const { vkey } = cosigner('witness.example/w1');
  it.each([
    ['no URL', vkey],
    ['a URL without TLS', `${vkey} http://witness.example/`],
    ['another URL', `${vkey} file:///etc/passwd`],
    ['a key whose id is not its own', `${vkey.replace(/\+.{8}\+/, '+00000000+')} https://witness.example/`],
    ['a key of another type', `${vkey.replace(/\+B/, '+A')} https://witness.example/`],
    ['something more', `${vkey} https://witness.example/ more`],
    ['nothing', ''],
  ])('are refused with %s', (_, text) => {
    expect(readWitnesses(text)).toBeUndefined();
  });

  it('may be none, and several', () => {
    expect(readWitnesses('none')).toEqual([]);
    expect(readWitnesses(`${vkey} https://a.example/, ${vkey} http://localhost:1/x`)).toHaveLength(2);
  });
});
