import { isInForce } from '../instruments/instrument.ts';
import type { Failure } from '../kernel/failure.ts';
import type { ListsOnDay } from './case-lists.ts';
import type { SustainedDecision } from './decision-submission.ts';
import { exemptsFromNotice } from './due-process.ts';
import type { JointCase } from './joint-case.ts';

const isExempt = ({ department }: JointCase, basis: string, { instruments, day }: ListsOnDay): boolean => {
  const instrument = instruments.get(basis);
  return instrument !== undefined && isInForce(instrument, day) && exemptsFromNotice(basis, department);
};

/**
 * Whether the subject was heard: noticed, with its time to answer over; or a law in force exempts (I1). An incentive needs neither.
 */
export const dueProcess = (
  jointCase: JointCase,
  { exemption, decidedOn }: Pick<SustainedDecision, 'exemption' | 'decidedOn'>,
  lists: ListsOnDay,
): readonly Failure[] => {
  const { notice, effect } = jointCase;
  const noExemption: readonly Failure[] =
    exemption === undefined ? [] : [{ kind: 'exemption-not-lawful', pointer: '/exemption' }];
  if (effect === 'incentive') return noExemption;
  if (notice !== undefined) {
    const { answerBy } = notice;
    return decidedOn <= answerBy
      ? [{ kind: 'statement-period-running', pointer: '/decidedOn', parameters: { answerBy } }]
      : noExemption;
  }
  if (exemption === undefined) return [{ kind: 'notice-required' }];
  return isExempt(jointCase, exemption.basis, lists)
    ? []
    : [{ kind: 'exemption-not-lawful', pointer: '/exemption/basis' }];
};
