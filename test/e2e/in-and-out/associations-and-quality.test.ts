import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fictionalCompany } from '../../builders/fictional.ts';
import { licence, memberRecord, penalty, selfDisciplineMeasure, thirdPartyReport } from '../../builders/submissions.ts';
import { expectProblem, type Officer, officer } from '../client.ts';
import { done, proposer, startTown, type Town } from '../joint-case/support/town.ts';

const FIRM = fictionalCompany(6601, '庄河示例自律建筑有限公司');
const CODE = { unifiedSocialCreditCode: FIRM.unifiedSocialCreditCode };
const ASSOCIATION = officer('construction-association', 'secretary-1', 'association');
const SECRETARY = officer('construction-association', 'secretary-2', 'association');
const BUREAU = officer('credit-reference-of-nobody', 'analyst-1', 'credit-reference');
const REPORTING = officer('example-credit-reference', 'analyst-1', 'credit-reference');
const CLERK = officer('business-environment', 'clerk-1', 'counter-clerk');
const ASKER = officer('business-environment', 'officer-1', 'implementer');
const OWNER: Officer = { department: '', officer: 'self-disciplined-firm', roles: 'subject' };
// A unit of which no other story tells: its figures are its own, wherever the stories run.
const UNIT = officer('forestry-water', 'officer-1', 'reporter');
const OFFICE = officer('credit-office', 'officer-1', 'credit-office');

let town: Town;
let mandate: string;
beforeAll(async () => {
  town = await startTown('2026-11-10');
  const evidence = { receiptNumber: '自律-66', document: '营业执照副本' };
  const entered = { subject: FIRM, capacity: 'self', account: OWNER.officer, until: '2027-11-01', evidence };
  mandate = done(await town.call(CLERK, 'POST', '/mandates', { body: entered }), 201).id;
});
afterAll(() => town?.stop());

const state = async (who: Officer, body: object) => done(await town.call(who, 'POST', '/records', { body }), 201);
const greenChannel = async (reference: string): Promise<boolean> => {
  const body = { reference, purpose: '施工许可', subject: CODE };
  return done(await town.call(ASKER, 'POST', '/green-channel', { body })).eligible;
};

