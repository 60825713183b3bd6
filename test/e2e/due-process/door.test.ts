import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messages } from '../../../shared/kernel/log.ts';
import { canonical, holdsIdentityNumber } from '../../../site/verify.mjs';
import { fictionalCompany, fictionalPerson } from '../../builders/fictional.ts';
import { penalty } from '../../builders/submissions.ts';
import { readPdf } from '../../shared/documents/read-pdf.ts';
import { expectProblem, type Officer, officer } from '../client.ts';
import { decisionOf, type Plot, type Story, storyIn } from '../joint-case/support/story.ts';
import { decider, done, proposer, startTown, type Town } from '../joint-case/support/town.ts';

const HUMAN_RESOURCES = 'human-resources';
const LIMITS = 'wage-arrears-procurement-limits';
const SUBJECT = fictionalCompany(5801, '庄河示例门户建筑有限公司');
const PERSON = fictionalPerson('郑某某', '19820923', '063');
const ACT = '庄人社罚〔2026〕58号';
const RECEIPT = '受理-20261112-58';

const WRITER = officer(HUMAN_RESOURCES, 'officer-1', 'reporter');
const SECOND = officer(HUMAN_RESOURCES, 'officer-2', 'reporter');
const CLERK = officer('business-environment', 'clerk-1', 'counter-clerk');
const OWNER: Officer = { department: '', officer: 'account-of-the-firm', roles: 'subject' };
const ZHENG: Officer = { department: '', officer: 'account-of-zheng', roles: 'subject' };
const BANK = officer('example-rural-bank', 'teller-1', 'reader');

const PLOT: Plot = {
  department: HUMAN_RESOURCES,
  subject: SUBJECT,
  behaviour: 'wage-arrears',
  act: ACT,
  facts: '拖欠农民工工资，经责令限期支付，逾期仍未支付。',
  measures: [{ measure: LIMITS, basis: 'wage-payment-regulation-48', months: 24 }],
  plan: { [LIMITS]: ['finance'] },
};

let town: Town;
let story: Story;
let record: string;
let joint: string;
let visit: string;
let own: string;
beforeAll(async () => {
  town = await startTown('2026-11-10');
  story = storyIn(town);
});
afterAll(() => town?.stop());

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

const enter = async (body: object): Promise<string> => {
  const evidence = { receiptNumber: RECEIPT, document: '营业执照副本、介绍信' };
  return done(await town.call(CLERK, 'POST', '/mandates', { body: { capacity: 'self', evidence, ...body } }), 201).id;
};
const see = async (who: Officer, path: string) => done(await town.call(who, 'GET', path));
const anybody = (path: string) => town.call(undefined, 'GET', path);

