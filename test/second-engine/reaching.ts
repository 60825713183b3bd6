import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const IMPORT = /\bfrom '(\.[^']+)'/g;

/**
 * The test files of a tree, as paths in it, that reach a module of it, however far: made from what they import, so that
 * no new one can be forgotten.
 */
export const testsReaching = (root: string, module: string): readonly string[] => {
  const files = globSync('test/**/*.ts', { cwd: root });
  const imports = new Map(
    files.map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return [file, [...text.matchAll(IMPORT)].map(([, from = '']) => join(dirname(file), from))];
    }),
  );
  const reaching = new Set([module]);
  let before = 0;
  while (reaching.size > before) {
    before = reaching.size;
    for (const [file, from] of imports) if (from.some((imported) => reaching.has(imported))) reaching.add(file);
  }
  return [...reaching].filter((file) => file.endsWith('.test.ts')).toSorted();
};
