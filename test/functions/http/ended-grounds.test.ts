import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { caseKey } from '../../../shared/crypto/case-keys.ts';
import { headId } from '../../../shared/crypto/head-keys.ts';
import { beijingMidnight, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { namedSubject } from '../../../shared/subjects/named-subject.ts';
import { COMPANY, PERSON, penalty } from '../../builders/submissions.ts';
import { reading } from '../../shared/records/generated.ts';
import '../../to-be-problem.ts';
import { day, itemOf, jointOf, UNTIL } from '../../shared/tasks/tasks.ts';
import { type Officer, officer } from './support/api.ts';
import { appliedTask, BASIS, CHECKER, DECISION, dispatchedCase, jointTown, MEASURE } from './support/joint-town.ts';
import { COLLEAGUE, FIRM, type ObjectionTown, objectionTown } from './support/objecting.ts';
import { application, grant, posted, repairing } from './support/repairs.ts';

const FINANCE = officer(CHECKER, 'checker-1', 'implementer');
const INITIATOR = officer('human-resources', 'c', 'initiator');
const ASKER = officer('business-environment', 'officer-1', 'implementer');

/** The queue of work stands still in all of this: what follows from a write is never done, unless a test has it done. */
let place: ObjectionTown;
let write: ReturnType<typeof jointTown>;
let steps: ReturnType<typeof repairing>;
beforeAll(async () => {
  place = await objectionTown();
  write = jointTown(place.town.client);
  steps = repairing(place.api);
  await write.open();
});
afterAll(() => place?.api.stop());

const recordNow = async (id: string) => {
  const found = await place.api.stores.records.find(id);
  if (found === undefined) throw new Error(`no record ${id}`);
  return found.image;
};

/** A penalty on the firm, a case that is proved by it, one on its act, and a measure in force of each. */
const standing = async () => {
  const id = await posted(place.api);
  const record = await recordNow(id);
  const subject = namedSubject(record.subject);
  const made = async (act: Partial<JointCase['act']>) => {
    const { decision } = jointOf();
    const measures = [{ measure: MEASURE, basis: BASIS, from: day('2026-11-09'), until: UNTIL }];
    const fresh = dispatchedCase(subject, {
      plan: [itemOf(MEASURE, CHECKER)],
      ...(decision && { decision: { ...decision, measures } }),
    });
    const named = { ...fresh, act: { ...fresh.act, ...act } };
    const joint = { ...named, id: headId(caseKey(named)) };
    const task = appliedTask(joint);
    await write.case(joint);
    await write.task(task);
    return { joint, task };
  };
  const proven = await made({ records: [id] });
  const onAct = await made({ documentNumber: record.documentNumber });
  return { id, record, proven, onAct };
};

let references = 0;
const check = async (subject: object): Promise<readonly { readonly documentNumber: string }[]> => {
  references += 1;
  const body = { decisionType: DECISION, reference: `采资〔2026〕${references}号`, subjects: [subject] };
  const reply = await place.api.call('post-check', { who: FINANCE, body });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body.answers[0].measures;
};
const CODE = { unifiedSocialCreditCode: COMPANY.unifiedSocialCreditCode };
const inForce = async (): Promise<number> => {
  const found = (await check(CODE)).length;
  // Whoever reads what is in force reads the same.
  const overview = await place.api.call('get-subject', { who: FIRM, id: place.mandate });
  expect(overview.body.measuresInForce).toBe(found);
  const report = await place.api.call('get-subject-report', {
    who: FIRM,
    id: place.mandate,
    query: { format: 'json' },
  });
  const measures = report.body.report.chapters.flatMap((chapter: { measures: readonly unknown[] }) => chapter.measures);
  expect(measures).toHaveLength(found);
  return found;
};

const repaired = async (target: { readonly type: 'record' | 'case'; readonly id: string }, human?: Officer) => {
  const applied = await steps.apply(FIRM, place.mandate, application(target.id, { target }));
  expect(applied.status, JSON.stringify(applied.body)).toBe(201);
  const accepted = (await steps.accept(applied.body, human)).body;
  const decided = await steps.decide(accepted, grant(), human);
  expect(decided.status, JSON.stringify(decided.body)).toBe(200);
};

const withdrawn = async (id: string, verb: string): Promise<void> => {
  const { version } = await recordNow(id);
  const body = { verb, document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-10', reason: '认定事实错误' };
  await place.change('propose-withdrawal', id, version, body, {});
  const confirmed = await place.change('confirm-withdrawal', id, version + 1, { confirmed: true }, { who: COLLEAGUE });
  expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200);
};

describe('while no work is done, a check names no measure of a case', () => {
  it('whose record was repaired, from the moment of the grant on', async () => {
    const before = await inForce();
    const { id } = await standing();
    expect(await inForce()).toBe(before + 2);
    await repaired({ type: 'record', id });
    expect((await recordNow(id)).state).toBe('active');
    expect(await inForce()).toBe(before);
    await place.town.settle();
    expect(await inForce()).toBe(before);
  });

  it('whose act was annulled; what was only proved by it is for its initiator to judge', async () => {
    const before = await inForce();
    const { id, onAct, proven } = await standing();
    await withdrawn(id, 'revoke');
    expect(await inForce()).toBe(before + 1);
    expect((await place.town.cases.find(onAct.joint.id))?.image.state).toBe('dispatched');
    await place.town.settle();
    expect(await inForce()).toBe(before + 1);
    expect((await place.town.cases.find(onAct.joint.id))?.image).toMatchObject({
      state: 'ended',
      end: { verb: 'revoke' },
    });
    expect((await place.town.cases.find(proven.joint.id))?.image.state).toBe('dispatched');
    await write.case({ ...proven.joint, state: 'ended' });
  });

  it('whose record is mirrored from elsewhere while its source does not confirm it; confirmed again, it binds again', async () => {
    const before = await inForce();
    const { id, onAct, proven } = await standing();
    const said = async (asOf: Instant): Promise<void> => {
      const found = await place.api.stores.records.find(id);
      if (found === undefined) throw new Error(`no record ${id}`);
      const mirrored = { from: 'superior-platform', asOf, refreshedAt: asOf };
      const next = { ...found.image, version: found.image.version + 1, mirrored };
      expect((await place.api.stores.records.change(found, next, ['active'])).ok).toBe(true);
    };
    await said(beijingMidnight(day('2026-01-01')));
    expect(await inForce()).toBe(before);
    await said((await recordNow(id)).receivedAt);
    expect(await inForce()).toBe(before + 2);
    for (const { joint } of [onAct, proven]) await write.case({ ...joint, state: 'ended' });
  });

  it('whose record is deleted on an objection, from the moment of the decision on', async () => {
    const before = await inForce();
    const { id } = await standing();
    const filed = await place.filed(id);
    await place.town.settle();
    expect(await inForce()).toBe(before + 2);
    expect((await place.decide(filed, { outcome: 'delete' })).status).toBe(200);
    expect((await recordNow(id)).state).toBe('active');
    expect(await inForce()).toBe(before);
    await place.town.settle();
    expect(await inForce()).toBe(before);
  });

  it('that is deleted, or of which the measure is revoked, on an objection', async () => {
    const before = await inForce();
    const { proven, onAct } = await standing();
    const filed = await place.filed(proven.joint.id, {}, 'case');
    expect((await place.decide(filed, { outcome: 'correct', measures: [MEASURE] }, INITIATOR)).status).toBe(200);
    expect(await inForce()).toBe(before + 1);
    const again = await place.filed(onAct.joint.id, {}, 'case');
    expect((await place.decide(again, { outcome: 'delete' }, INITIATOR)).status).toBe(200);
    expect(await inForce()).toBe(before);
    await place.town.settle();
    expect(await inForce()).toBe(before);
  });

  it('of a responsible person, once what the organisation’s case rests on has ended', async () => {
    const { id, onAct } = await standing();
    const { subject } = reading(penalty({ subject: PERSON }));
    const { key } = await place.api.stores.subjects.resolve(subject, place.town.now());
    const person = { key, category: 'person', name: PERSON.name } as const;
    const organisationCase = { id: onAct.joint.id, key: caseKey(onAct.joint) };
    await write.inForce(person, { organisationCase }, { plan: [] });
    const { document } = PERSON;
    expect(await check({ document })).toHaveLength(1);
    await repaired({ type: 'record', id });
    expect(await check({ document })).toEqual([]);
    await place.town.settle();
    expect(await check({ document })).toEqual([]);
  });

  it('under an objection that is overdue, though the mark never came', async () => {
    const before = await inForce();
    const { proven, onAct } = await standing();
    await place.town.settle();
    const file = await place.file({ type: 'case', id: proven.joint.id });
    expect(file.status, JSON.stringify(file.body)).toBe(201);
    await place.town.forget();
    expect((await place.town.cases.find(proven.joint.id))?.image.objection).toBeUndefined();
    const [objected] = (await check(CODE)).filter((one) => 'objectedOn' in one);
    expect(objected).toMatchObject({ objectedOn: '2026-11-10' });
    place.setTime('2026-11-19T16:30:00.000Z');
    expect(await inForce()).toBe(before + 1);
    place.setTime('2026-11-10T02:00:00.000Z');
    for (const { joint } of [proven, onAct]) await write.case({ ...joint, state: 'ended' });
  });
});

describe('while no work is done, the green channel', () => {
  it('counts neither a record whose repair was granted nor a case that rests on it', async () => {
    const counting = async () => {
      const { body } = await place.api.call('get-own-green-channel', { who: FIRM, id: place.mandate });
      return body.counting.length;
    };
    const before = await counting();
    const { id } = await standing();
    expect(await counting()).toBe(before + 3);
    await repaired({ type: 'record', id });
    expect(await counting()).toBe(before);
    expect(
      (
        await place.api.call('ask-green-channel', {
          who: ASKER,
          body: { reference: '营商受〔2026〕1号', purpose: '许可', subject: CODE },
        })
      ).status,
    ).toBe(200);
  });
});

describe('a record that ended otherwise while its repair was granted', () => {
  it('carries no case any more: neither for a check nor, when the work is done, for its departments', async () => {
    const before = await inForce();
    const { id, onAct, proven } = await standing();
    const applied = await steps.apply(FIRM, place.mandate, application(id));
    const accepted = (await steps.accept(applied.body)).body;
    expect((await steps.decide(accepted)).status).toBe(200);
    // Taken back for another reason before the work is done: the record's own end is none that a case follows.
    await withdrawn(id, 'withdraw');
    expect(await inForce()).toBe(before);
    await place.town.settle();
    for (const { joint } of [onAct, proven]) {
      expect((await place.town.cases.find(joint.id))?.image).toMatchObject({ state: 'ended', end: { verb: 'repair' } });
    }
    expect(await inForce()).toBe(before);
    expect(place.town.errors).toEqual([]);
  });
});
