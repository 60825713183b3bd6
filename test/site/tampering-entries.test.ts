import { describe, expect, it } from 'vitest';
import { publish } from './publication.ts';
import { first, penalty, STEPS, second, third, verifyFiles } from './sample.ts';
import { also, eachIsFound, fields, firstEntry, identityNumber } from './tampering.ts';

describe('a tampering with the entries is found', () => {
  eachIsFound({
    'an entry is left out: content-missing bulk/5.json': {
      entries: (entries) => entries.filter(({ publicId }) => publicId !== third.publicId),
    },
    'a removed entry is still there: content-extra bulk/5.json': {
      entries: (entries, group) => (group.includes('2027-W05') ? also(second)(entries) : entries),
    },
    'an entry is there twice: duplicate bulk/parts/': { entries: (entries) => entries.concat(entries) },
    'entries are not sorted: order bulk/parts/': { entries: (entries) => also(penalty('4'))(entries).toReversed() },
    'a field was changed: commitment bulk/5.json': fields({ departmentName: '其他' }),
    'a salt was changed: commitment bulk/5.json': firstEntry((entry) => ({ ...entry, salt: first.salt })),
    'a salt is too short: members bulk/parts/': firstEntry((entry) => ({ ...entry, salt: 'AAAA' })),
    'an entry has a member more: members bulk/parts/': firstEntry((entry) => ({ ...entry, operator: 'x' })),
    'a field is outside the list: fields bulk/parts/': fields({ legalRepresentative: '某人' }),
    'a field of the other kind: fields bulk/parts/': {
      ndjson: (text) => text.replace('"fields":{', '"fields":{"licenceNumber":"1","fineFen":1,'),
    },
    'a field has another type: fields bulk/parts/': fields({ documentNumber: 1 }),
    'money is no integer: fields bulk/parts/': {
      ndjson: (text) => text.replace('2000000', '0.5').replace('1000000', '0.5'),
    },
    'a date does not exist: fields bulk/parts/': fields({ decisionDate: '2026-02-30' }),
    'a penalty has no end of publicity: fields bulk/parts/': {
      ndjson: (text) => text.replaceAll('"publicUntil":"2027-02-02",', ''),
    },
    'a required field is absent: fields bulk/parts/': fields({ documentNumber: undefined }),
    'a kind is unknown: fields bulk/parts/': fields({ kind: 'blacklist' }),
    'the subject has no valid credit code: fields bulk/parts/': fields({
      unifiedSocialCreditCode: '91210299000000019X',
    }),
    'the subject is a person: identity-number bulk/parts/': fields({ unifiedSocialCreditCode: identityNumber }),
    'a text holds an identity number: identity-number bulk/parts/': fields({
      subjectName: `某人（${identityNumber}）`,
    }),
    'a field outside the list holds an identity number: identity-number bulk/parts/': fields({
      holder: identityNumber,
    }),
    'an entry is spelt with escapes: encoding bulk/parts/': { ndjson: (text) => text.replaceAll('庄', '\\u5e84') },
    'an entry has half a character: encoding bulk/parts/': fields({ departmentName: '\ud800' }),
    'an entry has a member twice: encoding bulk/parts/': {
      ndjson: (text) => text.replaceAll('{"kind"', '{"kind":"x","kind"'),
    },
  });
});

describe('an entry is public only in its time', () => {
  it.each([
    ['has expired', { publicUntil: '2026-11-07' }],
    ['is not public yet', { publicFrom: '2026-11-08' }],
  ])('one that %s is found in its part and in its look-up file', async (_, dates) => {
    const steps = [...STEPS, { at: '2026-11-06T17:00:00.000Z', set: [penalty('5', dates)] }];
    const { findings } = await verifyFiles(publish(steps));
    expect(findings.map(({ check }) => check)).toEqual(['publicity', 'publicity']);
  });
});
