import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../shared/kernel/failure.ts';
import { proposal } from '../../builders/joint-cases.ts';
import {
  COMPANY,
  licence,
  memberEvaluation,
  memberRecord,
  PERSON,
  penalty,
  rating,
  selfDisciplineMeasure,
  TRADER,
  thirdPartyReport,
} from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { officer } from './support/api.ts';
import { seedLists } from './support/cases.ts';
import { newFirm } from './support/checking.ts';
import { FIRM, type ObjectionTown, OFFICE, objectionTown } from './support/objecting.ts';

const ASSOCIATION = officer('construction-association', 'secretary-1', 'association');
const SECRETARY = officer('construction-association', 'secretary-2', 'association');
const CHAMBER = officer('seafood-chamber', 'secretary-1', 'association');
const REPORTING = officer('example-credit-reference', 'analyst-1', 'credit-reference');
const STATED = [
  [memberRecord(), ASSOCIATION, '庄河市示例建筑行业协会'],
  [memberEvaluation(), ASSOCIATION, '庄河市示例建筑行业协会'],
  [selfDisciplineMeasure(), ASSOCIATION, '庄河市示例建筑行业协会'],
  [thirdPartyReport(), REPORTING, '示例企业征信有限公司'],
] as const;

let place: ObjectionTown;
beforeAll(async () => {
  place = await objectionTown();
  await seedLists(place.api.stores.register);
});
afterAll(() => place?.api.stop());

const post = (body: object, who = ASSOCIATION) => place.api.post(body, { who });
const posted = async (body: object, who = ASSOCIATION) => {
  const reply = await post(body, who);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  await place.town.settle();
  return reply.body;
};
let serial = 0;
const numbered = () => {
  serial += 1;
  return { documentNumber: `协会〔2026〕${serial}号` };
};

describe('what a body that is no authority states', () => {
  it.each(STATED)('is taken in and shown with its author (%#)', async (submission, who, author) => {
    const body = await posted(submission, who);
    expect(body).toMatchObject({
      kind: submission.kind,
      author,
      department: { code: who.department, name: { zh: author } },
      authority: { name: author },
      negative: false,
      clocks: [],
    });
    expect(body).not.toHaveProperty('publicity');
    expect(await place.record(body.id, who)).toMatchObject({ author });
    const own = await place.api.call('list-subject-records', { who: FIRM, id: place.mandate });
    expect(own.body.records.find(({ id }: { id: string }) => id === body.id)).toMatchObject({
      author,
      negative: false,
    });
    const report = await place.api.call('get-subject-report', { who: FIRM, id: place.mandate });
    const shown = report.body.report.chapters.flatMap(({ records = [] }: { records?: { id: string }[] }) => records);
    expect(shown.find(({ id }: { id: string }) => id === body.id)).toMatchObject({ author });
  });

  it('is read by nobody else: neither another association, nor a department, nor who supervises', async () => {
    const { id } = await posted(memberRecord(numbered()));
    for (const who of [CHAMBER, REPORTING, officer('market-regulation'), officer('credit-office')])
      expect(await place.api.call('get-record', { id, who })).toBeProblem(404, 'not-found');
  });

  it('tells no department, and counts for no green channel, neither for its subject nor against it', async () => {
    const { unifiedSocialCreditCode } = newFirm();
    const subject = { ...COMPANY, name: '庄河示例防水工程有限公司', unifiedSocialCreditCode };
    const ask = async (reference: string) => {
      const body = { reference, purpose: '施工许可', subject: { unifiedSocialCreditCode } };
      const who = officer('business-environment', 'officer-1', 'implementer');
      return (await place.api.call('ask-green-channel', { who, body })).body.eligible;
    };
    const says = { decisionDate: '2021-03-04' };
    const since = { validFrom: '2021-03-04', validTo: '2022-03-03' };
    const { id } = await posted(memberEvaluation({ ...numbered(), subject, ...says }, since));
    expect(await ask('营商受一号')).toBe(false);
    const before = { decisionDate: '2021-03-04', disclosure: undefined };
    await posted(licence({ subject, ...before }, { validFrom: '2021-03-04' }), officer('market-regulation'));
    expect(await ask('营商受二号')).toBe(true);
    await posted(selfDisciplineMeasure({ ...numbered(), subject }, { measure: '劝退' }));
    await posted(memberRecord({ ...numbered(), subject }));
    expect(await ask('营商受三号')).toBe(true);
    expect(place.town.notified.filter(({ about }) => about === id)).toEqual([]);
  });

  it('is no evidence of a joint case, and its end ends none that bears its number', async () => {
    const cited = [
      await posted(selfDisciplineMeasure(numbered())),
      await posted(rating(numbered()), officer('market-regulation')),
      await posted(thirdPartyReport(numbered()), REPORTING),
    ];
    const initiator = officer('human-resources', 'officer-1', 'initiator');
    for (const { id } of cited) {
      const body = proposal({ act: { ...proposal().act, records: [id] } });
      const reply = await place.api.call('propose-case', { who: initiator, body });
      expect(reply).toBeProblem(422, 'evidence-is-statement', '/act/records/0');
    }
    const { documentNumber } = proposal().act;
    const statement = await posted(memberRecord({ documentNumber }));
    const proposed = await place.api.call('propose-case', { who: initiator, body: proposal() });
    expect(proposed.status, JSON.stringify(proposed.body)).toBe(201);
    const withdrawal = { verb: 'revoke', document: '协会决定', decidedOn: '2026-11-10', reason: '登记有误' };
    await place.change('propose-withdrawal', statement.id, 1, withdrawal, { who: ASSOCIATION });
    const { status } = await place.change(
      'confirm-withdrawal',
      statement.id,
      2,
      { confirmed: true },
      { who: SECRETARY },
    );
    expect(status).toBe(200);
    await place.town.settle();
    const { body } = await place.api.call('get-case', { who: initiator, id: proposed.body.case.id });
    expect(body).toMatchObject({ state: 'proposed' });
  });
});

