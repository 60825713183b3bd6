import { join } from 'node:path';
import { type Bundle, breachesOf } from './bundle-gate.ts';
import { FUNCTION_NAMES } from './function-names.ts';
import { readBundles } from './read-bundles.ts';

const lineOf = ({ name, bytes, gzipBytes }: Bundle, breaches: readonly string[]): string =>
  [
    name.padEnd(28),
    `${(bytes / 1024).toFixed(1).padStart(7)} KiB`,
    `${(gzipBytes / 1000).toFixed(1).padStart(7)} KB gzip`,
    breaches.length === 0 ? '  ok' : `  ${breaches.join('; ')}`,
  ].join(' ');

const root = join(import.meta.dirname, '..');
const bundles = readBundles({ root, out: join(root, 'dist') });
const bad = bundles.filter((bundle) => {
  const breaches = breachesOf(bundle);
  console.log(lineOf(bundle, breaches));
  return breaches.length > 0;
});
const missing = FUNCTION_NAMES.filter((name) => !bundles.some((bundle) => bundle.name === name));
for (const name of missing) console.log(`${name.padEnd(28)} has no bundle`);
console.log(`${bundles.length - bad.length} bundles within their budgets, ${bad.length + missing.length} not`);
if (bad.length + missing.length > 0) process.exitCode = 1;
