import { describe, expect, it } from 'vitest';
import { logSigner } from '../../../shared/crypto/log-signer.ts';
import { newLogKeySecret, newSigningKeySecret } from '../../../shared/crypto/manifest-signer.ts';
import { noteTypes, readVerifierKey } from '../../../shared/crypto/note-keys.ts';
import { checkpointText, noteText, parseCheckpoint, parseNote } from '../../../shared/transparency/checkpoint.ts';
import { openCheckpoint } from '../../site/tlog-reader.mjs';

const ORIGIN = 'credit.example.gov.cn/log';
const text = checkpointText({ origin: ORIGIN, size: 7, root: new Uint8Array(32).fill(5) });
const signed = (secret: string) => Buffer.from(noteText({ text, signatures: logSigner(secret).sign(ORIGIN, text) }));
const keysOf = (secret: string) => logSigner(secret).verifierKeys(ORIGIN);

/** A secret from before there was a log. */
const older = (): string => {
  const { log: _, ...rest } = JSON.parse(newSigningKeySecret());
  return JSON.stringify(rest);
};

describe('keys of the log', () => {
  it('sign what a reader of the specification verifies', () => {
    const secret = newSigningKeySecret();
    const [vkey = ''] = keysOf(secret);
    expect(openCheckpoint(signed(secret), vkey)).toMatchObject({ origin: ORIGIN, size: 7 });
    expect(parseCheckpoint(parseNote(String(signed(secret)))?.text ?? '')).toMatchObject({ origin: ORIGIN, size: 7 });
  });

  it('follow from the key of manifests where a secret is from before there was a log, and are then kept', () => {
    const before = older();
    const [vkey = ''] = keysOf(before);
    expect(keysOf(before)).toEqual([vkey]);
    const rotated = newSigningKeySecret(before);
    expect(keysOf(rotated)).toEqual([vkey]);
    expect(logSigner(rotated).ownOrigin).toBe(logSigner(before).ownOrigin);
    expect(JSON.parse(rotated).current.keyId).not.toBe(JSON.parse(before).current.keyId);
    expect(vkey).not.toContain(JSON.parse(before).current.keyId);
  });

  it('sign two at a time after a rotation, so that whoever knows one of them still knows the log; older ones stay listed', () => {
    const first = newSigningKeySecret();
    const second = newLogKeySecret(first);
    const third = newLogKeySecret(second);
    const [one = ''] = keysOf(first);
    const [two = ''] = keysOf(second);
    const [three = ''] = keysOf(third);
    expect(keysOf(third)).toEqual([three, two, one]);
    expect(openCheckpoint(signed(second), one).size).toBe(7);
    expect(openCheckpoint(signed(third), two).size).toBe(7);
    expect(openCheckpoint(signed(third), three).size).toBe(7);
    expect(() => openCheckpoint(signed(third), one)).toThrow('not signed by the log');
    expect(logSigner(third).ownOrigin).toBe(logSigner(first).ownOrigin);
    expect(JSON.parse(third).current).toEqual(JSON.parse(first).current);
  });

  it('verify the example of the specification', () => {
    const vkey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
    const line =
      '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=';
    const key = readVerifierKey(vkey, noteTypes.log);
    const signature = key?.signatureIn(line) ?? Buffer.alloc(0);
    expect(key?.verifies('This is an example message.\n', signature)).toBe(true);
    expect(key?.verifies('This is another message.\n', signature)).toBe(false);
  });

  it.each([
    ['', undefined],
    ['a\n1\n', undefined],
    ['a\n01\nAAAA\n', undefined],
    ['a\n1\nAAAA\n', undefined],
  ])('read no checkpoint in %j', (given, expected) => {
    expect(parseCheckpoint(given)).toBe(expected);
    expect(parseNote(given)).toBeUndefined();
  });
});
