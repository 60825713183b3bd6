import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpReader, verifyDisclosure } from '../../../site/verify.mjs';
import { acceptance } from '../../builders/acceptances.ts';
import { fictionalCompany } from '../../builders/fictional.ts';
import { commitment, licence, penalty } from '../../builders/submissions.ts';
import { expectProblem, type Officer, officer, type Reply } from '../client.ts';
import { done, startTown, type Town } from '../joint-case/support/town.ts';

const FIRM = fictionalCompany(5301, '庄河示例守诺食品有限公司');
const IDENTIFIED = { unifiedSocialCreditCode: FIRM.unifiedSocialCreditCode };
const WRITER = officer('market-regulation');
const SECOND = officer('market-regulation', 'officer-2');
const ASKER = officer('business-environment', 'officer-1', 'implementer');
const CLERK = officer('business-environment', 'clerk-1', 'counter-clerk');
const OWNER: Officer = { department: '', officer: 'promising-firm', roles: 'subject' };

let town: Town;
let mandate: string;
beforeAll(async () => {
  town = await startTown('2026-11-10');
  const entered = await town.call(CLERK, 'POST', '/mandates', {
    body: {
      subject: FIRM,
      capacity: 'self',
      account: OWNER.officer,
      until: '2027-11-01',
      evidence: { receiptNumber: '承诺-53', document: '营业执照与法定代表人身份证明' },
    },
  });
  mandate = done(entered, 201).id;
});
afterAll(() => town?.stop());

const publish = async (): Promise<void> => {
  await town.idle();
  await town.target.firePublication('additions');
  await town.idle();
};

/** What the public finds under the firm's code, once a stranger has found that everything adds up. */
const lookUp = async (): Promise<readonly Record<string, unknown>[]> => {
  const { findings } = await verifyDisclosure(httpReader(town.target.publicUrl), {});
  expect(findings).toEqual([]);
  const { prefixLength } = (await town.published('lookup.json')).body;
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(FIRM.unifiedSocialCreditCode));
  const file = await town.published(`by-subject/${Buffer.from(bytes).toString('hex').slice(0, prefixLength)}.json`);
  // S3 answers 403 for what is not there to a reader who may not list.
  if ([403, 404].includes(file.status)) return [];
  return file.body.entries
    .map(({ fields }: { fields: Record<string, unknown> }) => fields)
    .filter((fields: Record<string, unknown>) => fields['unifiedSocialCreditCode'] === FIRM.unifiedSocialCreditCode);
};

const typesOn = async (department: string, about: string): Promise<readonly string[]> =>
  (await town.inbox(department, about)).map(({ type }) => type.replace('joint-credit.', ''));

/** What a department was told because a day came. */
const chased = async (about: string, clock: string): Promise<readonly string[]> =>
  (await town.inbox('market-regulation', about))
    .filter(({ data }) => data.clock === clock)
    .map(({ type }) => type.replace('joint-credit.clock.', ''));

let references = 0;
const isGreen = async (): Promise<boolean> => {
  references += 1;
  const body = { reference: `营商受〔2026〕${references}号`, purpose: '食品经营许可', subject: IDENTIFIED };
  return done(await town.call(ASKER, 'POST', '/green-channel', { body })).eligible;
};
const why = async (): Promise<Reply['body']> =>
  done(await town.call(OWNER, 'GET', `/subjects/${mandate}/green-channel`));

describe('the green channel', () => {
  it('is not for whom the register does not know, and is for three clean years; the firm reads why', async () => {
    expect(await isGreen()).toBe(false);
    expect(await why()).toMatchObject({ eligible: false, knownLongEnough: false, counting: [] });
    const old = { subject: FIRM, documentNumber: '庄市监许〔2021〕9号', decisionDate: '2021-03-04' };
    done(await town.call(WRITER, 'POST', '/records', { body: licence(old, { validFrom: '2021-03-04' }) }), 201);
    expect(await isGreen()).toBe(true);
    expect(await why()).toMatchObject({ eligible: true, knownSince: '2021-03-04' });
  });

  it('closes with a penalty and opens when that is revoked; who asked stands in the firm’s log', async () => {
    const body = penalty({ subject: FIRM, documentNumber: '庄市监罚〔2026〕53号' });
    const { id } = done(await town.call(WRITER, 'POST', '/records', { body }), 201);
    expect(await isGreen()).toBe(false);
    expect(await why()).toMatchObject({
      counting: [{ documentNumber: '庄市监罚〔2026〕53号', decidedOn: '2026-11-02', until: '2027-11-02' }],
    });
    const end = { verb: 'revoke', document: '复决〔2026〕5号', decidedOn: '2026-11-10', reason: '主要事实不清' };
    done(await town.change(WRITER, `/records/${id}/withdrawal`, end, 1));
    expect(await isGreen()).toBe(false);
    done(await town.change(SECOND, `/records/${id}/withdrawal/confirmation`, { confirmed: true }, 2));
    expect(await isGreen()).toBe(true);
    const { accesses } = done(await town.call(OWNER, 'GET', `/subjects/${mandate}/accesses`));
    expect(accesses).toHaveLength(references);
    expect(accesses[0]).toMatchObject({
      what: { code: 'green-channel' },
      by: { code: 'business-environment' },
      reference: `营商受〔2026〕${references}号`,
    });
    expect(JSON.stringify(accesses)).not.toContain('officer-1');
  });
});

