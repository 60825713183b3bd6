import { gunzipSync } from 'node:zlib';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PUBLISHED_SORTS, publicColumns } from '../../functions/queue/published-sorts.ts';
import { relay } from '../../functions/stream/handlers/relay.ts';
import { documentClient, sqsClient } from '../../shared/aws/clients.ts';
import { endDateStore } from '../../shared/cases/end-date-store.ts';
import { clockStore } from '../../shared/clocks/clock-store.ts';
import { randomText } from '../../shared/crypto/digests.ts';
import { typicalCasePlace } from '../../shared/crypto/typical-case-keys.ts';
import type { PublicEntry } from '../../shared/disclosure/entry.ts';
import { pendingStore } from '../../shared/disclosure/pending-store.ts';
import { publicationQueue } from '../../shared/disclosure/publication-queue.ts';
import { exchangeEntries } from '../../shared/exchange/entry-store.ts';
import { bearerStore } from '../../shared/files/bearer-store.ts';
import { beijingDate, type CalendarDate, type Instant } from '../../shared/kernel/beijing-time.ts';
import { letterIndex } from '../../shared/letters/letter-index-store.ts';
import { notificationQueue } from '../../shared/notifications/notification-queue.ts';
import { awaitedPublications } from '../../shared/rederive/awaited-publications.ts';
import { derivedItems } from '../../shared/rederive/derived-items-store.ts';
import { rederive } from '../../shared/rederive/rederive.ts';
import { registerPages } from '../../shared/rederive/register-pages-store.ts';
import { typicalCaseRederiver } from '../../shared/rederive/typical-cases.ts';
import { publicationSource } from '../../shared/register/publication-source-store.ts';
import { retentionDueStore } from '../../shared/retention/retention-due-store.ts';
import { disclosureCountStore } from '../../shared/statistics/disclosure-count-store.ts';
import { jointCountStore } from '../../shared/statistics/joint-count-store.ts';
import { accessStore } from '../../shared/subject-door/access-store.ts';
import { codeAliasStore } from '../../shared/subjects/code-alias-store.ts';
import { nameLeadStore } from '../../shared/subjects/name-lead-store.ts';
import {
  publishTypicalCase,
  reviewTypicalCase,
  withdrawTypicalCase,
  writeTypicalCase,
} from '../../shared/typical-cases/transitions.ts';
import type { TypicalCase } from '../../shared/typical-cases/typical-case.ts';
import { typicalCaseStore } from '../../shared/typical-cases/typical-case-store.ts';
import { type Engines, names, startEngines } from '../engines.ts';
import { besideIn } from '../shared/disclosure/support/beside.ts';
import { city, clear, pathsIn, publicContent, textIn } from '../shared/disclosure/support/publisher.ts';
import { actor, ON, UNTIL, value, WRITTEN } from '../shared/typical-cases/cases.ts';

let engines: Engines;
let round = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines?.stop());
beforeEach(() => {
  round += 1;
  return clear(engines);
});

const START = '2026-11-23T02:00:00.000Z';