describe('what an association and a third party state', () => {
  let measure: string;

  it('is theirs: shown to the subject with its author, and read by nobody else', async () => {
    measure = (await state(ASSOCIATION, selfDisciplineMeasure({ subject: FIRM, documentNumber: '建协律〔2026〕66号' })))
      .id;
    const report = thirdPartyReport({ subject: FIRM, documentNumber: '征报〔2026〕66号' });
    await state(REPORTING, report);
    await town.idle();
    const { records } = done(await town.call(OWNER, 'GET', `/subjects/${mandate}/records`));
    expect(records.map(({ author }: { author: string }) => author).toSorted()).toEqual(
      ['庄河市示例建筑行业协会', '示例企业征信有限公司'].toSorted(),
    );
    for (const who of [REPORTING, officer('market-regulation'), officer('seafood-chamber', 'x', 'association')])
      expectProblem(await town.call(who, 'GET', `/records/${measure}`), 404, 'not-found');
    expectProblem(await town.call(BUREAU, 'POST', '/records', { body: report }), 403, 'role-required');
    const asOffice = officer('construction-association', 'secretary-1', 'association credit-office reporter');
    expectProblem(await town.call(asOffice, 'GET', '/quality?month=2026-11'), 403, 'role-required');
    const scored = memberRecord({ subject: FIRM }, { matter: '信用等级：A' });
    expectProblem(await town.call(ASSOCIATION, 'POST', '/records', { body: scored }), 422, 'score-in-statement');
  });

  it('is an input to nothing: no check, no green channel, no evidence, no publication, no notice', async () => {
    const old = { subject: FIRM, documentNumber: '庄市监许〔2021〕66号', decisionDate: '2021-03-04' };
    const body = licence({ ...old, disclosure: undefined }, { validFrom: '2021-03-04' });
    done(await town.call(officer('market-regulation'), 'POST', '/records', { body }), 201);
    expect(await greenChannel('自律受理66-1')).toBe(true);
    const checked = done(await town.check('finance', 'procurement-qualification', [CODE]), 201);
    expect(checked.answers).toEqual([{ index: 0, measures: [] }]);
    const proposal = {
      subject: FIRM,
      behaviour: 'wage-arrears',
      act: {
        documentNumber: '庄人社罚〔2026〕66号',
        decidedOn: '2026-10-20',
        actDate: '2026-10-12',
        facts: '拖欠工资，逾期未支付。',
        records: [measure],
      },
      measures: ['wage-arrears-procurement-limits'],
    };
    const proposed = await town.call(proposer('human-resources'), 'POST', '/cases', { body: proposal });
    expectProblem(proposed, 422, 'evidence-is-statement', '/act/records/0');
    await town.target.firePublication('additions');
    await town.idle();
    const shown = done(await town.call(ASSOCIATION, 'GET', `/records/${measure}`));
    expect([shown.publicity, shown.negative]).toEqual([undefined, false]);
    expect(await town.inbox('credit-office', measure)).toEqual([]);
  });

  it('is objected to with its author, who ends it by another officer', async () => {
    const wanted = { outcome: 'delete', text: '请求撤销' };
    const body = { target: { type: 'record', id: measure }, grounds: '本单位并未参与该项目报价', wanted };
    const filed = done(await town.call(OWNER, 'POST', `/subjects/${mandate}/objections`, { body }), 201);
    expect(filed.department.code).toBe('construction-association');
    await town.idle();
    const { notifications } = done(await town.call(ASSOCIATION, 'GET', '/notifications?limit=100'));
    expect(notifications.map(({ subject }: { subject: string }) => subject)).toContain(filed.id);
    const decision = {
      outcome: 'delete',
      documentNumber: '建协异〔2026〕66号',
      decidedOn: '2026-11-10',
      examined: '调阅报价文件',
      reason: '对象有误',
    };
    const path = `/objections/${filed.id}/decision`;
    expectProblem(await town.change(ASSOCIATION, path, decision, filed.version), 403, 'same-officer');
    done(await town.change(SECRETARY, path, decision, filed.version));
    await town.idle();
    expect(done(await town.call(ASSOCIATION, 'GET', `/records/${measure}`)).state).toBe('ended');
  });
});

describe('the quality of what a unit sends', () => {
  it('is counted once, however often it is sent, and stands in the league table of the credit office alone', async () => {
    const numbered = (number: number, given: object = {}) =>
      penalty({ subject: FIRM, documentNumber: `庄林水罚〔2026〕${number}号`, ...given });
    const decidedOn = '2026-10-12';
    const late = { decisionDate: decidedOn, disclosure: { ...penalty().disclosure, decidedOn } };
    const body = [numbered(1), numbered(2), numbered(5, late), numbered(6, { decisionDate: undefined })];
    for (let time = 0; time < 2; time += 1) done(await town.call(UNIT, 'POST', '/records', { body }));
    await town.idle();
    await town.fire('fold-statistics');
    const month = async (text: string, who = UNIT) =>
      done(await town.call(who, 'GET', `/quality?month=${text}`)).units.find(
        ({ department }: { department: { code: string } }) => department.code === 'forestry-water',
      );
    expect(await month('2026-11')).toMatchObject({
      department: { name: { zh: '庄河市林水局' } },
      compliance: { sent: 4, accepted: 3, refused: 1, rate: 0.75 },
      lateness: { reported: 2, late: 0 },
    });
    expect(await month('2026-10')).toMatchObject({ lateness: { reported: 1, late: 1, rate: 1 } });
    expect(await month('2026-11', OFFICE)).toEqual(await month('2026-11'));
    expect(await month('2026-11', officer('tax', 'officer-9'))).toBeUndefined();
    const numbers = done(await town.call(UNIT, 'GET', '/quality/document-numbers?year=2026'));
    expect(numbers.series).toMatchObject([
      { prefix: '庄林水罚', first: 1, last: 5, reported: 3, missing: 2, gaps: [{ from: 3, to: 4 }] },
    ]);
  });
});
