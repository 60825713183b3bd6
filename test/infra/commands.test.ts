import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../shared/kernel/beijing-time.ts';
import { COMPANY, licence, PERSON, penalty } from '../builders/submissions.ts';
import { type Engines, startEngines } from '../engines.ts';
import { drain, run, TODAY, type Town, town, YESTERDAY } from './town.ts';

const STACK_TIMEOUT_MS = 120_000;

describe('a command', () => {
  it.each([
    'publish-now.ts',
    'rederive.ts',
    'replay.ts',
    'restore.ts',
    'put-keys.ts',
    'seed.ts',
    'take-down.ts',
    'audit.ts',
    'redeliver.ts',
  ])('%s says with --help how it is called', async (file) => {
    const called = await run(file, ['--help'], {});
    expect(called).toMatchObject({ code: 0, stderr: '' });
    expect(called.stdout).toMatch(/^ {2}--\w/m);
  });
});

describe('npm run publish', () => {
  let engines: Engines;
  let environment: Record<string, string>;
  beforeAll(async () => {
    engines = await startEngines();
    environment = {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_SQS: engines.sqs,
    };
  });
  afterAll(() => engines.stop());

  it('asks the publisher for a run, each time it is called', async () => {
    const queueUrl = engines.createQueue('asked.fifo');
    const called = await run('publish-now.ts', [], { ...environment, PUBLICATION_QUEUE_URL: queueUrl });
    expect(called).toMatchObject({ code: 0, stderr: '' });
    await run('publish-now.ts', ['--queue-url', queueUrl, '--allow-volume'], environment);
    await run('publish-now.ts', ['--queue-url', queueUrl, '--reason', 'daily'], environment);
    const asked = await drain(new SQSClient({ endpoint: engines.sqs, region: 'eu-west-1' }), queueUrl);
    expect(asked.map(({ Body = '' }) => JSON.parse(Body))).toEqual([
      { reason: 'manual' },
      { reason: 'manual', allowVolume: true },
      { reason: 'daily' },
    ]);
  });

  it.each([
    ['the queue', [], '--queue-url or PUBLICATION_QUEUE_URL'],
    ['a reason that there is', ['--queue-url', 'http://localhost/q.fifo', '--reason', 'whim'], '--reason'],
    ['options that it knows', ['--force'], '--force'],
  ])('needs %s, and says so', async (_, args, named) => {
    const called = await run('publish-now.ts', args, environment);
    expect(called.code).toBe(2);
    expect(called.stderr).toContain(named);
    expect(called.stderr).toContain('--allow-volume');
  });
});

const NOTHING = { notifications: 0, pending: 0, counts: 0, aliases: 0 };

/** An organisation with an older code that no other has. */
const VILLAGE = {
  category: 'organisation',
  name: '庄河示例村民之家',
  unifiedSocialCreditCode: '112102990000100225',
  registrationNumber: '110108000673293',
};
const disclosure = { ...penalty().disclosure, decidedOn: YESTERDAY };
const serious = { grade: 'serious', criterion: '造成严重后果' };
const recent = (override: Record<string, unknown>) =>
  penalty({ decisionDate: YESTERDAY, disclosure, actDate: YESTERDAY, ...override });