/** A city whose register is the real one: what is written there goes through the relay to the publisher. */
const town = () => {
  const client = documentClient();
  const register = { client, table: names.registerTable };
  const derived = { client, table: names.derivedTable };
  const cases = typicalCaseStore(register);
  const base = city(START);
  const own = new Set<string>();
  const deps = { ...base.deps, source: publicationSource(register, PUBLISHED_SORTS), columnsOf: publicColumns };
  const queue = (name: string) => ({ client: sqsClient(), queueUrl: engines.createQueue(`${name}-${round}.fifo`) });
  const silent = () => undefined;
  const relayDeps = {
    notifications: notificationQueue(queue('notifications')),
    publications: publicationQueue(queue('publications')),
    pending: pendingStore(client, names.derivedTable),
    counts: disclosureCountStore(derived),
    codeAliases: codeAliasStore(derived),
    nameLeads: nameLeadStore(derived),
    retentionDue: retentionDueStore(derived),
    accesses: accessStore(derived),
    ends: endDateStore(derived),
    jointCounts: jointCountStore(derived),
    clocks: clockStore(derived),
    readers: async () => undefined,
    letters: letterIndex(derived),
    bearers: bearerStore(derived),
    exchange: exchangeEntries(derived),
    caseWork: { send: async () => undefined },
    log: { info: silent, warn: silent, error: silent },
  };
  const relayed = relay(relayDeps);
  const relayAll = async (): Promise<void> => {
    for await (const { Items = [] } of paginateScan(
      { client: new DynamoDBClient({}) },
      { TableName: names.registerTable },
    )) {
      const images = Items.filter(({ entity, id }) => entity?.S === 'typical-case' && own.has(id?.S ?? ''));
      const Records = images.map((image, at) => ({
        dynamodb: { SequenceNumber: String(at), NewImage: JSON.parse(JSON.stringify(image, asBase64)) },
      }));
      expect(await relayed({ Records })).toEqual({ batchItemFailures: [] });
    }
  };
  const lost = async (dryRun: boolean): Promise<number> => {
    const awaited = await awaitedPublications({
      pending: pendingStore(client, names.derivedTable),
      states: base.deps.states,
      withdrawn: base.deps.withdrawn,
      publisher: base.deps,
      today: beijingDate(base.clock.now()),
    });
    const rederiver = typicalCaseRederiver({ ...relayDeps, awaited, derivedItems: derivedItems(derived) });
    return (await rederive(registerPages(register), [rederiver], { dryRun, segments: 1 })).missing.pending ?? 0;
  };
  return { ...base, lost, cases, own, run: (message = { reason: 'additions' }) => base.run(message, deps), relayAll };
};

/** What JSON makes of binary attributes in a stream's event. */
function asBase64(this: Record<string, unknown>, name: string, plain: unknown): unknown {
  const given = this[name];
  return given instanceof Uint8Array ? Buffer.from(given).toString('base64') : plain;
}

const at = (officer: string, time: string) => actor(officer, time as Instant);

type Town = ReturnType<typeof town>;

const saved = async ({ cases, own }: Town, next: TypicalCase): Promise<TypicalCase> => {
  own.add(next.id);
  const old = await cases.find(next.id);
  if (old === undefined) {
    const added = await cases.add(next, next.title);
    if (!added.ok) throw new Error('there is another');
    return added.value.image;
  }
  const changed = await cases.change(old, next, [old.image.state]);
  if (!changed.ok) throw new Error('another was faster');
  return changed.value.image;
};

const published = async (here: Town, title = WRITTEN.title, publishFrom = '2026-11-23'): Promise<TypicalCase> => {
  const written = { ...WRITTEN, title };
  const place = typicalCasePlace({ year: '2026', department: 'market-regulation', caseId: `${round}`, title });
  const opened = value(writeTypicalCase({ place, publicId: randomText(16), on: ON, written, by: at('writer', START) }));
  const draft = await saved(here, opened);
  const looked = await saved(here, value(reviewTypicalCase(draft, { namesNoPerson: true }, at('second', START))));
  const publication = { publishFrom: publishFrom as CalendarDate, publishUntil: UNTIL, on: ON };
  return saved(here, value(publishTypicalCase(looked, publication, at('second', START))));
};

/** The entries of all bulk parts: about no subject, they lie in no look-up file. */
const entriesIn = async ({ deps: { disclosure } }: Town): Promise<readonly PublicEntry[]> => {
  expect((await publicContent(disclosure)).entries).toEqual([]);
  const parts = (await pathsIn(disclosure)).filter((path) => /^bulk\/parts\/.*\.ndjson\.gz$/.test(path));
  const texts = await Promise.all(
    parts.map(async (path) => gunzipSync((await disclosure.get(path)) ?? new Uint8Array())),
  );
  return texts.flatMap((text) => text.toString().trim().split('\n')).map((line) => JSON.parse(line));
};

const sound = async (here: Town) => {
  const { findings } = await here.verify(here.clock.now());
  expect(findings).toEqual([]);
  return entriesIn(here);
};

