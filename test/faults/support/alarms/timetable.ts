import * as z from 'zod';
import type { Deployment } from '../../../../infra/local/deployment.ts';
import { parseScheduleExpression } from '../../../../infra/local/schedule-expression.ts';

const Schedule = z.looseObject({ ScheduleExpression: z.string(), ScheduleExpressionTimezone: z.string() });

/** When the template's schedules are due, by their names. */
export const timetable = (template: Deployment, start: Date) => {
  const rules = new Map(
    template.ofType('AWS::Scheduler::Schedule').map(({ identity, properties }) => {
      const { ScheduleExpression, ScheduleExpressionTimezone: timeZone } = Schedule.parse(properties);
      return [identity.ref, parseScheduleExpression(ScheduleExpression, { timeZone, start })];
    }),
  );
  const next = (name: string, after: Date): Date => {
    const due = rules.get(name)?.(after);
    if (due === undefined) throw new Error(`no schedule ${name} among ${[...rules.keys()].join(', ')}`);
    return due;
  };
  return {
    next,
    within: (after: Date, milliseconds: number): readonly string[] =>
      [...rules.keys()].filter((name) => next(name, after).getTime() <= after.getTime() + milliseconds),
  };
};
