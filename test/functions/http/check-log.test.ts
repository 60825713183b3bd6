import { BatchWriteCommand, type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_ASKINGS } from '../../../shared/checks/check-log-store.ts';
import { MAX_LEADS } from '../../../shared/subjects/name-lead-store.ts';
import { PERSON, penalty } from '../../builders/submissions.ts';
import { reading } from '../../shared/records/generated.ts';
import { suspended } from '../../shared/tasks/tasks.ts';
import '../../to-be-problem.ts';
import { eventOf, officer } from './support/api.ts';
import { checkHandlers, SIGNER } from './support/check-handlers.ts';
import { AUDITOR, type Checking, coded, FINANCE, newFirm, newReference, startChecking } from './support/checking.ts';
import { DECISION } from './support/joint-town.ts';
import { flawsOfReceipt } from './support/receipt-by-the-book.ts';

let api: Checking;
beforeAll(async () => {
  api = await startChecking();
});
afterAll(() => api?.stop());

const { keys } = SIGNER;
const ofChecks = async () => (await api.stored()).filter((item) => /"pk":"(CHECK|ACCESS)#/.test(item));

describe('a receipt', () => {
  it('holds by the book, of a positive and of a negative answer, of organisations and of persons', async () => {
    const firm = newFirm();
    await api.town.inForce(firm);
    const asked = [
      [coded(firm)],
      [coded(newFirm())],
      [{ document: PERSON.document, name: PERSON.name }],
      [{ name: '无此公司' }, { ...coded(firm), name: '甲' }],
    ];
    for (const subjects of asked) {
      const { body } = await api.check(subjects);
      const { receipt, answers, salt } = body;
      expect(await flawsOfReceipt({ receipt, keys, answers, subjects, salt })).toEqual([]);
      expect(receipt).toMatchObject({
        type: 'check-receipt',
        checkId: body.id,
        department: 'finance',
        decisionType: DECISION,
        at: api.now(),
        editions: { behaviours: 1, measures: 1 },
      });
    }
  });

  it('does not hold of another answer, another subject, another time, another key, or with a member more', async () => {
    const firm = newFirm();
    await api.town.inForce(firm);
    const subjects = [coded(firm)];
    const { receipt, answers, salt } = (await api.check(subjects)).body;
    const flaws = (changed: object) => flawsOfReceipt({ receipt, keys, answers, subjects, salt, ...changed });
    expect(await flaws({ answers: [{ index: 0, measures: [] }] })).toEqual(['answers']);
    expect(await flaws({ subjects: [coded(newFirm())] })).toEqual(['subjects']);
    expect(await flaws({ salt: 'AAAAAAAAAAAAAAAAAAAAAA' })).toEqual(['subjects']);
    expect(await flaws({ receipt: { ...receipt, at: '2026-11-09T02:00:00.000Z' } })).toEqual(['signature']);
    expect(await flaws({ receipt: { ...receipt, cleared: true } })).toEqual(['signature']);
    expect(await flaws({ keys: [] })).toEqual(['unknown key']);
  });

  it('tells nobody who lacks the salt whom it is about, nor whether something changed that does not bind', async () => {
    const firm = newFirm();
    const receipts = [(await api.check([coded(firm)])).body.receipt, (await api.check([coded(firm)])).body.receipt];
    await api.town.inForce(firm, { state: 'pushed' });
    receipts.push((await api.check([coded(firm)])).body.receipt);
    for (const digest of ['subjectsDigest', 'position'])
      expect(new Set(receipts.map((one) => one[digest])).size).toBe(3);
    expect(new Set(receipts.map(({ answersDigest }) => answersDigest)).size).toBe(1);
  });
});

describe('the same check again', () => {
  it('is the same one: answered alike, with the first receipt, and logged once', async () => {
    const firm = newFirm();
    await api.town.inForce(firm);
    const body = { reference: newReference(), purpose: '供应商资格审查' };
    const first = await api.check([coded(firm)], body);
    const before = await ofChecks();
    api.setTime('2026-11-10T05:00:00.000Z');
    const again = await api.check([coded(firm)], body);
    api.setTime('2026-11-10T02:00:00.000Z');
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect(again.headers['location']).toBe(`/checks/${first.body.id}`);
    expect(await ofChecks()).toEqual(before);
  });

  it('asked by twenty at once is logged once, and all get the same answer', async () => {
    const firm = newFirm();
    await api.town.inForce(firm);
    const body = { reference: newReference() };
    const replies = await Promise.all(Array.from({ length: 20 }, () => api.check([coded(firm)], body)));
    const answered = replies.filter(({ status }) => status < 300);
    expect(replies.every(({ status }) => [200, 201, 503].includes(status))).toBe(true);
    expect(answered.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answered.map(({ body: { receipt } }) => receipt.signature.value)).size).toBe(1);
    expect(await api.accesses(firm.key)).toHaveLength(1);
  });

  it('by a second officer is an asking of its own: each who looked is logged', async () => {
    const firm = newFirm();
    const body = { reference: newReference() };
    const { id } = (await api.check([coded(firm)], body)).body;
    api.setTime('2026-11-10T03:00:00.000Z');
    const second = officer('finance', 'second', 'implementer');
    expect((await api.check([coded(firm)], body, second)).status).toBe(201);
    api.setTime('2026-11-10T02:00:00.000Z');
    const officers = (await api.read(id)).body.askings.map((asking: { officer: string }) => asking.officer);
    expect(officers).toEqual([FINANCE.officer, second.officer]);
    expect(await api.accesses(firm.key)).toHaveLength(2);
  });

  it('under a reference that is only spelled otherwise is the same check', async () => {
    const firm = newFirm();
    const first = await api.check([coded(firm)], { reference: '庄采资【2026】 900号' });
    const again = await api.check([coded(firm)], { reference: '庄采资〔2026〕900号' });
    expect(again.body.id).toBe(first.body.id);
    expect((await api.read(first.body.id)).body.reference).toBe('庄采资【2026】 900号');
  });

  it('is extended by other subjects, another day or another answer: each is an asking with a receipt of its own', async () => {
    const [firm, other] = [newFirm(), newFirm()];
    const { joint } = await api.town.inForce(firm);
    const body = { reference: newReference() };
    const first = await api.check([coded(firm)], body);
    const more = await api.check([coded(other)], body);
    await api.town.case(suspended(joint));
    const changed = await api.check([coded(firm)], body);
    api.setTime('2026-11-11T02:00:00.000Z');
    const tomorrow = await api.check([coded(firm)], body);
    api.setTime('2026-11-10T02:00:00.000Z');
    const replies = [first, more, changed, tomorrow];
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(replies.map(({ body: { id } }) => id)).size).toBe(1);
    expect(changed.body.answers).toEqual([{ index: 0, measures: [] }]);
    const { askings, measures } = (await api.read(first.body.id)).body;
    expect(askings.map(({ receipt }: { receipt: unknown }) => receipt)).toEqual(
      expect.arrayContaining(replies.map(({ body: { receipt } }) => receipt)),
    );
    // What bound once must be answered for, though it binds no more.
    expect(measures).toHaveLength(1);
  });

  it('by another department, or before another decision, is another check', async () => {
    const firm = newFirm();
    const reference = newReference();
    const ids = [
      (await api.check([coded(firm)], { reference })).body.id,
      (await api.check([coded(firm)], { reference }, officer('education', 'x', 'implementer'))).body.id,
      (await api.check([coded(firm)], { reference, decisionType: 'procurement-agency-register' })).body.id,
    ];
    expect(new Set(ids).size).toBe(3);
  });

  it('for another purpose is refused: a reference stands for one decision', async () => {
    const firm = newFirm();
    const reference = newReference();
    await api.check([coded(firm)], { reference, purpose: '供应商资格审查' });
    const before = await ofChecks();
    for (const purpose of ['随便看看', undefined])
      for (const asked of [newFirm(), firm])
        expect(await api.check([coded(asked)], { reference, purpose })).toBeProblem(409, 'other-purpose');
    expect(await ofChecks()).toEqual(before);
  });

  it('is asked no more than a hundred times', { timeout: 60_000 }, async () => {
    const reference = newReference();
    for (let asked = 0; asked < MAX_ASKINGS; asked += 1) await api.check([coded(newFirm())], { reference });
    const firm = newFirm();
    expect(await api.check([coded(firm)], { reference })).toBeProblem(409, 'asked-too-often');
    expect(await api.accesses(firm.key)).toEqual([]);
  });

  it('under the same Idempotency-Key is repeated; another one under it is refused', async () => {
    const firm = newFirm();
    const body = { reference: newReference() };
    const key = { 'idempotency-key': 'check-7' };
    const first = await api.check([coded(firm)], body, FINANCE, key);
    expect((await api.check([coded(firm)], body, FINANCE, key)).body).toEqual(first.body);
    const before = await ofChecks();
    expect(await api.check([coded(newFirm())], body, FINANCE, key)).toBeProblem(422, 'idempotency-key-reused');
    expect(await ofChecks()).toEqual(before);
  });
});