describe('npm run rederive on a system that lost nothing', { timeout: STACK_TIMEOUT_MS }, () => {
  let city: Town;
  beforeAll(async () => {
    city = await town({ relayed: true });
    const [corrected, withdrawn] = [
      await city.post(recent({ severity: serious, documentNumber: '一' })),
      await city.post(recent({ documentNumber: '二' })),
      await city.post(recent({ documentNumber: '三', disclosure: undefined })),
      await city.post(recent({ subject: PERSON, documentNumber: '四', disclosure: undefined })),
      await city.post(recent({ documentNumber: '五', disclosure: { ...disclosure, publishFrom: addDays(TODAY, 5) } })),
      await city.post(
        recent({ documentNumber: '六', decisionDate: addDays(TODAY, -1_800), actDate: addDays(TODAY, -1_801) }),
      ),
      await city.post(licence({ decisionDate: YESTERDAY, subject: VILLAGE })),
      await city.post(recent({ documentNumber: '七', subject: { ...COMPANY, name: '另一名称有限公司' } })),
    ];
    await city.publish();
    await city.correct(corrected, 1, { fineFen: 1_000_000 });
    await city.withdraw(withdrawn, 1);
    await city.publish();
  }, STACK_TIMEOUT_MS);
  afterAll(() => city?.stop());

  it('finds nothing missing and writes nothing, whatever became of the records', async () => {
    const before = await city.derived();
    const { code, stdout, missing } = await city.rederive();
    expect({ code, missing }).toEqual({ code: 0, missing: NOTHING });
    expect(stdout).toContain('8 条记录 records');
    expect(await city.derived()).toEqual(before);
  });

  it('writes inboxes, counts and codes again as they were, if they are lost; what was acknowledged must be so again', async () => {
    const [first] = await city.inbox('finance');
    await city.acknowledge('finance', first?.id ?? '');
    const before = await city.derived();
    const lost = Object.keys(before).filter((key) => /^(NOTIFICATION|STAT|ALIAS|NAME)#/.test(key));
    await city.lose(lost);
    const whatIsMissing = {
      notifications: lost.filter((key) => key.startsWith('NOTIFICATION#')).length,
      pending: 0,
      counts: 8,
      aliases: lost.filter((key) => /^(ALIAS|NAME)#/.test(key)).length,
    };
    expect(whatIsMissing.notifications).toBeGreaterThan(5);
    const kept = await city.derived();
    expect((await city.rederive('--dry-run')).missing).toEqual(whatIsMissing);
    expect(await city.derived()).toEqual(kept);
    expect((await city.rederive('--segments', '1')).missing).toEqual(whatIsMissing);
    const after = await city.derived();
    const acknowledged = `NOTIFICATION#${first?.id} NOTIFICATION`;
    const { acknowledgedAt: _, acknowledgedBy: __, ...entry } = before[acknowledged] ?? {};
    expect(after).toEqual({ ...before, [acknowledged]: expect.objectContaining(entry) });
    expect(await city.inbox('finance')).toHaveLength(2);
    expect((await city.rederive()).missing).toEqual(NOTHING);
  });

  it('says which names it needs', async () => {
    const { code, stderr } = await run('rederive.ts', ['--register-table', 'register'], {});
    expect(code).toBe(2);
    for (const name of [
      'DERIVED_TABLE',
      'NOTIFICATION_QUEUE_URL',
      'PUBLICATION_QUEUE_URL',
      'CASE_WORK_QUEUE_URL',
      'LEDGER_BUCKET',
    ])
      expect(stderr).toContain(name);
  });
});

describe('npm run rederive after the stream was lost', { timeout: STACK_TIMEOUT_MS }, () => {
  let city: Town;
  beforeAll(async () => {
    city = await town({ relayed: false });
  }, STACK_TIMEOUT_MS);
  afterAll(() => city?.stop());

  it('makes the departments hear of every version, in order, and the public copy follow each time', async () => {
    const id = await city.post(recent({ severity: serious }));
    await city.publish();
    expect({ inbox: await city.inbox('finance'), entries: await city.publicEntries() }).toEqual({
      inbox: [],
      entries: 0,
    });

    expect((await city.rederive()).missing).toEqual({ notifications: 2, pending: 1, counts: 1, aliases: 2 });
    await city.publish();
    expect(await city.publicEntries()).toBe(1);

    await city.correct(id, 1, { fineFen: 1_000_000 });
    expect((await city.rederive()).missing).toEqual({ notifications: 2, pending: 1, counts: 1, aliases: 0 });
    expect(await city.publicEntries()).toBe(1);

    await city.withdraw(id, 2);
    // The publisher is asked at once: nobody waits for the schedule.
    expect((await city.rederive()).missing).toEqual({ notifications: 2, pending: 1, counts: 1, aliases: 0 });
    expect(await city.publicEntries()).toBe(0);
    expect(await city.withdrawals()).toMatchObject([{ verb: 'revoke', reason: '决定予以撤销' }]);

    for (const department of ['finance', 'credit-office']) {
      expect(await city.inbox(department)).toMatchObject([
        { about: id, type: 'posted' },
        { about: id, type: 'corrected' },
        { about: id, type: 'ended' },
      ]);
    }
    expect((await city.rederive()).missing).toEqual(NOTHING);
  });

  it('counts a disclosure that was in time as in time, also if it ended meanwhile', async () => {
    await city.fold();
    const [counted] = await city.counts(YESTERDAY.slice(0, 7));
    expect(counted).toMatchObject({ department: 'market-regulation', received: 1, timely: 1 });
  });

  it('names a record that it cannot read, derives the others all the same, and fails', async () => {
    await city.damage('damaged-record');
    await city.lose(Object.keys(await city.derived()).filter((key) => key.startsWith('STAT#')));
    const { code, stdout, missing } = await city.rederive();
    expect({ code, missing }).toEqual({ code: 1, missing: { ...NOTHING, counts: 1 } });
    expect(stdout).toContain('damaged-record');
  });
});
