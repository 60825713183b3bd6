import { type AttributeValue, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { relay } from '../../functions/stream/handlers/relay.ts';
import { authorisationsOf, tellReaders } from '../../shared/authorisations/reader-subscription-store.ts';
import { documentClient, sqsClient } from '../../shared/aws/clients.ts';
import type { CaseWork } from '../../shared/cases/case-work.ts';
import { endDateStore } from '../../shared/cases/end-date-store.ts';
import { clockStore } from '../../shared/clocks/clock-store.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { pendingStore } from '../../shared/disclosure/pending-store.ts';
import { publicationQueue } from '../../shared/disclosure/publication-queue.ts';
import { exchangeEntries } from '../../shared/exchange/entry-store.ts';
import { bearerStore } from '../../shared/files/bearer-store.ts';
import type { LogFields } from '../../shared/kernel/log.ts';
import { letterIndex } from '../../shared/letters/letter-index-store.ts';
import { notificationQueue } from '../../shared/notifications/notification-queue.ts';
import { retentionDueStore } from '../../shared/retention/retention-due-store.ts';
import { disclosureCountStore } from '../../shared/statistics/disclosure-count-store.ts';
import { jointCountStore } from '../../shared/statistics/joint-count-store.ts';
import { accessStore } from '../../shared/subject-door/access-store.ts';
import { codeAliasStore } from '../../shared/subjects/code-alias-store.ts';
import { nameLeadStore } from '../../shared/subjects/name-lead-store.ts';
import { subjectNames } from '../../shared/subjects/subject-store.ts';
import { toldStore } from '../../shared/withdrawal-ledger/told-store.ts';
import { COOPERATIVE, licence, listing, PERSON, penalty } from '../builders/submissions.ts';
import { names } from '../engines.ts';
import { clear } from '../shared/disclosure/support/publisher.ts';
import { type Api, SECOND, startApi } from './http/support/api.ts';

type Image = Record<string, AttributeValue>;

let api: Api;
let queues: { readonly notifications: string; readonly publications: string };
let asked: CaseWork[];
let logged: { readonly message: string; readonly fields: LogFields }[];
let round = 0;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());
beforeEach(async () => {
  round += 1;
  logged = [];
  asked = [];
  await clear(api.engines);
  queues = {
    notifications: api.engines.createQueue(`notifications-${round}.fifo`),
    publications: api.engines.createQueue(`publications-${round}.fifo`),
  };
});

const dependencies = () => {
  const derived = { client: documentClient(), table: names.derivedTable };
  const note = (message: string, fields: LogFields) => void logged.push({ message, fields });
  return {
    notifications: notificationQueue({ client: sqsClient(), queueUrl: queues.notifications }),
    publications: publicationQueue({ client: sqsClient(), queueUrl: queues.publications }),
    pending: pendingStore(derived.client, derived.table),
    counts: disclosureCountStore(derived),
    codeAliases: codeAliasStore(derived),
    nameLeads: nameLeadStore(derived),
    retentionDue: retentionDueStore(derived),
    accesses: accessStore(derived),
    ends: endDateStore(derived),
    jointCounts: jointCountStore(derived),
    clocks: clockStore(derived),
    readers: tellReaders({
      authorisations: authorisationsOf({ client: derived.client, table: names.registerTable }),
      told: toldStore(derived),
      notifications: notificationQueue({ client: sqsClient(), queueUrl: queues.notifications }),
      idOf: digestId,
    }),
    letters: letterIndex(derived),
    bearers: bearerStore(derived),
    exchange: exchangeEntries(derived),
    caseWork: { send: async (work: readonly CaseWork[]) => void asked.push(...work) },
    log: { info: note, warn: note, error: note },
  };
};

let serial = 0;
const fresh = () => {
  serial += 1;
  return { documentNumber: `庄市监〔2026〕${serial}号` };
};