describe('who looked', () => {
  it('is noted with each subject that was looked for, known or not: department, purpose and reference, not the officer', async () => {
    const [firm, unknown] = [newFirm(), newFirm()];
    const { subject } = reading(penalty({ subject: PERSON }));
    const { key } = await api.stores.subjects.resolve(subject, api.now());
    await api.town.inForce(firm);
    const reference = newReference();
    const { body } = await api.check([coded(firm), coded(unknown), { document: PERSON.document }], {
      reference,
      purpose: '供应商资格审查',
    });
    for (const looked of [firm.key, unknown.key, key]) {
      const [access, ...others] = await api.accesses(looked);
      expect(others).toEqual([]);
      expect(access).toEqual({
        pk: `ACCESS#${looked}`,
        sk: `${api.now()}#${body.id}`,
        department: 'finance',
        decisionType: DECISION,
        reference,
        purpose: '供应商资格审查',
        // Five years and a day in seconds from Beijing's midnight on.
        expiresAt: Date.parse('2031-11-10T16:00:00.000Z') / 1_000,
      });
    }
  });

  it('is kept with officer, time and answers for five years, and an auditor reads it, with what was looked through', async () => {
    const firm = newFirm();
    await api.town.inForce(firm);
    await api.town.inForce(firm, { binds: ['subsidy-grant'] });
    const { body } = await api.check([coded(firm), coded(newFirm())]);
    const own = (await api.read(body.id)).body;
    expect(own).toMatchObject({
      department: 'finance',
      state: 'owed',
      dueOn: '2026-12-10',
      askings: [{ officer: FINANCE.officer, subjects: 2 }],
    });
    expect(own.askings[0]).not.toHaveProperty('heads');
    expect(own.askings[0].found).toEqual([{ index: 0, measures: [body.answers[0].measures[0].id] }]);
    expect((await api.read(body.id, AUDITOR)).body.askings).toEqual([{ ...own.askings[0], heads: 4 }]);
    for (const item of (await ofChecks()).filter((text) => text.includes(body.id)))
      expect(item).toContain(`"expiresAt":${Date.parse('2031-11-10T16:00:00.000Z') / 1_000}`);
  });

  it('is nobody else’s to read', async () => {
    const { body } = await api.check([coded(newFirm())]);
    expect((await api.read(body.id)).body.state).toBe('clear');
    expect(await api.read(body.id, officer('education', 'x', 'implementer'))).toBeProblem(404, 'not-found');
    expect(await api.read(body.id, officer('credit-office', 'x', 'credit-office'))).toBeProblem(404, 'not-found');
    expect(await api.read('AAAAAAAAAAAAAAAAAAAAAA', AUDITOR)).toBeProblem(404, 'not-found');
    expect(await api.read('../x', AUDITOR)).toBeProblem(404, 'not-found');
  });

  it('is kept of leads too, as a number', async () => {
    const { body } = await api.check(Array.from({ length: MAX_LEADS }, () => ({ name: '无此公司' })));
    expect((await api.read(body.id)).body.askings[0].subjects).toBe(MAX_LEADS);
  });
});

