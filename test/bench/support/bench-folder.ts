import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../../..');

/** Runs with a folder below the repository's `dist`, where packages are found as from anywhere in it, and removes it. */
export const inBenchFolder = async <Answer>(work: (folder: string) => Promise<Answer>): Promise<Answer> => {
  const dist = join(ROOT, 'dist');
  mkdirSync(dist, { recursive: true });
  const folder = mkdtempSync(join(dist, 'bench-'));
  try {
    // An ancestor's "type": "module" would turn a bundle into something else.
    writeFileSync(join(folder, 'package.json'), '{}');
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const RAW_TEXT = `
exports.handler = async (event) => {
  const body = JSON.parse(event.body ?? '{}');
  if (typeof body !== 'object') return { statusCode: 400, body: '{}' };
  return { statusCode: 200, body: JSON.stringify({ kind: body.kind }) };
};
`;

/** The least that a function can be: no import, one JSON.parse, one check. */
export const rawBundle = (folder: string): string => {
  const path = join(folder, 'raw.js');
  writeFileSync(path, RAW_TEXT);
  return path;
};
