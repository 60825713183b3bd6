import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fictionalPerson } from '../../builders/fictional.ts';
import { PERSON, penalty } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, officer, startApi } from './support/api.ts';

const OFFICE = officer('credit-office', 'office-1', 'credit-office');
const COURT = officer('transport', 'officer-1', 'implementer');
const DAYS = ['2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13'];

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const on = (day: string | undefined, time = '02:00:00.000Z') => api.setTime(`${day}T${time}`);
const wanted = (given: object = {}) => ({
  kinds: ['administrative-penalty'],
  task: { zh: '道路运输经营许可审查', en: 'licensing of road transport' },
  basis: '道路运输条例第八条',
  validTo: '2027-06-01',
  ...given,
});
const propose = (given: object = {}, who = COURT) => api.call('propose-subscription', { who, body: wanted(given) });
const decide = (id: string, body: object = { approved: true }, who = OFFICE, version = 1) =>
  api.call('decide-subscription', { who, id, body, headers: { 'if-match': `"${version}"` } });
const end = (id: string, who = COURT, version = 2) =>
  api.call('end-subscription', { who, id, body: { reason: '职责调整' }, headers: { 'if-match': `"${version}"` } });

let serial = 0;
/** Whom a new record names as told. */
const toldOf = async (given: object = {}) => {
  serial += 1;
  const posted = await api.post(penalty({ documentNumber: `庄市监处〔2026〕${serial}号`, ...given }));
  expect(posted.status).toBe(201);
  return (await api.stores.records.find(posted.body.id))?.image.told?.recipients ?? [];
};

