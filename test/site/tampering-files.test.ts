import { gzipSync } from 'node:zlib';
import { describe } from 'vitest';
import { commit, type Json, json, shaHex } from './digests.ts';
import type { Change } from './publication.ts';
import { first, penalty } from './sample.ts';
import { add, compressed, deltaText, drop, eachIsFound, eachPart, eachRow, flip, named, rows } from './tampering.ts';

describe('a tampering with the deltas is found', () => {
  const nothing = shaHex('');
  const modified = (change: Partial<Change>) => eachRow(2, (row) => (row.op === 'MOD' ? { ...row, ...change } : row));
  eachIsFound({
    'a byte of a delta flips: sha256 v/1/delta.ndjson.gz': flip(/^v\/1\/delta/),
    'a delta is gone: missing v/3/delta.ndjson.gz': drop('v/3/delta.ndjson.gz'),
    'a delta leaves out a change: state-digest v/1/manifest.json': rows(1, (all) => all.slice(1)),
    'a delta is not sorted: order v/1/delta.ndjson.gz line 2': rows(1, (all) => all.toReversed()),
    'a delta has a change twice: order v/1/delta.ndjson.gz line 2': rows(1, (all) => all.slice(0, 1).concat(all)),
    'a delta adds what is there: delta v/3/delta.ndjson.gz line 1': rows(3, () => [
      { op: 'ADD', publicId: first.publicId, version: 3, commitment: nothing },
    ]),
    'a delta changes what is not there: delta v/2/delta.ndjson.gz': modified({ publicId: penalty('x').publicId }),
    'a delta changes from another content: delta v/2/': modified({ previous: { version: 1, commitment: nothing } }),
    'a delta changes to the same content: delta v/2/': modified({ version: 1, commitment: commit(first) }),
    'a delta changes to an older version: delta v/2/': modified({ previous: { version: 3, commitment: nothing } }),
    'a delta changes without saying from what: members v/2/delta.ndjson.gz': eachRow(
      2,
      ({ previous: _, ...row }) => row,
    ),
    'a delta removes another content: delta v/4/delta.ndjson.gz line 1': eachRow(4, (row) => ({
      ...row,
      commitment: nothing,
    })),
    'a delta removes what is not there: delta v/4/': eachRow(4, (row) => ({ ...row, publicId: penalty('x').publicId })),
    'a delta gives the reason of a removal: members v/4/': eachRow(4, (row) => ({ ...row, reason: 'repaired' })),
    'a delta spells an id otherwise: members v/1/': eachRow(1, (row) => ({
      ...row,
      publicId: `${row.publicId.slice(0, 21)}B`,
    })),
    'a delta has no line feed at its end: encoding v/4/delta.ndjson.gz': deltaText(4, (text) => text.trimEnd()),
    'a delta has spaces: encoding v/4/delta.ndjson.gz line 1': deltaText(4, (text) => text.replace(':', ': ')),
    'a delta has an empty line: encoding v/3/delta.ndjson.gz line 1': deltaText(3, () => '\n'),
    'a delta has a line less than its manifest says: rows v/4/delta.ndjson.gz': deltaText(4, () => ''),
    'a delta has a second, empty member: gzip v/2/delta.ndjson.gz': compressed(/^v\/2/, (bytes) =>
      Buffer.concat([bytes, gzipSync('')]),
    ),
  });
});

describe('a tampering with the bulk list and the parts is found', () => {
  eachIsFound({
    'a byte of the bulk list flips: sha256 bulk/5.json': flip(/^bulk\/5\.json/),
    'a byte of a part flips: sha256 bulk/parts/': flip(/^bulk\/parts.*\.ndjson/),
    'a byte of a CSV file flips: sha256 .csv.gz': flip(/[0-9a-f]\.csv\.gz/),
    'a byte of a CSV file for spreadsheets flips: sha256 .bom.csv.gz': flip(/\.bom\.csv\.gz/),
    'a byte of a look-up file flips: lookup by-subject/': flip(/^by-subject/),
    'a part is shorter than listed: bytes bulk/parts/': (files) =>
      void files.set(named(files, /^bulk\/parts.*\.ndjson/), gzipSync('')),
    'a part is gone: missing bulk/parts/': (files) => drop(named(files, /^bulk\/parts.*\.ndjson\.gz/))(files),
    'a part has bytes after its end: gzip bulk/parts/': compressed(/^ndjson/, (bytes) =>
      Buffer.concat([bytes, Buffer.from('more')]),
    ),
    'a part has a second member: gzip bulk/parts/': compressed(/^ndjson/, (bytes) =>
      Buffer.concat([bytes, gzipSync('more\n')]),
    ),
    'a part is cut off: gzip bulk/parts/': compressed(/^ndjson/, (bytes) => bytes.subarray(0, -9)),
    'a gzip header bears a comment: gzip bulk/parts/': compressed(/^ndjson/, (bytes) =>
      Buffer.concat([Buffer.from('1f8b0810', 'hex'), bytes.subarray(4, 10), Buffer.from('who\0'), bytes.subarray(10)]),
    ),
    'a gzip header has a flag: gzip bulk/parts/': compressed(/^ndjson/, (bytes) =>
      Buffer.concat([Buffer.from('1f8b0801', 'hex'), bytes.subarray(4)]),
    ),
    'a gzip checksum is wrong: gzip .csv.gz': compressed(/^csv/, (bytes) =>
      Buffer.concat([bytes.subarray(0, -8), Buffer.alloc(4), bytes.subarray(-4)]),
    ),
    'a part is no UTF-8: encoding bulk/parts/': compressed(/^ndjson/, () => gzipSync(Buffer.from([0xff, 10]))),
    'the bulk list is of another version: bulk bulk/5.json': { bulkList: (list) => ({ ...list, version: 4 }) },
    'the bulk list leads out of the folder: path bulk/5.json parts[0]': eachPart(({ csv }) => ({
      csv: { ...(csv as Json), path: 'bulk/parts/../../../etc/passwd' },
    })),
    'the bulk list leaves out a part: content-missing bulk/5.json': { parts: (parts) => parts.slice(1) },
    'the bulk list names a part twice: duplicate bulk/5.json': { parts: (parts) => parts.concat(parts.slice(0, 1)) },
    'the bulk list puts a part into another group: group bulk/parts/': eachPart(({ kind }) => ({
      group: `${kind}/2099-W01/0`,
    })),
    'the bulk list has a group of no such kind: group bulk/5.json parts[0]': eachPart(() => ({ group: 'x' })),
    'the bulk list counts other rows: rows bulk/parts/': eachPart(() => ({ rows: 7 })),
    'the bulk list has an empty part: members bulk/5.json parts[0]': eachPart(() => ({ rows: 0 })),
    'the bulk list gives another media type: media-type bulk/parts/': eachPart(({ ndjson }) => ({
      ndjson: { ...(ndjson as Json), mediaType: 'text/plain' },
    })),
    'an older bulk list is still there: beside bulk/4.json': add('bulk/4.json'),
    'a part lies there that nobody lists: beside bulk/parts/': add(`bulk/parts/${shaHex('x')}.ndjson.gz`),
    'a backup lies elsewhere: beside backup/all.ndjson.gz': add('backup/all.ndjson.gz'),
    'a later version lies there: beside v/6/delta.ndjson.gz': add('v/6/delta.ndjson.gz'),
    'a look-up file of nobody lies there: beside by-subject/00.json': add('by-subject/00.json', json({ entries: [] })),
  });
});
