import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseEntries, TIMELINE_POSITION, taskEntries, timelinePage } from '../../../shared/cases/timeline.ts';
import { confirmLift, giveFeedback } from '../../../shared/tasks/feedback.ts';
import { reconcile } from '../../../shared/tasks/reconcile.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { acknowledge } from '../../../shared/tasks/transitions.ts';
import { anyLife, versionsOf } from '../tasks/lives.ts';
import {
  APPLIED,
  context,
  day,
  ended,
  implementer,
  jointOf,
  PUSHED_AT,
  present,
  pushed,
  suspended,
  system,
  value,
} from '../tasks/tasks.ts';

const said = (task: Task, today: string) =>
  timelinePage(taskEntries(task, PUSHED_AT, day(today)), undefined, 100).entries.map(
    ({ at, action, department, clock }) => [at.slice(0, 16), action, department, clock].filter(Boolean).join(' '),
  );

describe('the timeline of a task', () => {
  it('says which department did what and when', () => {
    const acknowledged = value(acknowledge(pushed(), implementer('2026-11-10T02:00:00.000Z')));
    const applied = value(giveFeedback(acknowledged, APPLIED, context('2026-11-12T02:00:00.000Z')));
    const lifting = present(reconcile(applied, ended(jointOf()), undefined, system('2026-11-20T02:00:00.000Z')));
    const confirmation = { on: day('2026-11-24'), what: '已解除' };
    const lifted = value(confirmLift(lifting, confirmation, context('2026-11-24T02:00:00.000Z')));
    expect(said(lifted, '2026-12-31')).toEqual([
      '2026-11-09T03:00 push credit-office',
      '2026-11-10T02:00 acknowledge finance',
      '2026-11-12T02:00 apply finance',
      '2026-11-20T02:00 lift credit-office',
      '2026-11-24T02:00 confirm-lift finance',
    ]);
  });

  it('says what is due, and what was not done in time, also once it is done', () => {
    expect(said(pushed(), '2026-11-12')).toEqual([
      '2026-11-09T03:00 push credit-office',
      '2026-11-11T16:00 overdue finance acknowledge',
      '2026-11-23T16:00 due finance answer',
    ]);
    const late = value(giveFeedback(pushed(), APPLIED, context('2026-11-13T02:00:00.000Z')));
    expect(said(late, '2026-12-31')).toEqual([
      '2026-11-09T03:00 push credit-office',
      '2026-11-11T16:00 overdue finance acknowledge',
      '2026-11-13T02:00 apply finance',
    ]);
  });

  it('says nothing to be due while the measure is suspended', () => {
    const held = present(
      reconcile(pushed(), suspended(jointOf(), 'x', PUSHED_AT), undefined, system('2026-11-10T02:00:00.000Z')),
    );
    expect(said(held, '2026-12-31')).toEqual(['2026-11-09T03:00 push credit-office']);
  });
});

describe('a timeline page by page', () => {
  it('is the whole timeline, in order, each entry once', () => {
    fc.assert(
      fc.property(
        fc.array(anyLife, { maxLength: 4 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        (lives, limit, versions) => {
          const tasks = lives.map((life, at) => versionsOf({ ...pushed(), id: `task-${at}` }, life).at(-1) ?? pushed());
          const cases = Array.from({ length: versions }, (_, at) => jointOf({ version: at + 1 }));
          const whole = [
            ...caseEntries(cases),
            ...tasks.flatMap((task) => taskEntries(task, PUSHED_AT, day('2026-12-01'))),
          ];
          const read: unknown[] = [];
          let after: string | undefined;
          do {
            const page = timelinePage(whole, after, limit);
            read.push(...page.entries);
            after = page.next;
            expect(page.entries.length).toBeLessThanOrEqual(limit);
          } while (after !== undefined);
          expect(read).toEqual(timelinePage(whole, undefined, 1_000).entries);
          expect(read).toHaveLength(whole.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('goes on from a position that a cursor can bear', () => {
    const entries = [
      ...caseEntries([jointOf()]),
      ...taskEntries({ ...pushed(), id: jointOf().id }, PUSHED_AT, day('2026-11-10')),
    ];
    for (let limit = 1; limit < entries.length; limit += 1)
      expect(timelinePage(entries, undefined, limit).next).toMatch(TIMELINE_POSITION);
  });
});