describe('a subscription', () => {
  it('runs from the day after another officer, of the credit office, approved it, until its last day, and for no other record', async () => {
    on(DAYS[0]);
    const proposed = await propose({ grades: ['general', 'serious'] });
    expect(proposed.status).toBe(201);
    expect(proposed.body).toMatchObject({ standing: 'proposed', recipient: 'transport', validFrom: DAYS[1] });
    expect((await propose({ grades: ['general', 'serious'] })).status).toBe(200);
    expect(await toldOf()).not.toContain('transport');
    const { id } = proposed.body;
    expect((await decide(id)).body).toMatchObject({ standing: 'to-come', validFrom: DAYS[1], version: 2 });
    expect(await toldOf()).not.toContain('transport');
    on(DAYS[0], '15:59:59.999Z');
    expect(await toldOf()).not.toContain('transport');
    on(DAYS[0], '16:00:00.000Z');
    expect(await toldOf()).toContain('transport');
    on(DAYS[2]);
    expect((await end(id)).body).toMatchObject({ standing: 'running', validTo: DAYS[3] });
    expect(await toldOf()).toContain('transport');
    on(DAYS[3]);
    expect(await toldOf()).not.toContain('transport');
    const list = await api.call('list-subscriptions', { who: COURT });
    expect(list.body.subscriptions).toMatchObject([{ id, standing: 'ended', change: { reason: '职责调整' } }]);
  });

  it('has its end by itself, and a record that was held is told by the day on which it came', async () => {
    on(DAYS[0]);
    const { body } = await propose({ kinds: ['honour', 'administrative-penalty'], validTo: DAYS[3] });
    await decide(body.id);
    on(DAYS[3], '15:00:00.000Z');
    expect(await toldOf()).not.toContain('transport');
    on(DAYS[2]);
    serial += 1;
    const held = await api.post(
      penalty({ documentNumber: `庄市监处〔2026〕${serial}号` }, { remarks: '举报电话13800138000' }),
    );
    expect(held.body.state).toBe('held');
    on('2026-12-01');
    const second = officer('market-regulation', 'officer-2');
    const release = {
      who: second,
      id: held.body.id,
      body: { finding: '系公开的投诉电话' },
      headers: { 'if-match': '"1"' },
    };
    expect((await api.call('release-hold', release)).status).toBe(200);
    expect((await api.stores.records.find(held.body.id))?.image.told?.recipients).toContain('transport');
  });

  it('is decided on by nobody for himself, once, and refused with a reason', async () => {
    on(DAYS[0]);
    const own = await propose({ validTo: '2027-01-01' }, OFFICE);
    expect(await decide(own.body.id)).toBeProblem(403, 'same-officer');
    expect(await decide(own.body.id, { approved: false }, officer('credit-office', 'b', 'credit-office'))).toBeProblem(
      422,
      'missing-field',
      '/reason',
    );
    const refused = await decide(
      own.body.id,
      { approved: false, reason: '职责不符' },
      officer('credit-office', 'b', 'credit-office'),
    );
    expect(refused.body.standing).toBe('refused');
    expect(
      await decide(own.body.id, { approved: true }, officer('credit-office', 'b', 'credit-office'), 2),
    ).toBeProblem(409, 'state-forbids');
    expect(await end(own.body.id, OFFICE)).toBeProblem(409, 'state-forbids');
  });

  it('has a statutory task, an end within its bounds, and a department that there is', async () => {
    on(DAYS[0]);
    expect(await propose({ validTo: '2028-01-01' })).toBeProblem(422, 'subscription-term', '/validTo');
    expect(await propose({ validTo: DAYS[1] })).toBeProblem(422, 'subscription-term', '/validTo');
    expect(await propose({ validFrom: DAYS[0] })).toBeProblem(422, 'invalid-value', '/validFrom');
    expect(await propose({ task: undefined })).toBeProblem(422, 'missing-field', '/task');
    expect(await propose({ basis: '' })).toBeProblem(422, 'missing-field', '/basis');
    expect(await propose({ departments: ['no-such'] })).toBeProblem(422, 'unknown-department', '/departments/0');
    for (const kind of ['gossip', 'rating', 'member-record', 'self-discipline-measure', 'third-party-report'])
      expect(await propose({ kinds: [kind] })).toBeProblem(422, 'invalid-value', '/kinds/0');
    const { number } = fictionalPerson('张三', '19900101', '123').document;
    expect(await propose({ basis: `应${number}要求` })).toBeProblem(422, 'identity-number-in-text', '/basis');
    expect(await propose({}, officer('first-bank', 'clerk', 'reporter'))).toBeProblem(422, 'unknown-department');
    expect(await propose({}, officer('first-bank', 'clerk', 'reader'))).toBeProblem(403, 'role-required');
  });

  it('that was approved after its last day came is refused to begin', async () => {
    on(DAYS[0]);
    const { body } = await propose({ validTo: DAYS[2] });
    on(DAYS[2]);
    expect(await decide(body.id)).toBeProblem(422, 'subscription-term');
  });

  it('of another department is seen by the credit office and auditors only', async () => {
    on(DAYS[0]);
    const stranger = officer('tax', 'x', 'reporter');
    const { body } = await propose({ validTo: '2027-03-03' });
    await decide(body.id);
    expect((await api.call('list-subscriptions', { who: stranger })).body.subscriptions).toEqual([]);
    expect(await end(body.id, stranger)).toBeProblem(404, 'not-found');
    const all = await api.call('list-subscriptions', { who: officer('audit', 'a', 'auditor') });
    expect(all.body.subscriptions.length).toBeGreaterThan(2);
    expect(all.body.seeded.length).toBeGreaterThan(2);
    expect((await end(body.id, OFFICE)).status).toBe(200);
  });

  it('never tells of a person, whatever it says', async () => {
    on(DAYS[1]);
    const posted = await api.post(
      penalty({
        subject: PERSON,
        actDate: '2026-10-01',
        disclosure: undefined,
        documentNumber: '庄市监处〔2026〕人1号',
      }),
    );
    expect(posted.status).toBe(201);
    const { told } = (await api.stores.records.find(posted.body.id))?.image ?? {};
    expect(told?.recipients ?? []).toEqual([]);
  });
});