describe('typical cases in the public copy', () => {
  it('can be read by anybody, and a stranger finds that all adds up', async () => {
    const here = town();
    const typical = await published(here);
    await here.relayAll();
    await here.run();
    const [entry, ...others] = await sound(here);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ publicId: typical.publicId, version: 3 });
    expect(entry?.fields).toEqual({
      kind: 'typical-case',
      ...WRITTEN,
      field: 'wage-arrears',
      effect: 'punishment',
      departmentCode: 'market-regulation',
      departmentName: '庄河市市场监督管理局',
      publicFrom: '2026-11-23',
      publicUntil: UNTIL,
    });
    expect(await textIn(here.deps.disclosure)).not.toContain('writer');
    const { lists, pages } = await besideIn(here.deps.disclosure);
    const shown = { ...WRITTEN, field: 'wage-arrears', effect: 'punishment', publicFrom: '2026-11-23' };
    expect(lists).toEqual({
      'typical-case/market-regulation/2026-11': [{ publicId: typical.publicId, ...shown, publicUntil: UNTIL }],
    });
    expect(pages).toEqual({});
  });

  it('are there neither as drafts nor before their day, and leave when their time is over', async () => {
    const here = town();
    await published(here, '明日发布', '2026-11-24');
    const place = typicalCasePlace({ year: '2026', department: 'x', caseId: `${round}`, title: '草稿' });
    const draft = { place, publicId: randomText(16), on: ON, written: WRITTEN, by: at('writer', START) };
    await saved(here, value(writeTypicalCase(draft)));
    await here.relayAll();
    await here.run();
    expect(await entriesIn(here)).toEqual([]);
    here.setTime('2026-11-23T16:00:00.000Z');
    await here.run();
    expect((await sound(here)).map(({ fields }) => fields['title'])).toEqual(['明日发布']);
    here.setTime(`${UNTIL}T02:00:00.000Z`);
    await here.run();
    expect(await sound(here)).toEqual([]);
    expect(await textIn(here.deps.disclosure)).not.toContain('明日发布');
  });

  it('leave with the next run when they are withdrawn, without a word of it in withdrawn.json', async () => {
    const here = town();
    const typical = await published(here);
    await published(here, '另一案例');
    await here.relayAll();
    await here.run();
    expect(await sound(here)).toHaveLength(2);
    await saved(here, value(withdrawTypicalCase(typical, { reason: '案件已撤销' }, at('writer', START))));
    await here.relayAll();
    await here.run();
    expect((await sound(here)).map(({ fields }) => fields['title'])).toEqual(['另一案例']);
    const text = await textIn(here.deps.disclosure);
    expect(text).not.toContain(WRITTEN.title);
    expect((await publicContent(here.deps.disclosure)).withdrawn).toEqual({ withdrawals: [] });
  });

  it('are found again by rederive when the stream lost them, and on a healthy system nothing is', async () => {
    // What earlier tests wrote is as good as lost, too: it is derived before.
    await town().lost(false);
    const here = town();
    await here.run();
    expect(await here.lost(true)).toBe(0);
    const typical = await published(here);
    expect(await here.lost(false)).toBe(1);
    await here.run();
    expect((await sound(here)).map(({ publicId }) => publicId)).toContain(typical.publicId);
    expect(await here.lost(true)).toBe(0);
    await saved(here, value(withdrawTypicalCase(typical, { reason: '撤下' }, at('writer', START))));
    expect(await here.lost(false)).toBe(1);
    await here.run();
    expect((await sound(here)).map(({ publicId }) => publicId)).not.toContain(typical.publicId);
    expect(await here.lost(true)).toBe(0);
  });

  it('are restored from the register by the daily audit like any other content', async () => {
    const here = town();
    await published(here);
    await here.relayAll();
    await here.run();
    const [part] = (await pathsIn(here.deps.disclosure)).filter(
      (path) => path.endsWith('.ndjson.gz') && path.startsWith('bulk'),
    );
    const listed = await besideIn(here.deps.disclosure);
    const lists = (await pathsIn(here.deps.disclosure)).filter((path) => path.startsWith('lists/'));
    await here.deps.disclosure.delete([part ?? '', ...lists]);
    await here.run({ reason: 'daily' });
    expect(await sound(here)).toHaveLength(1);
    expect(await besideIn(here.deps.disclosure)).toEqual(listed);
  });
});
