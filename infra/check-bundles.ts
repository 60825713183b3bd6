import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Bundle, breachesOf, Metafile } from './bundle-gate.ts';

const ROOT = join(import.meta.dirname, '..');

const readBundles = (): readonly Bundle[] => {
  const { outputs } = Metafile.parse(JSON.parse(readFileSync(join(ROOT, 'dist/meta.json'), 'utf8')));
  return Object.entries(outputs).map(([path, { bytes, inputs }]) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return {
      name: basename(dirname(path)),
      bytes,
      gzipBytes: gzipSync(text).length,
      inputs: Object.keys(inputs).filter((input) => (inputs[input]?.bytesInOutput ?? 0) > 0),
      text,
    };
  });
};

const lineOf = (bundle: Bundle, breaches: readonly string[]): string =>
  [
    bundle.name.padEnd(28),
    `${(bundle.bytes / 1024).toFixed(1).padStart(7)} KiB`,
    `${(bundle.gzipBytes / 1000).toFixed(1).padStart(7)} KB gzip`,
    breaches.length === 0 ? '  ok' : `  ${breaches.join('; ')}`,
  ].join(' ');

const bundles = readBundles();
const failed = bundles.filter((bundle) => {
  const breaches = breachesOf(bundle);
  console.log(lineOf(bundle, breaches));
  return breaches.length > 0;
});
console.log(`${bundles.length - failed.length} bundles within their budgets, ${failed.length} not`);
if (failed.length > 0 || bundles.length === 0) process.exitCode = 1;
