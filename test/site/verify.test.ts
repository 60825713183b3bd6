import { describe, expect, it } from 'vitest';
import { type Options, Unreadable } from '../../site/verify.mjs';
import { json, publicKey } from './digests.ts';
import { publish, type Step } from './publication.ts';
import { licence, STEPS, verifyFiles } from './sample.ts';

const checks = async (files: ReturnType<typeof publish>, options?: Options) =>
  (await verifyFiles(files, options)).findings.map(({ check, where }) => `${check} ${where}`);

describe('a publication that keeps its rules', () => {
  it('passes, and says what it holds', async () => {
    const result = await verifyFiles(publish(STEPS));
    expect(result.findings).toEqual([]);
    expect(result).toMatchObject({
      ok: true,
      summary: {
        version: 5,
        entries: 4,
        counts: { 'administrative-penalty': 2, 'administrative-licence': 2 },
        day: '2026-11-07',
        allFiles: true,
        allLookupFiles: true,
      },
    });
  });

  it('from before there was a log passes, but not for a reader who names a key or a witness of one', async () => {
    const key = 'log.example+00000000+AQAA';
    expect(await checks(publish(STEPS), { logKeys: [key] })).toEqual(['missing log/checkpoint']);
    expect(await checks(publish(STEPS), { witnesses: [key] })).toEqual(['missing log/checkpoint']);
  });

  it.each([1, 2, 3, 4])('passes at its version %i', async (n) => {
    expect(await checks(publish(STEPS.slice(0, n)))).toEqual([]);
  });

  it('passes when all entries have gone', async () => {
    const steps = [
      { at: '2026-11-02T16:00:00.000Z', set: [licence('9')] },
      { at: '2026-11-03T16:00:00.000Z', remove: [licence('9')] },
    ];
    expect(await checks(publish(steps))).toEqual([]);
  });

  it('passes when an entry came back under its id', async () => {
    const steps = [{ set: [licence('9')] }, { remove: [licence('9')] }, { set: [licence('9')] }];
    expect(
      await checks(publish(steps.map((step, day) => ({ at: `2026-11-0${day + 2}T16:00:00.000Z`, ...step })))),
    ).toEqual([]);
  });

  it('passes with files of the site and a recent withdrawal beside it', async () => {
    const files = publish(STEPS).set('index.html', Buffer.from('<p>')).set('catalog.jsonld', Buffer.from('{}'));
    const withdrawal = {
      kind: 'administrative-penalty',
      departmentCode: '112102990000000192',
      departmentName: '庄河市市场监督管理局',
      documentNumber: '庄市监罚〔2026〕2号',
      verb: 'revoke',
      reason: '事实不清',
      withdrawnOn: '2026-11-06',
    };
    expect(await checks(files.set('withdrawn.json', json({ withdrawals: [withdrawal] })))).toEqual([]);
  });

  it('passes with more than a hundred versions over several months', async () => {
    const steps: Step[] = Array.from({ length: 145 }, (_, day) => ({
      at: new Date(Date.UTC(2026, 10, 2 + day, 16)).toISOString(),
      set: day === 0 ? [licence('9')] : [],
    }));
    const files = publish(steps);
    expect(files.has('versions/2026-12.json')).toBe(true);
    expect(await checks(files)).toEqual([]);
    const month = files.get('versions/2026-12.json')?.toString() ?? '';
    expect(await checks(files.set('versions/2026-12.json', Buffer.from(month.replace('-15T', '-16T'))))).not.toEqual(
      [],
    );
    files.delete('versions/2026-12.json');
    expect(await checks(files)).toEqual(
      expect.arrayContaining(['missing versions/2026-12.json', 'versions versions.json']),
    );
  });
});

describe('what the reader asks for', () => {
  it('a later date finds what has expired by then, from 00:00 in Beijing on', async () => {
    const files = publish(STEPS);
    expect(await checks(files, { at: '2027-01-02T15:59:59.000Z' })).toEqual([]);
    const expired = await checks(files, { at: '2027-01-02T16:00:00.000Z' });
    expect(expired).toHaveLength(2); // in its part and in its look-up file
    expect(expired).toEqual([expect.stringMatching(/^publicity bulk/), expect.stringMatching(/^publicity by-subject/)]);
  });

  it('a key from elsewhere counts instead of keys.json', async () => {
    const other = Buffer.from('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', 'hex').toString(
      'base64',
    );
    expect(await checks(publish(STEPS), { keys: [publicKey] })).toEqual([]);
    expect(await checks(publish(STEPS), { keys: [other, publicKey] })).toEqual([]);
    const found = await checks(publish(STEPS), { keys: [other] });
    expect(found).toEqual([1, 2, 3, 4, 5].map((n) => `signature v/${n}/manifest.json`));
  });

  it.each([1, 2, 3, 4, 5])(
    'checking from version %i on trusts only the signed state before it',
    async (fromVersion) => {
      expect(await checks(publish(STEPS), { fromVersion })).toEqual([]);
      const forged = publish(STEPS, { entries: (entries) => entries.slice(1) });
      expect(await checks(forged, { fromVersion })).toContain('content-digest bulk/5.json');
    },
  );

  it('a version that does not exist yet cannot be the first', async () => {
    await expect(verifyFiles(publish(STEPS), { fromVersion: 6 })).rejects.toThrow(Unreadable);
  });

  it('a folder without latest.json is not judged', async () => {
    const files = publish(STEPS);
    files.delete('latest.json');
    await expect(verifyFiles(files)).rejects.toThrow(Unreadable);
  });
});
