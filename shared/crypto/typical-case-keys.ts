import { comparableText } from '../kernel/comparable-text.ts';
import type { HeadKey } from '../register/head.ts';
import type { TypicalCase } from '../typical-cases/typical-case.ts';
import { digestId } from './digest-id.ts';
import { headId } from './head-keys.ts';

/** Key of a typical case: by the year in which it was first written. */
export const typicalCaseKey = ({ year, digest }: Pick<TypicalCase, 'year' | 'digest'>): HeadKey => ({
  pk: `TYPICAL-CASES#${year}`,
  sk: digest,
});

/** Where a new one lies: what a department writes on a case under a title is written once. */
export const typicalCasePlace = (written: {
  readonly year: string;
  readonly department: string;
  readonly caseId: string;
  readonly title: string;
}): Pick<TypicalCase, 'id' | 'year' | 'digest'> => {
  const { year, department, caseId, title } = written;
  const digest = digestId(`${department}|${caseId}|${comparableText(title)}`);
  return { id: headId(typicalCaseKey({ year, digest })), year, digest };
};
