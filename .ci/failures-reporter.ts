import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

type Failure = { readonly what: string; readonly errors: readonly SerializedError[] };

/** A log is often read by its last hundred lines: many failures share these, and each says at least its first line. */
const LINES_IN_ALL = 60;
const LINES_EACH = 8;
const FAILURES_SHOWN = 40;
const COLUMNS = 200;

const nameOf = (task: TestCase | TestSuite | TestModule): string =>
  task.type === 'module' ? task.relativeModuleId : `${nameOf(task.parent)} > ${task.name}`;

/** A file that could not be loaded, a group whose hook failed, and each test that did. */
const failuresOf = (module: TestModule): readonly Failure[] => [
  ...[module, ...module.children.allSuites()]
    .filter((group) => group.errors().length > 0)
    .map((group) => ({ what: nameOf(group), errors: group.errors() })),
  ...[...module.children.allTests('failed')].map((test) => ({
    what: nameOf(test),
    errors: test.result().errors ?? [],
  })),
];

const saidBy = ({ name, message, diff, stack = '' }: SerializedError): readonly string[] => {
  const place = String(stack)
    .split('\n')
    .find((line) => /^\s+at .*\.ts/.test(line) && !line.includes('node_modules'));
  const [first = '', ...others] = `${name ?? 'Error'}: ${message ?? ''}`.split('\n');
  return stripVTControlCharacters([first, place ?? '', ...others, diff ?? ''].join('\n'))
    .split('\n')
    .filter((line) => line.trim() !== '');
};

/** What failed, by its full name, each with the first lines of its errors; nothing if nothing did. */
const describeFailures = (failures: readonly Failure[]): readonly string[] => {
  const each = Math.max(1, Math.min(LINES_EACH, Math.floor(LINES_IN_ALL / failures.length) - 1));
  const shown = failures.slice(0, FAILURES_SHOWN).flatMap(({ what, errors }) => {
    const lines = errors.flatMap(saidBy).slice(0, each);
    return [`  ${what}`, ...lines.map((line) => `    ${line}`.slice(0, COLUMNS))];
  });
  return failures.length > FAILURES_SHOWN ? [...shown, `  … and ${failures.length - FAILURES_SHOWN} more`] : shown;
};

/** Writes the failures of a run to the file named by FAILURES_FILE, for `.ci/run` to print at its end. */
export default class FailuresReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const failures = [
      ...modules.flatMap(failuresOf),
      ...unhandled.map((error) => ({ what: 'outside of any test', errors: [error] })),
    ];
    const file = process.env['FAILURES_FILE'];
    if (file !== undefined) writeFileSync(file, describeFailures(failures).join('\n'));
  }
}
