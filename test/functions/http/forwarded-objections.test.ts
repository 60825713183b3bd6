import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordKey } from '../../../shared/crypto/record-keys.ts';
import { toNationalRow } from '../../../shared/records/national-row.ts';
import { COMPANY, courtDefaulter } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type ExchangeTown, exchangeTown } from '../support/exchange-town.ts';
import { officer } from './support/api.ts';
import { type ObjectionTown, OFFICE, objectionTown, REVIEW_BODY } from './support/objecting.ts';

let place: ObjectionTown;
let exchange: ExchangeTown;
beforeAll(async () => {
  place = await objectionTown();
  exchange = exchangeTown(place.api);
});
beforeEach(() => place.setTime('2026-11-10T02:00:00.000Z'));
afterAll(() => place?.api.stop());

let serial = 0;
/** An entry of the superior platform on the firm. */
const mirrored = async () => {
  serial += 1;
  const submission = courtDefaulter({ documentNumber: `（2026）辽0202执${serial}号` });
  const { disclosure } = submission;
  const national = toNationalRow('court-defaulter', submission);
  await exchange.send([{ type: 'mirror', kind: 'court-defaulter', national, disclosure }]);
  await place.town.settle();
  const at = {
    department: 'superior-platform',
    kind: 'court-defaulter' as const,
    documentNumber: String(national['caseCode']),
  };
  const found = await place.api.stores.records.get(recordKey(`ORG#${COMPANY.unifiedSocialCreditCode}`, at));
  if (found === undefined) throw new Error('not there');
  return found.image;
};
const MAINTAIN = { outcome: 'maintain' };

describe('an objection that was forwarded to the superior platform', () => {
  it('is decided by an officer of the credit office in that role alone, and taken back from there', async () => {
    const record = await mirrored();
    const found = await place.filed(record.id);
    expect(found).toMatchObject({ forwardedTo: 'superior-platform', department: { code: 'credit-office' } });
    expect((await place.decide(found, MAINTAIN, OFFICE)).body).toMatchObject({ state: 'decided' });
    await place.town.settle();
    await exchange.pack();
    const { sequence } = await exchange.packDeps.sequences.current();
    const { lines = [] } = (await exchange.packageAt(sequence)) ?? {};
    expect(lines.filter(({ entry }) => entry === record.publicId).map(({ op }) => op)).not.toContain('put');
    const after = await place.api.stores.records.find(record.id);
    expect(after?.image.objection).toBeUndefined();
  });

  it('is decided by nobody else: another department, or an office of the same role', async () => {
    const found = await place.filed((await mirrored()).id);
    const reporter = officer('market-regulation', 'officer-2');
    expect(await place.decide(found, MAINTAIN, reporter)).toBeProblem(404, 'not-found');
    const other = officer('development-reform', 'officer-1', 'credit-office');
    expect(await place.decide(found, MAINTAIN, other)).toBeProblem(403, 'foreign-department');
    const initiator = officer('credit-office', 'officer-2', 'initiator');
    expect(await place.decide(found, MAINTAIN, initiator)).toBeProblem(403, 'role-required');
    expect((await place.objection(found.id)).state).toBe('open');
  });

  it('is not reviewed by the office that decided it, in whatever roles, nor by the officer from another chair', async () => {
    const found = await place.filed((await mirrored()).id);
    const decided = await place.decide(found, MAINTAIN, OFFICE);
    await place.town.settle();
    const asked = await place.askReview(found, decided.body.version);
    expect(asked.status).toBe(200);
    const review = (who: typeof OFFICE) =>
      place.change(
        'decide-objection-review',
        found.id,
        asked.body.version,
        { ...MAINTAIN, documentNumber: '复1号', decidedOn: '2026-11-10', examined: '复核全部材料', reason: '维持' },
        { who },
      );
    const colleague = officer('credit-office', 'officer-9', 'credit-office review-authority');
    expect(await review(OFFICE)).toBeProblem(403, 'same-officer');
    expect(await review(colleague)).toBeProblem(409, 'own-decision');
    expect(await review({ ...REVIEW_BODY, officer: OFFICE.officer })).toBeProblem(403, 'same-officer');
    expect((await review(REVIEW_BODY)).status).toBe(200);
  });

  it('opens no other door to that role: what the office itself posted is decided by who posts, and never by its author', async () => {
    const author = officer('credit-office', 'clerk');
    const own = await place.posted({}, {}, author);
    const found = await place.filed(own);
    expect(await place.decide(found, MAINTAIN, OFFICE)).toBeProblem(403, 'role-required');
    const both = { ...author, roles: 'reporter credit-office' };
    expect(await place.decide(found, MAINTAIN, both)).toBeProblem(403, 'same-officer');
    expect((await place.decide(found, MAINTAIN, officer('credit-office', 'officer-2'))).status).toBe(200);
  });
});
