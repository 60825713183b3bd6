import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const STATELESS = 'JointCreditStateless.template.json';
const AGE = /(?<="MaximumRecordAgeInSeconds":\s*)\d+/g;

/**
 * The same templates, but that a stream's records are given up after some seconds instead of an hour: they are as old as the machine's clock
 * says, which no test moves.
 */
export const impatientAssembly = (assembly: string, seconds: number) => {
  const directory = mkdtempSync(join(tmpdir(), 'impatient-assembly-'));
  cpSync(assembly, directory, { recursive: true });
  const template = readFileSync(join(assembly, STATELESS), 'utf8');
  writeFileSync(join(directory, STATELESS), template.replaceAll(AGE, String(seconds)));
  return { directory, remove: () => rmSync(directory, { recursive: true }) };
};