/** The printed report as bytes: the client of the stories reads texts. */
const printed = async (who: Officer, mandate: string): Promise<Buffer> => {
  const token = await town.target.token({ sub: who.officer, department: who.department, roles: who.roles });
  const path = `/subjects/${mandate}/report?format=pdf`;
  const answered = await fetch(`${town.target.apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect(answered.headers.get('content-type')).toBe('application/pdf');
  return Buffer.from(await answered.arrayBuffer());
};

/** What a reader finds in its inbox about something. */
const bankHears = async (about: string): Promise<readonly { type: string; id: string }[]> => {
  const { notifications } = done(await town.call(BANK, 'GET', '/notifications?limit=100'));
  return notifications.filter(({ subject }: { subject: string }) => subject === about);
};

describe('a subject at the counter', () => {
  it('is let in by a clerk on paper evidence, for that day, and sees what is kept of it and who asked', async () => {
    const decided = { decisionDate: '2026-11-05', disclosure: { ...penalty().disclosure, decidedOn: '2026-11-05' } };
    const posted = penalty({ subject: SUBJECT, documentNumber: ACT, ...decided });
    record = done(await town.call(WRITER, 'POST', '/records', { body: posted }), 201).id;
    const asked = { unifiedSocialCreditCode: SUBJECT.unifiedSocialCreditCode };
    done(await town.check('finance', 'procurement-qualification', [asked], '庄采资〔2026〕58号'), 201);
    await town.goTo('2026-11-12');
    visit = await enter({ subject: SUBJECT });

    const overview = await see(CLERK, `/subjects/${visit}`);
    expect(overview).toMatchObject({
      subject: { name: SUBJECT.name },
      acting: { channel: 'counter', receiptNumber: RECEIPT, until: '2026-11-13' },
    });
    const { records } = await see(CLERK, `/subjects/${visit}/records`);
    expect(records).toMatchObject([{ id: record, documentNumber: ACT, standing: { code: 'in-effect' } }]);
    const { accesses } = await see(CLERK, `/subjects/${visit}/accesses`);
    // The visit itself stands there, and the check before it; neither clerk nor officer.
    expect(accesses).toMatchObject([
      { what: { code: 'counter' }, by: { code: 'business-environment' }, reference: RECEIPT },
      { what: { code: 'check' }, by: { code: 'finance' }, reference: '庄采资〔2026〕58号' },
    ]);
    expect(JSON.stringify(accesses)).not.toMatch(/officer-1|clerk-1/);
    const { told } = await see(CLERK, `/subjects/${visit}/told`);
    expect(told.map(({ recipient }: { recipient: { code: string } }) => recipient.code)).toContain('credit-office');
    const { entries } = await see(CLERK, `/subjects/${visit}/calendar`);
    expect(entries.map(({ what }: { what: { code: string } }) => what.code)).toContain('earliest-repair');
  });

  it('takes its report home: anybody verifies it by its code, and a tampered one does not verify', async () => {
    const paper = await printed(CLERK, visit);
    const text = readPdf(paper).text.replaceAll('\n', '');
    for (const word of ['行政管理', '地方补充', ACT, RECEIPT]) expect(text).toContain(word);
    const code = /验证码：(\w{22})/.exec(text)?.[1];
    const genuine = done(await anybody(`/report-verifications/${code}?digest=${sha256(paper)}`));
    expect(genuine).toMatchObject({
      genuine: true,
      fileDigest: sha256(paper),
      attestation: { issuedOn: '2026-11-12' },
    });
    for (const name of [SUBJECT.name, SUBJECT.unifiedSocialCreditCode, ACT])
      expect(JSON.stringify(genuine)).not.toContain(name);
    const tampered = Buffer.from(paper);
    tampered.write('9', tampered.indexOf('CreationDate') + 20);
    expect(done(await anybody(`/report-verifications/${code}?digest=${sha256(tampered)}`))).toEqual({ genuine: false });
    expect(done(await anybody('/report-verifications/0000000000000000000000'))).toEqual({ genuine: false });
    expectProblem(await anybody('/report-verifications/none'), 404, 'not-found');

    const { report, attestation } = await see(CLERK, `/subjects/${visit}/report`);
    expect(sha256(canonical(report))).toBe(attestation.digest);
    const changed = { ...report, subject: { ...report.subject, name: '别的公司' } };
    const asked = `/report-verifications/${report.code}?digest=${sha256(canonical(changed))}`;
    expect(done(await anybody(asked))).toEqual({ genuine: false });
  });

  it('is let in on that day only', async () => {
    await town.goTo('2026-11-13');
    for (const view of ['', '/records', '/report', '/accesses'])
      expectProblem(await town.call(CLERK, 'GET', `/subjects/${visit}${view}`), 404, 'not-found');
  });
});

describe('its own account', () => {
  it('states its case once it is given notice; the initiating department hears of it and has to answer it', async () => {
    own = await enter({ subject: SUBJECT, account: OWNER.officer, until: '2027-11-01' });
    joint = done(await story.propose(PLOT), 201).case.id;
    await town.idle();
    expect((await see(OWNER, `/subjects/${own}/cases`)).cases).toEqual([]);
    const state = (body: object) => town.call(OWNER, 'POST', `/subjects/${own}/statements`, { body });
    expectProblem(await state({ case: joint, summary: '不服' }), 404, 'not-found', '/case');
    await story.notice(joint, PLOT);
    const { cases } = await see(OWNER, `/subjects/${own}/cases`);
    expect(cases).toMatchObject([{ id: joint, state: { code: 'noticed' }, notice: { answerBy: '2026-11-20' } }]);
    const { entries } = await see(OWNER, `/subjects/${own}/calendar`);
    expect(entries).toContainEqual(expect.objectContaining({ on: '2026-11-20', about: joint }));

    const said = { case: joint, summary: '甲方未付工程款，请求宽限。' };
    expect(done(await state(said)).statements).toMatchObject([{ receivedOn: '2026-11-13', bySubject: true }]);
    await town.idle();
    const heard = (await town.inbox(HUMAN_RESOURCES, joint)).map(({ type }) => type);
    expect(heard).toContain('joint-credit.case.stated');
    await town.goTo('2026-11-21');
    const { version } = await story.read(joint);
    const decide = (body: object) => town.change(decider(HUMAN_RESOURCES), `/cases/${joint}/decision`, body, version);
    const decision = decisionOf(PLOT, '2026-11-21');
    expectProblem(await decide(decision), 422, 'answer-to-statement-required', '/onStatement');
    done(await decide({ ...decision, onStatement: '甲方欠款不免除支付工资的义务。' }));
    expectProblem(await state({ case: joint, summary: '再次申辩' }), 409, 'state-forbids');
    expectProblem(await town.call(ZHENG, 'GET', `/subjects/${own}/cases`), 404, 'not-found');
    expectProblem(await town.call(proposer(HUMAN_RESOURCES), 'GET', `/subjects/${own}/cases`), 403, 'role-required');
  });
});

describe('a bank', () => {
  let authorisation: string;

  it('reads what the firm authorised it to, for one purpose and for some days; the firm sees that it did', async () => {
    const body = {
      reader: BANK.department,
      purpose: 'credit-approval',
      kinds: ['administrative-penalty'],
      until: '2027-01-31',
    };
    authorisation = done(await town.call(OWNER, 'POST', `/subjects/${own}/authorisations`, { body }), 201).id;
    await town.idle();
    const { authorisations } = await see(BANK, '/authorisations');
    expect(authorisations).toMatchObject([{ id: authorisation, subject: { name: SUBJECT.name } }]);
    const report = await see(BANK, `/authorisations/${authorisation}/report`);
    expect(report.chapters).toMatchObject([{ code: 'administration', records: [{ id: record, documentNumber: ACT }] }]);
    expect(JSON.stringify(report)).not.toContain('joint-measures');
    const { accesses } = await see(OWNER, `/subjects/${own}/accesses`);
    expect(accesses[0]).toMatchObject({
      by: { name: { zh: '庄河示例农村商业银行' } },
      what: { code: 'authorised-report' },
      purpose: { zh: '授信审批' },
      reference: authorisation,
    });
    expectProblem(
      await town.call(
        officer('example-savings-bank', 'teller-1', 'reader'),
        'GET',
        `/authorisations/${authorisation}/report`,
      ),
      404,
      'not-found',
    );
  });

  it('is told of the end of what it read, and acknowledges it', async () => {
    const withdrawal = {
      verb: 'revoke',
      document: '庄复决〔2026〕58号',
      decidedOn: '2026-11-20',
      reason: '主要事实不清',
    };
    const path = `/records/${record}/withdrawal`;
    done(await town.change(WRITER, path, withdrawal, 1));
    done(await town.change(SECOND, `${path}/confirmation`, { confirmed: true }, 2));
    await town.idle();
    const [told] = await bankHears(record);
    expect(told?.type).toBe('joint-credit.record.ended');
    expect(JSON.stringify(told)).not.toContain(SUBJECT.name);
    done(await town.call(BANK, 'POST', `/notifications/${told?.id}/acknowledgement`));
    expect(await bankHears(record)).toEqual([]);
    const { chapters } = await see(BANK, `/authorisations/${authorisation}/report`);
    expect(chapters).toMatchObject([{ records: [] }]);
  });

  it('is told when the firm takes it back, and reads no more', async () => {
    const path = `/subjects/${own}/authorisations/${authorisation}/revocation`;
    expect(done(await town.call(OWNER, 'POST', path))).toMatchObject({ state: 'revoked' });
    await town.idle();
    const told = await bankHears(authorisation);
    expect(told.map(({ type }) => type)).toEqual(['joint-credit.authorisation.revoked']);
    expectProblem(await town.call(BANK, 'GET', `/authorisations/${authorisation}/report`), 403, 'authorisation-over');
    expect((await see(BANK, '/authorisations')).authorisations).toEqual([]);
  });
});

describe('a person', () => {
  it('reads its own, and authorises by a separate consent alone; no part of its number stands in any answer or log', async () => {
    const mandate = await enter({ subject: PERSON, account: ZHENG.officer, until: '2027-06-01' });
    const posted = penalty({
      subject: PERSON,
      documentNumber: '庄人社罚〔2026〕59号',
      actDate: '2026-11-01',
      disclosure: undefined,
    });
    done(await town.call(WRITER, 'POST', '/records', { body: posted }), 201);
    const views = ['', '/records', '/cases', '/calendar', '/accesses', '/told', '/report', '/authorisations'];
    const answers: string[] = [];
    for (const view of views) answers.push(JSON.stringify(await see(ZHENG, `/subjects/${mandate}${view}`)));
    answers.push(readPdf(await printed(ZHENG, mandate)).text);

    const { consent } = await see(ZHENG, `/subjects/${mandate}/authorisations`);
    const body = {
      reader: BANK.department,
      purpose: 'credit-approval',
      kinds: ['administrative-penalty'],
      until: '2026-12-31',
    };
    const give = (more: object) =>
      town.call(ZHENG, 'POST', `/subjects/${mandate}/authorisations`, { body: { ...body, ...more } });
    expectProblem(await give({}), 422, 'separate-consent-required', '/consent');
    const given = done(await give({ consent: { wording: consent.wording, separate: true } }), 201);
    expect(given.consent.zh).toContain('庄河示例农村商业银行');
    const report = await see(BANK, `/authorisations/${given.id}/report`);
    expect(report.chapters[0].records).toHaveLength(1);
    answers.push(JSON.stringify(report), JSON.stringify(given));

    const logs = await town.target.logs();
    expect(logs).toContain(messages.requestAnswered);
    expect(logs).not.toContain(PERSON.name);
    const parts = [PERSON.document.number, '19820923', PERSON.document.number.slice(-8)];
    for (const text of [...answers, logs]) {
      for (const part of parts) expect(text).not.toContain(part);
      expect(holdsIdentityNumber(text, new Set([SUBJECT.unifiedSocialCreditCode]))).toBe(false);
    }
  });
});