describe('a check that cannot be logged', () => {
  const failing = (fails: (command: object) => boolean): DynamoDBDocumentClient => {
    const { client } = api.stores.derived;
    const send = async (command: never) => {
      if (fails(command)) throw Object.assign(new Error('no'), { name: 'ThrottlingException' });
      return client.send(command);
    };
    return Object.assign(Object.create(client) as DynamoDBDocumentClient, { send });
  };
  const callOver = async (client: DynamoDBDocumentClient, body: object) => {
    const quiet = () => undefined;
    const deps = {
      claimNames: { department: 'department', roles: 'roles' },
      log: { info: quiet, warn: quiet, error: quiet },
      keys: api.keys,
      now: api.now,
    };
    const handler = checkHandlers(client, deps)['post-check'];
    const { statusCode, body: text } = await handler(
      eventOf('post-check', { who: FINANCE, body }) as never,
      {} as Context,
    );
    return { status: statusCode, text };
  };

  it.each([
    ['the asking', (command: object) => command instanceof TransactWriteCommand],
    ['the access', (command: object) => command instanceof BatchWriteCommand],
  ])('is not answered: %s', async (_, fails) => {
    const firm = newFirm();
    await api.town.inForce(firm);
    const body = { decisionType: DECISION, reference: newReference(), subjects: [coded(firm)] };
    const { status, text } = await callOver(failing(fails), body);
    expect(status).toBe(503);
    expect(text).not.toContain('limit-procurement');
    expect(await api.accesses(firm.key)).toEqual([]);
    // Sent again it is answered, and then it is logged.
    expect((await api.check([coded(firm)], body)).status).toBeLessThan(300);
    expect(await api.accesses(firm.key)).toHaveLength(1);
  });
});