describe('a commitment', () => {
  let id: string;

  it('is public while it holds; once its day is over the unit that took it in is reminded to find whether it was kept', async () => {
    const body = commitment({ subject: FIRM, documentNumber: '21029920261102000053' }, { validTo: '2026-11-20' });
    id = done(await town.call(WRITER, 'POST', '/records', { body }), 201).id;
    await publish();
    expect((await lookUp()).find(({ kind }) => kind === 'commitment')).toMatchObject({
      commitmentType: '主动型',
      publicUntil: '2026-11-21',
    });
    // Ten working days after a Friday; the reminder comes on the working day before.
    await town.goTo('2026-12-03');
    await town.target.firePublication('daily');
    await town.idle();
    expect(await lookUp()).not.toContainEqual(expect.objectContaining({ kind: 'commitment' }));
    await town.fire('run-clocks');
    expect(await chased(id, 'find-fulfilment')).toEqual(['reminder']);
    await town.goTo('2026-12-05');
    await town.fire('run-clocks');
    expect(await chased(id, 'find-fulfilment')).toEqual(['reminder', 'overdue']);
    expect(await isGreen()).toBe(true);
  });

  it('is found broken by an officer who did not write it, is negative from then on, and opens no measure', async () => {
    const found = {
      status: '部分履行',
      foundOn: '2026-12-05',
      unperformed: '未附承诺达标合格证',
      liability: '已约谈并责令改正',
    };
    expectProblem(await town.change(WRITER, `/records/${id}/fulfilment`, found, 1), 403, 'same-officer');
    const record = done(await town.change(SECOND, `/records/${id}/fulfilment`, found, 1));
    expect(record).toMatchObject({ version: 2, negative: true, content: { fulfilmentStatus: '部分履行' } });
    await publish();
    const told = (await typesOn('credit-office', id)).filter((type) => type.startsWith('record.'));
    expect(told).toEqual(['record.posted', 'record.publicity-ended', 'record.outcome-found']);
    // Known again, for a year from the finding.
    const shown = (await lookUp()).find(({ kind }) => kind === 'commitment');
    expect(shown).toMatchObject({ fulfilmentStatus: '部分履行', publicUntil: '2027-12-05' });
    expect(JSON.stringify(shown)).not.toContain('未附');
    const { records } = done(await town.call(OWNER, 'GET', `/subjects/${mandate}/records`));
    expect(records.find((one: { id: string }) => one.id === id)).toMatchObject({ negative: true });
    expect(await isGreen()).toBe(false);
    expect(await why()).toMatchObject({ counting: [{ kind: { code: 'commitment' }, decidedOn: '2026-12-05' }] });
    expect(done(await town.call(OWNER, 'GET', `/subjects/${mandate}/cases`)).cases).toEqual([]);
  });

  it('that is performed late is found kept, and counts no more', async () => {
    await town.goTo('2026-12-07');
    done(await town.change(WRITER, `/records/${id}/fulfilment`, { status: '全部履行', foundOn: '2026-12-07' }, 2));
    expect(await isGreen()).toBe(true);
  });

  it('that still holds closes the green channel when it is found broken, and opens it once it is repaired', async () => {
    const body = commitment({ subject: FIRM, documentNumber: '21029920261102000054' });
    const { id: second } = done(await town.call(WRITER, 'POST', '/records', { body }), 201);
    const found = {
      status: '全部未履行',
      foundOn: '2026-12-07',
      unperformed: '使用禁用农药',
      liability: '已退出诚信示范',
    };
    done(await town.change(SECOND, `/records/${second}/fulfilment`, found, 1));
    await publish();
    const shown = (await lookUp()).find(({ documentNumber }) => documentNumber === '21029920261102000054');
    expect(shown).toMatchObject({ fulfilmentStatus: '全部未履行', publicUntil: '2027-12-07' });
    expect(await isGreen()).toBe(false);
    expect(await why()).toMatchObject({ counting: [{ kind: { code: 'commitment' }, decidedOn: '2026-12-07' }] });
    const applied = await town.call(OWNER, 'POST', `/subjects/${mandate}/repairs`, {
      body: {
        target: { type: 'record', id: second },
        performance: '已更换供货商，抽检合格。',
        commitment: {
          reason: '申请信用修复',
          content: '不使用禁用农药。',
          liability: '违背承诺的，自愿接受处理。',
          madeOn: town.today(),
          publicity: 'public',
        },
      },
    });
    const repair = done(applied, 201).id;
    const third = officer('market-regulation', 'officer-3');
    done(await town.change(third, `/repairs/${repair}/acceptance`, { outcome: 'accepted' }, 1));
    const decision = {
      outcome: 'granted',
      document: '庄市监修〔2026〕1号',
      decidedOn: town.today(),
      examined: '抽检报告',
      reasons: '义务已经履行，已作出承诺。',
    };
    done(await town.change(third, `/repairs/${repair}/decision`, decision, 2));
    await publish();
    const left = (await lookUp()).filter(({ kind }) => kind === 'commitment');
    expect(left).toMatchObject([{ fulfilmentStatus: '全部履行', publicUntil: '2027-03-07' }]);
    expect(await isGreen()).toBe(true);
  });
});

