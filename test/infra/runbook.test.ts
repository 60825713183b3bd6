import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FUNCTION_NAMES } from '../../infra/function-names.ts';
import { propertiesOf, synthesise } from './synthesis.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const runbook = read('docs/runbook.md');
/** A command that goes on in the next line is one. */
const text = runbook.replaceAll(/\\\n\s*/g, ' ');
const scripts: Readonly<Record<string, string>> = JSON.parse(read('package.json')).scripts;

const { stateful, stateless, api } = synthesise({ disclosureReader: 'cloudfront' });
const outputs = [stateless, api].flatMap((stack) => Object.keys(stack.toJSON()['Outputs'] ?? {}));
const queues = [stateful, stateless].flatMap((stack) =>
  Object.values(propertiesOf(stack, 'AWS::SQS::Queue')).map(({ QueueName }) => String(QueueName)),
);
const all = (pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, found = '']) => found)),
];

/** Each `npm run …` with its options. */
const called = [...text.matchAll(/npm run ([\w:-]+)(?: -- ([^`\n]*))?/g)].map(([, name = '', rest = '']) => ({
  name,
  options: [...rest.matchAll(/(?:^|\s)--([a-z][a-z-]*)/g)].map(([, option = '']) => option),
}));

describe('what the runbook says to type', () => {
  it.each(all(/<([A-Z]\w+[a-z]\w*)>/g))('<%s> is an output of a stack', (name) => {
    expect(outputs).toContain(name);
  });

  it.each(called)('npm run $name $options is a command that knows its options', ({ name, options }) => {
    expect(scripts).toHaveProperty([name]);
    const [, file = ''] = /node (\S+)$/.exec(scripts[name] ?? '') ?? [];
    const source = options.length > 0 ? read(file) : '';
    for (const option of options) expect(source, `--${option}`).toMatch(new RegExp(`(--|['"])${option}\\b`));
  });

  it.each(all(/--function-name ([a-z-]+)/g))('%s is a function', (name) => {
    expect(FUNCTION_NAMES.map((one) => `joint-credit-${one}`)).toContain(name);
  });

  it.each(all(/--queue-name ([\w.-]+)/g))('%s is a queue', (name) => {
    expect(queues).toContain(name);
  });

  it('gives a function its payload as both versions of the AWS command line take it', () => {
    expect(text.match(/aws lambda invoke/g)).not.toBeNull();
    expect(text).not.toMatch(/--payload '/);
  });

  it.each(all(/\]\(#([\w-]+)\)/g))('#%s is a heading', (anchor) => {
    const headings = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    expect(headings).toContain(anchor);
  });
});
