import { describe, expect, it } from 'vitest';
import { type Hooks, publish } from './publication.ts';
import { STEPS, typicalCase, verifyFiles } from './sample.ts';
import { identityNumber } from './tampering.ts';

const AT = '2026-11-07T16:00:00.000Z';
const one = typicalCase('a');

const verified = async (entry = one, hooks: Hooks = {}) => {
  const { findings } = await verifyFiles(publish([...STEPS, { at: AT, set: [entry] }], hooks));
  return [...new Set(findings.map(({ check }) => check))];
};

/** A hook that changes the typical case where it lies in its part, and nothing else. */
const inPart = (fields: object): Hooks => ({
  entries: (entries) =>
    entries.map((entry) =>
      entry.publicId === one.publicId ? { ...entry, fields: { ...entry.fields, ...fields } } : entry,
    ),
});

describe('a publication with typical cases', () => {
  it('adds up beside penalties and licences', async () => {
    expect(await verified()).toEqual([]);
    const files = publish([...STEPS, { at: AT, set: [one] }]);
    const { summary } = await verifyFiles(files);
    expect(summary).toMatchObject({ counts: { 'typical-case': 1 } });
  });

  it('names no subject: a credit code is a field outside the list', async () => {
    expect(await verified(typicalCase('a', { unifiedSocialCreditCode: '91210299000000019R' }))).toContain('fields');
  });

  it('has an end, and a text that holds no identity number', async () => {
    expect(await verified(one, inPart({ publicUntil: undefined }))).toContain('fields');
    expect(await verified(typicalCase('a', { text: `身份证${identityNumber}` }))).toContain('identity-number');
    expect(await verified(typicalCase('a', { effect: 'shame' }))).toContain('fields');
  });

  it('is bound by its commitment', async () => {
    expect(await verified(one, inPart({ title: '另一标题' }))).toContain('commitment');
  });

  it('lies in no look-up file: one that is found there is wrong', async () => {
    const found = await verified(one, { lookup: (entries) => [...entries, one] });
    expect(found).toContain('lookup');
  });

  it('is known in its table by its title', async () => {
    const found = await verified(one, { csv: (text) => text.replaceAll('清偿工资典型案例a', '') });
    expect(found).toContain('csv');
  });
});
