import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take half a minute or more, by measurement. Started last, one of them keeps one processor busy while the
 * others have nothing left to do; vitest knows sizes only, as long as it has not run them on that machine.
 */
const LONGEST = [
  'test/faults/joint-case.test.ts',
  'test/faults/publication-killed.test.ts',
  'test/faults/case-work.test.ts',
  'test/faults/killed-while-publishing.test.ts',
  'test/faults/killed-before-the-notification.test.ts',
  'test/faults/publication-history.test.ts',
  'test/shared/cases/machine.test.ts',
  'test/infra/demo.test.ts',
  'test/infra/bundles.test.ts',
  'test/functions/work-on-cases.test.ts',
  'test/infra/commands.test.ts',
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = LONGEST.findIndex((file) => moduleId.endsWith(file));
  return place < 0 ? LONGEST.length : place;
};

/** The usual order, the longest first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}
