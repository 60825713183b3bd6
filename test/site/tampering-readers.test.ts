import { describe } from 'vitest';
import { type Json, prefixOf } from './digests.ts';
import { PREFIX_LENGTH } from './publication.ts';
import { first, open, second } from './sample.ts';
import { also, drop, eachIsFound, edit, type Forgery, identityNumber } from './tampering.ts';

const prefix = prefixOf(first, PREFIX_LENGTH);

function withdrawn(members: Json): Forgery {
  const document = { departmentCode: '1', departmentName: '局', documentNumber: '1号' };
  const row = { kind: 'administrative-penalty', ...document, verb: 'revoke', reason: '', withdrawnOn: '2026-11-06' };
  return edit('withdrawn.json', { withdrawals: [{ ...row, ...members }] });
}

describe('a tampering with the CSV files, the look-up files and the list of withdrawals is found', () => {
  eachIsFound({
    'the CSV has a row less: csv .csv.gz': { csv: (text) => text.replace(/\r\n.*?\r\n$/s, '\r\n') },
    'the CSV has a row more: csv .csv.gz': { csv: (text) => `${text}${',,,,'}\r\n` },
    'the CSV has a cell more in one row: csv .csv.gz': { csv: (text) => text.replace(/\r\n$/, ',x\r\n') },
    'the CSV has a formula in another column: csv .csv.gz': {
      csv: (text) => text.replace('虚构农民专业合作社', '=1+1'),
    },
    'the CSV gives another document number: csv .csv.gz': { csv: (text) => text.replace('2026〕', '2025〕') },
    'the CSV gives another id: csv .csv.gz': { csv: (text) => text.replace(/\n.{22},/, `\n${second.publicId},`) },
    'the CSV has columns beyond the list: csv .csv.gz': {
      csv: (text) => text.replaceAll('\r\n', `${',x'.repeat(20)}\r\n`),
    },
    'the CSV has another heading in one part: csv .csv.gz': {
      csv: (text) => text.replace('documentNumber列', text.includes('3号') ? '号' : 'documentNumber列'),
    },
    'the CSV starts a cell with a formula: csv .csv.gz': { csv: (text) => text.replace("'=", '=') },
    'the CSV says another amount: csv row 1 column 14 (fineFen列)': {
      csv: (text) => text.replace(/,1000000,/, ',1000001,'),
    },
    'the CSV has columns that changed places in one part: csv .csv.gz': {
      csv: (text) => (text.includes('3号') ? text.replace('general,2026-11-02', '2026-11-02,general') : text),
    },
    'the CSV has columns under headings that the dictionary gives to others: csv row 1 column 3 (subjectName列)': (
      files,
    ) => {
      const fields = ['kind', 'subjectName'].map((name) => ({
        name,
        label: { zh: name === 'kind' ? 'subjectName列' : 'kind列' },
      }));
      const kinds = [{ kind: 'administrative-penalty', fields }];
      files.set('data-dictionary.json', Buffer.from(JSON.stringify({ types: {}, forms: {}, kinds }, null, 2)));
    },
    'the CSV leaves a column out: csv .csv.gz': {
      csv: (text) =>
        text
          .split('\r\n')
          .map((row) => row.replace(/,([^,]*)$/, ''))
          .join('\r\n')
          .replaceAll('2026-04,', '2026-04'),
    },
    'the CSV is not quoted: csv .csv.gz': { csv: (text) => text.replaceAll('没收""违法所得""', '没收"违法所得"') },
    'the CSV has a byte order mark in both forms: encoding .csv.gz': { csv: (text) => `\ufeff${text}` },
    'the CSV for spreadsheets has other bytes: csv .bom.csv.gz': { csvBom: (bytes) => bytes.subarray(3) },
    'the CSV holds an identity number: identity-number .csv.gz': {
      csv: (text) => text.replace('庄河虚构贸易有限公司', identityNumber),
    },
    [`a look-up file is gone: missing by-subject/${prefix}.json`]: drop(`by-subject/${prefix}.json`),
    [`a look-up file lacks an entry: lookup by-subject/${prefix}.json`]: { lookup: (entries) => entries.slice(1) },
    [`a look-up file has a removed entry: lookup by-subject/${prefix}.json`]: { lookup: also(second) },
    [`a look-up file has an entry twice: duplicate by-subject/${prefix}.json`]: {
      lookup: (entries) => entries.concat(entries),
    },
    [`a look-up file has another content: lookup by-subject/${prefix}.json`]: {
      lookup: (entries) => entries.map((entry) => ({ ...entry, fields: { ...entry.fields, severity: 'serious' } })),
    },
    'a look-up file lies under another prefix: beside by-subject/00.json': (files) => {
      files.set('by-subject/00.json', files.get(`by-subject/${prefix}.json`) ?? Buffer.alloc(0));
      files.delete(`by-subject/${prefix}.json`);
    },
    [`an entry lies under the prefix of another: lookup by-subject/${prefix}.json`]: {
      lookup: (entries, at) => (at === prefix ? also(open)(entries) : entries),
    },
    'a look-up file holds a field outside the list: fields by-subject/': {
      lookup: (entries) => entries.map((entry) => ({ ...entry, fields: { ...entry.fields, remark: '' } })),
    },
    'lookup.json gives another length: missing by-subject/': edit('lookup.json', { prefixLength: 3 }),
    'lookup.json gives another digest: members lookup.json': edit('lookup.json', { hash: 'MD5' }),
    'withdrawn.json has an unknown kind: members withdrawn.json': withdrawn({ kind: 'blacklist' }),
    'withdrawn.json names the subject: members withdrawn.json': withdrawn({ subjectName: 'x' }),
    'withdrawn.json gives another reason than the law knows: members withdrawn.json': withdrawn({ verb: 'repair' }),
    'withdrawn.json keeps a withdrawal too long: withdrawn withdrawn.json': withdrawn({ withdrawnOn: '2026-10-07' }),
    'withdrawn.json holds an identity number: identity-number withdrawn.json': withdrawn({ reason: identityNumber }),
  });
});