/** The items of the register as a stream's images, binary attributes as base64: what JSON makes of them. */
const imagesOf = async (where: (image: Image) => boolean): Promise<readonly Image[]> => {
  const found: Image[] = [];
  for await (const { Items = [] } of paginateScan(
    { client: new DynamoDBClient({}) },
    { TableName: names.registerTable },
  )) {
    found.push(...Items);
  }
  const asJson = (_: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  // A typed array has a toJSON of its own only as a Buffer: images are copied by their attributes.
  return found
    .filter(where)
    .map((image) =>
      Object.fromEntries(
        Object.entries(image).map(([name, value]) => [
          name,
          value.B ? { B: Buffer.from(value.B).toString('base64') } : JSON.parse(JSON.stringify(value, asJson)),
        ]),
      ),
    ) as readonly Image[];
};
const headOf = async (id: string): Promise<Image> => {
  const [image] = await imagesOf((item) => item['id']?.S === id);
  if (image === undefined) throw new Error(`no head of ${id}`);
  return image;
};

let sequence = 100;
const eventOf = (...images: readonly unknown[]) => ({
  Records: images.map((NewImage) => {
    sequence += 1;
    return {
      eventID: `event-${sequence}`,
      eventName: 'MODIFY',
      dynamodb: { SequenceNumber: String(sequence), NewImage },
    };
  }),
});

const received = async (
  QueueUrl: string,
): Promise<
  readonly { readonly group: string | undefined; readonly body: Record<string, unknown>; readonly text: string }[]
> => {
  const found: { group: string | undefined; body: Record<string, unknown>; text: string }[] = [];
  for (;;) {
    const { Messages = [] } = await sqsClient().send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
    );
    if (Messages.length === 0) return found;
    for (const { Attributes, Body = '', ReceiptHandle } of Messages) {
      found.push({
        group: Attributes?.MessageGroupId,
        body: JSON.parse(Body),
        text: Body + JSON.stringify(Attributes),
      });
      // A group gives its next message once this one is done with.
      await sqsClient().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
};

/** All images of a record in the order of its versions, as the stream gives them. */
const change = (operation: Parameters<Api['call']>[0], id: string, version: number, body: object, who = SECOND) =>
  api.call(operation, { id, body, who, headers: { 'if-match': `"${version}"` } });

const postedPenalty = async (given: object = {}, content: object = {}): Promise<string> => {
  const { status, body } = await api.post(penalty({ ...fresh(), ...given }, { ...content }));
  expect(status).toBe(201);
  return body.id;
};

describe('a version of a record', () => {
  it('leads to a notification for each who must know, a pending publication, a count, and no more', async () => {
    const id = await postedPenalty();
    expect(await relay(dependencies())(eventOf(await headOf(id)))).toEqual({ batchItemFailures: [] });
    const [told, ...others] = await received(queues.notifications);
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      group: `credit-office.${id}`,
      body: {
        recipient: 'credit-office',
        type: 'record.posted',
        about: id,
        version: 1,
        department: 'market-regulation',
      },
    });
    const pending = await dependencies().pending.all();
    expect(pending).toMatchObject([{ recordId: id, version: 1 }]);
    expect(await dependencies().counts.cases('2026-11')).toMatchObject([
      { department: 'market-regulation', due: '2026-11-11' },
    ]);
    // A posting waits for the schedule; what may have to leave does not.
    expect(await received(queues.publications)).toEqual([]);
    expect(logged).toMatchObject([{ message: 'record relayed', fields: { head: `${id}@1` } }]);
  });

  it('of a listing is told and published, and counted nowhere: no seven working days run for it', async () => {
    const { status, body } = await api.post(listing(fresh()));
    expect(status).toBe(201);
    await relay(dependencies())(eventOf(await headOf(body.id)));
    expect((await received(queues.notifications)).map(({ body: told }) => told['recipient'])).toEqual([
      'credit-office',
    ]);
    expect(await dependencies().pending.all()).toMatchObject([{ recordId: body.id, version: 1 }]);
    expect(await dependencies().counts.cases('2026-11')).toEqual([]);
  });

  it('under another event, another time and beside others is told under the same id', async () => {
    const id = await postedPenalty();
    const image = await headOf(id);
    await relay(dependencies())(eventOf(image));
    const [first] = await received(queues.notifications);
    const second = api.engines.createQueue(`again-${round}.fifo`);
    const deps = { ...dependencies(), notifications: notificationQueue({ client: sqsClient(), queueUrl: second }) };
    await relay(deps)(eventOf(await headOf(await postedPenalty()), image, image));
    const again = (await received(second)).filter(({ body }) => body['about'] === id);
    expect(again.map(({ body }) => body)).toEqual([first?.body]);
  });

  it('that is old, come late, takes nothing back', async () => {
    const id = await postedPenalty();
    const old = await headOf(id);
    await change('correct-record', id, 1, { reason: '有误', content: { fineFen: 1 } });
    await relay(dependencies())(eventOf(await headOf(id)));
    await relay(dependencies())(eventOf(old));
    expect(await dependencies().pending.all()).toMatchObject([{ recordId: id, version: 2 }]);
    const versions = (await received(queues.notifications)).map(({ body }) => `${body['type']} ${body['version']}`);
    expect(versions).toEqual(['record.corrected 2', 'record.posted 1']);
  });

  it('that ends it is told to all who were ever told, though its grade was lowered meanwhile, and does not wait', async () => {
    const id = await postedPenalty({ severity: { grade: 'serious', criterion: '严重' } });
    const images = [await headOf(id)];
    await change('correct-record', id, 1, { reason: '有误', severity: { grade: 'general', criterion: '一般' } });
    images.push(await headOf(id));
    await change('propose-withdrawal', id, 2, {
      verb: 'revoke',
      document: '文书',
      decidedOn: '2026-11-10',
      reason: '理由',
    });
    images.push(await headOf(id));
    await change('confirm-withdrawal', id, 3, { confirmed: true }, { ...SECOND, officer: 'third' });
    images.push(await headOf(id));
    await relay(dependencies())(eventOf(...images));
    const told = (await received(queues.notifications)).map(
      ({ body }) => `${body['recipient']} ${body['type']} ${body['version']}`,
    );
    const everyone = ['credit-office', 'finance'].flatMap((recipient) =>
      ['record.posted 1', 'record.corrected 2', 'record.ended 4'].map((what) => `${recipient} ${what}`),
    );
    expect(told.sort()).toEqual(everyone.sort());
    const asked = await received(queues.publications);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every(({ group, body }) => group === 'publication' && body['reason'] === 'removal')).toBe(true);
  });

  it('that is held is told to nobody; released it is told as new', async () => {
    const id = await postedPenalty({}, { remarks: '电话13912345678' });
    await relay(dependencies())(eventOf(await headOf(id)));
    expect(await received(queues.notifications)).toEqual([]);
    await change('release-hold', id, 1, { finding: '系公开电话' });
    await relay(dependencies())(eventOf(await headOf(id)));
    expect(await received(queues.notifications)).toMatchObject([{ body: { type: 'record.posted', version: 2 } }]);
  });

  it('of a person is told to nobody, and leaves neither name nor number in queues, logs or what is derived', async () => {
    const id = await postedPenalty({ subject: PERSON, actDate: '2026-10-01', disclosure: undefined });
    await change('correct-record', id, 1, { reason: '有误', content: { fineFen: 1 } });
    const persons = await imagesOf((item) => item['entity']?.S === 'person' || item['id']?.S === id);
    await relay(dependencies())(eventOf(...persons));
    const messages = [...(await received(queues.notifications)), ...(await received(queues.publications))];
    expect(messages.filter(({ body }) => body['about'] !== undefined)).toEqual([]);
    const derived = (await api.stored()).filter((item) => item.startsWith('derived'));
    expect(derived.join()).toContain(id);
    const texts = [...derived, JSON.stringify(logged), JSON.stringify(messages)].join();
    const { number } = PERSON.document;
    // No shorter part: two characters stand in many an id by chance.
    for (const secret of [PERSON.name, number, '19900101', '210299', number.slice(-4)])
      expect(texts).not.toContain(secret);
  });
});

