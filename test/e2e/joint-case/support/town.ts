import { expect } from 'vitest';
import { httpCall } from '../../../../infra/seed/http-call.ts';
import { seedLists } from '../../../../infra/seed/seed-lists.ts';
import type { EngineCall } from '../../../watch/engine-call.ts';
import { clientOf, type Officer, officer, type Reply } from '../../client.ts';
import { type ExchangingTarget, startTarget, type Target } from '../../target.ts';

export const CREDIT_OFFICE = officer('credit-office', 'officer-1', 'credit-office');
export const LEGAL_REVIEWER = officer('justice', 'reviewer-1', 'legal-reviewer');
export const COURT = officer('court', 'judge-1', 'court initiator');

/** Of the initiating department: one officer proposes, another one decides. */
export const proposer = (department: string) => officer(department, 'officer-1', 'initiator');
export const decider = (department: string) => officer(department, 'officer-2', 'initiator');
/** Of an implementing or deciding department. */
export const implementer = (department: string) => officer(department, 'officer-1', 'implementer');

/** 10:00 in Beijing. */
const morningOf = (day: string): Date => new Date(`${day}T02:00:00.000Z`);

/** The answer's body, once its status is the expected one; the whole answer is in the complaint if it is not. */
export const done = (reply: Reply, status = 200): Reply['body'] => {
  expect(reply.status, JSON.stringify(reply.body)).toBe(status);
  return reply.body;
};

/** The system with its lists seeded, on a morning in Beijing; its days go forward only. */
export const startTown = async (firstDay: string, see?: (call: EngineCall) => void) =>
  townOn(await startTarget(morningOf(firstDay), see), firstDay);

/** The same of a system that runs already, and shows that morning. */
export const townOn = async <Where extends Target>(target: Where, firstDay: string) => {
  const { call, published } = clientOf(target);
  const tokenOf = ({ officer: sub, department, roles }: Officer) => target.token({ sub, department, roles });
  const tokens = { clerk: await tokenOf(CREDIT_OFFICE), reviewer: await tokenOf(LEGAL_REVIEWER) };
  await seedLists(httpCall(target.apiUrl, tokens), { inForceFrom: firstDay });
  let today = firstDay;
  let references = 0;

  /** Changes a head on the version that is there now, or on the one that is given. */
  const change = async (who: Officer, path: string, body: unknown, ifMatch: number, headers = {}): Promise<Reply> =>
    call(who, 'POST', path, {
      headers: { 'if-match': `"${ifMatch}"`, ...headers },
      ...(body !== undefined && { body }),
    });

  const fire = async (schedule: string): Promise<void> => {
    await target.fireSchedule(schedule);
    await target.idle();
  };

  return {
    target,
    call,
    published,
    change,
    fire,
    idle: target.idle,
    stop: target.stop,
    today: () => today,
    goTo: async (day: string): Promise<void> => {
      if (day <= today) return;
      today = day;
      await target.setClock(morningOf(day));
    },
    /** What a department has in its inbox, be it about one head only. */
    inbox: async (department: string, about?: string): Promise<Reply['body'][]> => {
      const { notifications } = done(await call(implementer(department), 'GET', '/notifications?limit=100'));
      return notifications.filter(({ subject }: { subject: string }) => about === undefined || subject === about);
    },
    /** Checks subjects before one decision; without a reference, before a new one. */
    check: (department: string, decisionType: string, subjects: readonly object[], reference?: string) => {
      references += 1;
      const body = { decisionType, reference: reference ?? `办件${firstDay}-${references}`, subjects };
      return call(implementer(department), 'POST', '/checks', { body });
    },
  };
};
export type Town<Where extends Target = ExchangingTarget> = Awaited<ReturnType<typeof townOn<Where>>>;
