import { comparableText } from '../kernel/comparable-text.ts';
import type { JointCase } from './joint-case.ts';

/** A case that is not ended, as an officer is told of it who proposes another: no more than that it is there. */
export interface OpenCase {
  readonly id: string;
  readonly field: string;
  readonly department: string;
  readonly state: JointCase['state'];
}

/** Of a subject's cases those that are open on the same act, in whatever field. */
export const openCasesOn = (cases: readonly JointCase[], documentNumber: string): readonly OpenCase[] =>
  cases
    .filter(({ state }) => state !== 'ended')
    .filter(({ act }) => comparableText(act.documentNumber) === comparableText(documentNumber))
    .map(({ id, field, department, state }) => ({ id, field, department, state }));
