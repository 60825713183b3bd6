import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const sources = readdirSync(import.meta.dirname).filter((name) => !name.endsWith('.test.ts'));

it.each(sources)('the checker shares no code with what it checks: %s', (name) => {
  const text = readFileSync(join(import.meta.dirname, name), 'utf8');
  const imported = [...text.matchAll(/^import (type )?.* from '([^']+)';$/gm)];
  expect([...text.matchAll(/\bimport\b/g)]).toHaveLength(imported.length);
  for (const [, isType, from = ''] of imported) {
    const isOwn = from.startsWith('./') || from.startsWith('node:');
    expect(isOwn || (from === '../ledger.ts' && isType !== undefined), from).toBe(true);
  }
});