const REFUSED: readonly (readonly [what: string, body: object, kind: FailureKind, pointer?: string])[] = [
  ['a person', memberRecord({ subject: PERSON }), 'statement-about-person', '/subject/category'],
  ['a sole trader', memberRecord({ subject: TRADER }), 'statement-about-person', '/subject/category'],
  [
    'a sole trader posted as an organisation',
    memberRecord({ subject: { ...COMPANY, ...TRADER, category: 'organisation' } }),
    'statement-about-person',
    '/subject/category',
  ],
  [
    'the legal representative',
    memberRecord({ subject: { ...COMPANY, legalRepresentative: { name: '李某某' } } }),
    'statement-about-person',
    '/subject/legalRepresentative',
  ],
  ['an identity number', memberRecord({}, { matter: '涉及21029919900101001X' }), 'identity-number-in-text'],
  ['points', memberRecord({}, { matter: '违反公约，扣１２分' }), 'score-in-statement', '/content/matter'],
  ['a grade', memberEvaluation({}, { conclusion: 'AAA' }), 'score-in-statement', '/content/conclusion'],
  ['no rule', memberRecord({}, { rule: undefined }), 'missing-field', '/content/rule'],
  ['no remedy', selfDisciplineMeasure({}, { remedy: undefined }), 'missing-field', '/content/remedy'],
  ['no term', memberRecord({}, { validTo: undefined }), 'missing-field', '/content/validTo'],
  ['a term of four years', memberRecord({}, { validTo: '2030-11-08' }), 'date-out-of-bounds', '/content/validTo'],
  ['an end of time', memberRecord({}, { validTo: '2099-12-31' }), 'date-out-of-bounds', '/content/validTo'],
  ['an unknown measure', selfDisciplineMeasure({}, { measure: '罚款' }), 'invalid-value', '/content/measure'],
  [
    'a member refused admission',
    selfDisciplineMeasure({}, { measure: '不予接纳' }),
    'invalid-value',
    '/content/standing',
  ],
  ['publicity', memberRecord({ disclosure: penalty().disclosure }), 'kind-not-disclosed', '/disclosure/public'],
  ['a sealed matter', memberRecord({}, { matter: '受到治安管理处罚，通报会员' }), 'sealed-by-law', '/content/matter'],
  [
    "another's name",
    memberRecord({
      authority: { name: '庄河市市场监督管理局', unifiedSocialCreditCode: COMPANY.unifiedSocialCreditCode },
    }),
    'foreign-department',
    '/authority/name',
  ],
  ['a penalty', penalty(), 'writer-not-allowed', '/kind'],
  ['a rating', rating(), 'writer-not-allowed', '/kind'],
  ["a third party's report", thirdPartyReport(), 'writer-not-allowed', '/kind'],
];

