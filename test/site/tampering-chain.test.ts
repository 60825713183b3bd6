import { describe } from 'vitest';
import { type Json, json, publicKey, shaHex } from './digests.ts';
import { type Files, publish } from './publication.ts';
import { STEPS } from './sample.ts';
import { drop, eachIsFound, edit, manifest, respell } from './tampering.ts';

const at = (time: string) => `2026-11-03T${time}:00.000Z`;

/** Lists months whose files hold the first version's row, changed so. */
const months = (names: string[], change: Json) => (files: Files) => {
  const list = JSON.parse(String(files.get('versions.json')));
  files.set('versions.json', json({ ...list, months: names }));
  for (const name of names)
    files.set(`versions/${name}.json`, json({ versions: [{ ...list.versions.at(-1), ...change }] }));
};

describe('a tampering with the chain of manifests is found', () => {
  eachIsFound({
    'latest.json names an older version: latest latest.json': edit('latest.json', {
      version: 4,
      manifest: 'v/4/manifest.json',
    }),
    'latest.json names another digest: sha256 v/5/manifest.json': edit('latest.json', { sha256: shaHex('x') }),
    'latest.json leads out of the folder: path latest.json': edit('latest.json', {
      manifest: 'v/5/../../manifest.json',
    }),
    'latest.json is projected before it was published: time latest.json': edit('latest.json', {
      projectedAt: '2026-11-01T00:00:00.000Z',
    }),
    'latest.json has a member more: members latest.json': edit('latest.json', { note: 'x' }),
    'latest.json has a byte order mark: encoding latest.json': respell('latest.json', (text) => `\ufeff${text}`),
    'latest.json is no object: members latest.json': respell('latest.json', () => 'null'),
    'a manifest is gone: missing v/3/manifest.json': drop('v/3/manifest.json'),
    'a manifest has a member more: members v/2/manifest.json': manifest(2, { note: '' }),
    'a manifest has another format: members v/2/manifest.json': manifest(2, { format: 2 }),
    'a manifest has a member twice: encoding v/1/manifest.json': respell('v/1/manifest.json', (text) =>
      text.replace('{', '{"format":1,'),
    ),
    'a manifest was changed after it was signed: signature v/2/manifest.json': {
      signed: (n, it) => (n === 2 ? { ...it, cutAt: '2026-11-03T15:00:00.000Z' } : it),
    },
    'an older manifest was replaced, rightly signed: chain v/4/manifest.json': (files) => {
      const other = publish(STEPS, manifest(3, { cutAt: '2026-11-04T15:00:00.000Z' }));
      files.set('v/3/manifest.json', other.get('v/3/manifest.json') ?? Buffer.alloc(0));
    },
    'a manifest names no previous one: chain v/3/manifest.json': manifest(3, { previous: null }),
    'the first manifest names a previous one: chain v/1/manifest.json': manifest(1, {
      previous: { version: 1, sha256: shaHex('') },
    }),
    'a manifest names another previous digest: chain v/3/manifest.json': manifest(3, {
      previous: { version: 2, sha256: shaHex('') },
    }),
    'a manifest bears another number: chain v/3/manifest.json': manifest(3, { version: 4 }),
    'a manifest goes back in time: time v/3/manifest.json': manifest(3, {
      cutAt: '2026-10-04T16:00:00.000Z',
      publishedAt: '2026-10-04T16:00:00.000Z',
    }),
    'a manifest was cut before the one before it: time v/3/manifest.json': manifest(3, {
      cutAt: '2026-10-04T16:00:00.000Z',
    }),
    'a manifest was published before the one before it: time v/3/manifest.json': {
      manifest: (n, it) => ({
        ...it,
        ...{ 2: { cutAt: at('15:00') }, 3: { cutAt: at('15:30'), publishedAt: at('15:45') } }[n],
      }),
    },
    'a manifest was cut after it was published: time v/5/manifest.json': manifest(5, {
      cutAt: '2026-11-07T16:00:00.000Z',
    }),
    'a manifest counts another number of entries: entries v/3/manifest.json': manifest(3, { entries: 5 }),
    'a manifest counts kinds that do not add up: counts v/3/manifest.json': manifest(3, {
      counts: { 'administrative-penalty': 1 },
    }),
    'the newest manifest counts the kinds otherwise: counts bulk/5.json': manifest(5, {
      counts: { 'administrative-penalty': 3, 'administrative-licence': 1 },
    }),
    'the newest manifest counts one entry more: entries bulk/5.json': manifest(5, { entries: 5 }),
    'a manifest claims other changes: changes v/3/manifest.json': manifest(3, { changes: { ADD: 0, MOD: 2, DEL: 0 } }),
    'additions went on while they were held: changes v/5/manifest.json': manifest(5, { result: 'additions-held' }),
    'a manifest has a plain sum as its state: members v/2/manifest.json': manifest(2, { stateDigest: shaHex('sum') }),
    'a manifest has a forged state: state-digest v/2/manifest.json': manifest(2, {
      stateDigest: Buffer.alloc(2048, 1).toString('base64'),
    }),
    'a manifest spells its state otherwise: members v/2/manifest.json': manifest(2, (it) => ({
      ...it,
      stateDigest: String(it['stateDigest']).replace(/=+$/, ''),
    })),
    'a manifest lists a third file: path v/2/manifest.json': manifest(2, (it) => ({
      ...it,
      files: [
        ...(it['files'] as Json[]),
        { path: '../x', mediaType: 'text/csv', bytes: 1, rows: 1, sha256: shaHex('x') },
      ],
    })),
    'a manifest gives another media type: media-type v/2/delta.ndjson.gz': manifest(2, ({ files, ...it }) => ({
      ...it,
      files: (files as Json[]).map((file) => ({ ...file, mediaType: 'text/plain' })),
    })),
    'a manifest gives another number of parts: rows bulk/5.json': manifest(5, ({ files, ...it }) => ({
      ...it,
      files: (files as Json[]).map((file) => ({ ...file, rows: 1 })),
    })),
    'the key is another: signature v/1/manifest.json': edit('keys.json', {
      keys: [{ keyId: 'first', algorithm: 'Ed25519', publicKey: Buffer.alloc(32, 2).toString('base64') }],
    }),
    'the key has another name: signature v/1/manifest.json': edit('keys.json', {
      keys: [{ keyId: 'second', algorithm: 'Ed25519', publicKey }],
    }),
    'two keys have one name: duplicate keys.json': edit('keys.json', ({ keys }) => ({
      keys: [...(keys as Json[]), ...(keys as Json[])],
    })),
    'a version is left out of the list: versions versions.json': edit('versions.json', (it) => ({
      ...it,
      versions: (it['versions'] as Json[]).slice(1),
    })),
    'the list gives another digest: versions versions.json': respell('versions.json', (text) =>
      text.replace(/"sha256":"../, '"sha256":"00'),
    ),
    'the list gives another path: versions versions.json': respell('versions.json', (text) =>
      text.replace('v/5/manifest.json', 'v/4/manifest.json'),
    ),
    'the list has the oldest first: versions versions.json': edit('versions.json', (it) => ({
      ...it,
      versions: (it['versions'] as Json[]).toReversed(),
    })),
    'a month is listed twice: duplicate versions.json': months(['2026-11', '2026-11'], { version: 1 }),
    'a month has a version of another month: versions versions/2026-12.json': months(['2026-12'], { version: 1 }),
    'a month has a version that is not there yet: versions versions/2026-11.json': months(['2026-11'], {
      version: 6,
      manifest: 'v/6/manifest.json',
    }),
    'a month leads out of the folder: path versions.json': edit('versions.json', { months: ['../2026-11'] }),
  });
});
