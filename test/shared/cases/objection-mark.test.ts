import { describe, expect, it } from 'vitest';
import { markCase, suspendUndecided, unmarkCase } from '../../../shared/cases/objection-mark.ts';
import { resume, suspend } from '../../../shared/cases/suspension.ts';
import { giveFeedbackOn } from '../../../shared/tasks/feedback.ts';
import { context, day, jointOf, pushed, system } from '../tasks/tasks.ts';

const MARK = {
  id: 'OBJECTION',
  filedOn: day('2026-11-10'),
  decideBy: day('2026-11-19'),
  suspendsFrom: day('2026-11-20'),
};
const IN_TIME = system('2026-11-19T15:59:00.000Z');
const LATE = system('2026-11-19T16:00:00.000Z');

const marked = () => {
  const joint = markCase(jointOf(), MARK, IN_TIME);
  if (joint === undefined) throw new Error('it can be marked');
  return joint;
};

describe('a case under an objection', () => {
  it('bears its mark once, and no other one’s beside it', () => {
    expect(marked()).toMatchObject({ version: 6, state: 'dispatched', objection: MARK });
    expect(markCase(marked(), MARK, IN_TIME)).toBeUndefined();
    expect(markCase(marked(), { ...MARK, id: 'ANOTHER' }, IN_TIME)).toBeUndefined();
    expect(markCase(jointOf({ state: 'proposed' }), MARK, IN_TIME)).toBeUndefined();
    expect(markCase(marked(), { ...MARK, decideBy: day('2026-12-08') }, IN_TIME)?.objection?.decideBy).toBe(
      '2026-12-08',
    );
  });

  it('stands still from the first moment after its day, and goes on when the mark is taken away', () => {
    expect(suspendUndecided(marked(), IN_TIME)).toBeUndefined();
    const still = suspendUndecided(marked(), LATE);
    expect(still).toMatchObject({ state: 'suspended', suspension: { objection: MARK.id, from: 'dispatched' } });
    if (still === undefined) throw new Error('it is late');
    expect(suspendUndecided(still, LATE)).toBeUndefined();
    expect(unmarkCase(still, { id: 'ANOTHER', reason: '维持' }, LATE)).toBeUndefined();
    const gone = unmarkCase(still, { id: MARK.id, reason: '维持' }, LATE);
    expect(gone).toMatchObject({ state: 'dispatched', change: { action: 'settle-objection' } });
    expect(gone?.suspension ?? gone?.objection).toBeUndefined();
  });

  it('can be stopped by a court meanwhile, and then goes on only on its word', () => {
    const still = suspendUndecided(marked(), LATE) ?? marked();
    const court = {
      by: { department: 'court', officer: 'j', at: LATE.at },
      roles: ['court'] as const,
      today: day('2026-11-20'),
    };
    const order = { document: '裁定', reason: '停止执行' };
    expect(resume(still, order, court)).toMatchObject({ ok: false, failure: [{ kind: 'objection-open' }] });
    const stopped = suspend(still, order, court);
    if (!stopped.ok) throw new Error('a court may');
    expect(stopped.value.suspension).toMatchObject({ document: '裁定', from: 'dispatched' });
    expect(suspendUndecided(stopped.value, LATE)).toBeUndefined();
    const unmarked = unmarkCase(stopped.value, { id: MARK.id, reason: '维持' }, LATE);
    expect(unmarked).toMatchObject({ state: 'suspended', suspension: { document: '裁定' } });
  });

  it('has no measure applied from that day on, whether it was suspended or not', () => {
    const joint = marked();
    const answer = { outcome: 'applied', on: day('2026-11-20'), what: '已录入' } as const;
    const given = (one: typeof joint) =>
      giveFeedbackOn({ task: pushed(), joint: one, organisation: undefined }, answer, context(LATE.at, 'clerk'));
    expect(given(joint)).toMatchObject({ ok: false, failure: [{ kind: 'task-suspended' }] });
    expect(given(jointOf()).ok).toBe(true);
  });
});