describe('refused is of an association', () => {
  for (const [what, body, kind, pointer] of REFUSED)
    it(what, async () => {
      const status = ['writer-not-allowed', 'foreign-department'].includes(kind) ? 403 : 422;
      expect(await post(body)).toBeProblem(status, kind, pointer);
    });

  it('and of a department what only an association states, whatever its roles', async () => {
    for (const [submission] of STATED) {
      const refused = await post(submission, officer('credit-office', 'officer-1', 'reporter credit-office'));
      expect(refused).toBeProblem(403, 'writer-not-allowed', '/kind');
    }
    expect(await post(memberRecord(), officer('construction-association'))).toBeProblem(403, 'role-required');
    expect(await post(memberRecord(), officer('tax', 'x', 'association'))).toBeProblem(403, 'role-required');
    const every = officer('construction-association', 'x', 'initiator implementer credit-office subject reader');
    const check = { decisionType: 'government-procurement', reference: '一号', subjects: [] };
    expect(await place.api.call('post-check', { who: every, body: check })).toBeProblem(403, 'role-required');
  });

  it('a correction that lengthens or worsens it, or makes a score of it', async () => {
    const { id } = await posted(selfDisciplineMeasure(numbered()));
    const correct = (content: object) =>
      place.change('correct-record', id, 1, { reason: '更正', content }, { who: ASSOCIATION });
    expect(await correct({ validTo: '2027-12-31' })).toBeProblem(422, 'worsening-correction', '/content/validTo');
    expect(await correct({ measure: '劝退' })).toBeProblem(422, 'worsening-correction', '/content/measure');
    expect(await correct({ facts: '信用等级：D' })).toBeProblem(422, 'score-in-statement', '/content/facts');
    expect((await correct({ measure: '警告' })).status).toBe(200);
  });
});

describe('an objection to a statement', () => {
  it('goes to its author, who decides by another officer; a review puts no words into its mouth', async () => {
    const { id } = await posted(selfDisciplineMeasure(numbered()));
    const filed = await place.filed(id, { grounds: '本单位并未参与报价' });
    expect(filed).toMatchObject({
      department: { code: 'construction-association', name: { zh: '庄河市示例建筑行业协会' } },
    });
    expect(place.told(filed.id, 'construction-association')).toEqual(['objection.filed']);
    const listed = await place.api.call('list-objections', { who: ASSOCIATION });
    expect(listed.body.objections.map((one: { id: string }) => one.id)).toContain(filed.id);
    expect(await place.api.call('get-objection', { id: filed.id, who: CHAMBER })).toBeProblem(404, 'not-found');
    expect(await place.decide(filed, { outcome: 'maintain' }, ASSOCIATION)).toBeProblem(403, 'same-officer');
    expect(await place.decide(filed, { outcome: 'maintain' }, CHAMBER)).toBeProblem(404, 'not-found');
    const decided = await place.decide(filed, { outcome: 'maintain' }, SECRETARY);
    expect(decided.status, JSON.stringify(decided.body)).toBe(200);
    await place.town.settle();
    const letters = await place.api.call('list-letters', { who: SECRETARY, query: { about: filed.id } });
    expect(letters.body.letters.map(({ type }: { type: { code: string } }) => type.code)).toContain(
      'objection-decision',
    );
    for (const who of [CHAMBER, officer('market-regulation')])
      expect(await place.api.call('list-letters', { who, query: { about: filed.id } })).toBeProblem(404, 'not-found');
    const asked = await place.askReview(filed, decided.body.version);
    expect(asked.status, JSON.stringify(asked.body)).toBe(200);
    const review = (more: object) =>
      place.change(
        'decide-objection-review',
        filed.id,
        asked.body.version,
        { documentNumber: '复核一号', decidedOn: '2026-11-10', examined: '调阅', reason: '复核', ...more },
        { who: OFFICE },
      );
    const correction = { reason: '更正', content: { measure: '警告' } };
    expect(await review({ outcome: 'correct', correction })).toBeProblem(422, 'outcome-not-fitting', '/outcome');
    expect((await review({ outcome: 'delete' })).status).toBe(200);
    await place.town.settle();
    expect(await place.record(id, ASSOCIATION)).toMatchObject({ state: 'ended', end: { verb: 'delete' } });
  });

  it('finds nothing to repair in it: it is no record of untrustworthiness', async () => {
    const { id } = await posted(memberRecord(numbered()));
    const commitment = {
      reason: '信用修复',
      content: '不再违反公约。',
      liability: '自愿接受公约的处理。',
      madeOn: '2026-11-10',
      publicity: 'not-public',
    };
    const reply = await place.api.call('apply-for-repair', {
      who: FIRM,
      id: place.mandate,
      body: { target: { type: 'record', id }, performance: '已补报自查情况。', commitment },
    });
    expect(reply).toBeProblem(409, 'nothing-to-repair');
  });
});
