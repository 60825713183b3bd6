import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { DecidedMeasure, JointCase } from './joint-case.ts';

/** Measures that were decided and not ended, whatever their term. */
export const openMeasures = ({ decision, endedMeasures }: JointCase): readonly DecidedMeasure[] =>
  (decision?.measures ?? []).filter(({ measure }) => !endedMeasures.some((ended) => ended.measure === measure));

/** Measures that were decided, are not ended, and whose term is not over on a day. */
export const liveMeasures = (jointCase: JointCase, today: CalendarDate): readonly DecidedMeasure[] =>
  openMeasures(jointCase).filter(({ until }) => today < until);