describe('a subject', () => {
  it('makes its older codes lead to it', async () => {
    await api.post(
      licence({
        ...fresh(),
        subject: {
          category: 'organisation',
          name: '示例社团',
          unifiedSocialCreditCode: '51210299000000019X',
          socialOrganisationNumber: '辽社证1号',
        },
      }),
    );
    const subjects = await imagesOf(({ pk, entity }) => entity?.S === 'subject' && pk?.S === 'ORG#51210299000000019X');
    await relay(dependencies())(eventOf(...subjects, ...subjects));
    const { codeAliases } = dependencies();
    expect(await codeAliases.find('socialOrganisationNumber', '辽社证1号')).toBe('ORG#51210299000000019X');
    expect(await codeAliases.find('organisationCode', '000000019')).toBe('ORG#51210299000000019X');
  });

  it('is led to by its name, as by one that was confirmed later', async () => {
    await api.post(licence(fresh()));
    const key = `ORG#${COOPERATIVE.unifiedSocialCreditCode}`;
    await subjectNames(api.stores.register).confirmName(key, '庄河新名合作社');
    const subjects = await imagesOf(({ pk, sk }) => pk?.S === key && sk?.S === 'SUBJECT');
    await relay(dependencies())(eventOf(...subjects, ...subjects));
    const { nameLeads } = dependencies();
    for (const name of [COOPERATIVE.name, '庄河 新名合作社'])
      expect(await nameLeads.find(name)).toEqual([COOPERATIVE.unifiedSocialCreditCode]);
  });
});