describe('an application that is accepted while documents are missing', () => {
  const open = (override: object) =>
    town.call(WRITER, 'POST', '/acceptances', {
      body: acceptance({
        subject: FIRM,
        commitment: { ...acceptance().commitment, madeOn: town.today() },
        ...override,
      }),
    });
  const supplied = (document: string) => ({ documents: [{ document, on: town.today() }] });

  it('is kept, once the last of them came in time', async () => {
    await town.goTo('2026-12-07');
    const { id, supplyBy } = done(await open({ application: '食受〔2026〕1号', workingDays: 5 }), 201);
    expect(supplyBy.date).toBe('2026-12-14');
    const { entries } = done(await town.call(OWNER, 'GET', `/subjects/${mandate}/calendar`));
    expect(entries).toContainEqual(expect.objectContaining({ on: '2026-12-14', about: id }));
    const notice = await town.call(OWNER, 'GET', `/subjects/${mandate}/acceptances/${id}/notice`);
    expect(String(notice.body)).toContain('容缺受理一次性告知书');
    await town.goTo('2026-12-11');
    done(await town.change(SECOND, `/acceptances/${id}/documents`, supplied('business-licence-copy'), 1));
    await town.idle();
    await town.fire('run-clocks');
    expect(await chased(id, 'supply-documents')).toEqual(['reminder']);
    const kept = await town.change(SECOND, `/acceptances/${id}/documents`, supplied('power-of-attorney'), 2);
    expect(done(kept).state).toBe('kept');
    await town.goTo('2026-12-18');
    await town.idle();
    await town.fire('run-clocks');
    expect(await chased(id, 'supply-documents')).toEqual(['reminder']);
  });

  it('is broken once another officer says so after its day and a reminder; nothing else follows from it', async () => {
    const { id } = done(await open({ application: '食受〔2026〕2号', workingDays: 5 }), 201);
    const breach = { remindedOn: '2026-12-24', reason: '经提醒仍未补交' };
    await town.goTo('2026-12-25');
    expectProblem(await town.change(SECOND, `/acceptances/${id}/breach`, breach, 1), 409, 'still-in-time');
    await town.goTo('2026-12-28');
    await town.idle();
    await town.fire('run-clocks');
    expect(await chased(id, 'supply-documents')).toContain('overdue');
    expect(done(await town.call(WRITER, 'GET', `/acceptances/${id}`))).toMatchObject({ state: 'open', overdue: true });
    expectProblem(await town.change(WRITER, `/acceptances/${id}/breach`, breach, 1), 403, 'same-officer');
    expect(done(await town.change(SECOND, `/acceptances/${id}/breach`, breach, 1)).state).toBe('broken');
    expect(await isGreen()).toBe(true);
    const { acceptances } = done(await town.call(OWNER, 'GET', `/subjects/${mandate}/acceptances`));
    expect(acceptances.map(({ state }: { state: string }) => state)).toEqual(['broken', 'kept']);
  });

  it('is refused, without a reason, to whom something counts against, and what a law requires is never outstanding', async () => {
    const outstanding = [{ document: 'safety-conditions', how: '补交' }];
    expectProblem(await open({ application: '食受〔2026〕3号', outstanding }), 422, 'document-required-by-law');
    const decidedOn = '2026-12-20';
    const disclosure = { ...penalty().disclosure, decidedOn };
    const body = penalty({
      subject: FIRM,
      documentNumber: '庄市监罚〔2026〕54号',
      decisionDate: decidedOn,
      disclosure,
    });
    done(await town.call(WRITER, 'POST', '/records', { body }), 201);
    const refused = await open({ application: '食受〔2026〕3号' });
    expectProblem(refused, 409, 'no-deferred-documents', '/subject');
    expect(JSON.stringify(refused.body)).not.toContain('54号');
  });
});
