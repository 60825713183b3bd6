import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const STATELESS = 'JointCreditStateless.template.json';

/** The templates with another text in the place of what a pattern finds. */
type Change = readonly [pattern: RegExp, replacement: string];

/** A stream's records are given up after some seconds instead of an hour: they are as old as the machine's clock says, which no test moves. */
export const impatient = (seconds: number): Change => [/(?<="MaximumRecordAgeInSeconds":\s*)\d+/g, String(seconds)];

/** A function has too little memory to be loaded. Where it only runs out of time it mostly still answers: 503, in its last milliseconds. */
export const starved = (functionName: string): Change => [
  new RegExp(`(?<="FunctionName":\\s*"${functionName}",(?:(?!"MemorySize")[^])*"MemorySize":\\s*)\\d+`, 'g'),
  '4',
];

/** The same templates but for one change. */
export const otherAssembly = (assembly: string, [pattern, replacement]: Change) => {
  const template = readFileSync(join(assembly, STATELESS), 'utf8');
  const changed = template.replaceAll(pattern, replacement);
  if (changed === template) throw new Error(`nothing in ${STATELESS} is like ${pattern}`);
  const directory = mkdtempSync(join(tmpdir(), 'other-assembly-'));
  cpSync(assembly, directory, { recursive: true });
  writeFileSync(join(directory, STATELESS), changed);
  return { directory, remove: () => rmSync(directory, { recursive: true }) };
};