describe('a batch', () => {
  it('stops at the first record that fails and names it: nothing overtakes it, nothing before it is repeated', async () => {
    const ids = [await postedPenalty(), await postedPenalty(), await postedPenalty()];
    const [first, second, third] = await Promise.all(ids.map(headOf));
    const event = eventOf(first, { ...second, body: { B: 'AQAA' } }, third);
    const { batchItemFailures } = await relay(dependencies())(event);
    expect(batchItemFailures).toEqual([{ itemIdentifier: event.Records[1]?.dynamodb.SequenceNumber }]);
    expect((await received(queues.notifications)).map(({ body }) => body['about'])).toEqual([ids[0]]);
    expect(logged.map(({ message }) => message)).toEqual(['record relayed', 'record not relayed']);
  });

  it('names a record whose image is missing or of another shape', async () => {
    for (const image of [undefined, {}, { entity: { S: 'record' } }, 'x']) {
      const event = eventOf(await headOf(await postedPenalty()), image);
      const { batchItemFailures } = await relay(dependencies())(event);
      expect(batchItemFailures).toEqual([{ itemIdentifier: event.Records[1]?.dynamodb.SequenceNumber }]);
    }
  });

  it('fails at a record whose notifications were not taken, and is whole when it comes again', async () => {
    const id = await postedPenalty();
    const event = eventOf(await headOf(id));
    const broken = { send: () => Promise.reject(new Error('queue gone')) };
    const failed = await relay({ ...dependencies(), notifications: broken })(event);
    expect(failed.batchItemFailures).toHaveLength(1);
    expect(await relay(dependencies())(event)).toEqual({ batchItemFailures: [] });
    expect(await received(queues.notifications)).toHaveLength(1);
    expect(await dependencies().counts.cases('2026-11')).toHaveLength(1);
  });

  it('passes over what is none of its business', async () => {
    await postedPenalty({ subject: PERSON, actDate: '2026-10-01', disclosure: undefined });
    const persons = await imagesOf(({ entity }) => entity?.S === 'person');
    expect(await relay(dependencies())(eventOf(...persons))).toEqual({ batchItemFailures: [] });
    expect(await dependencies().pending.all()).toEqual([]);
  });
});
