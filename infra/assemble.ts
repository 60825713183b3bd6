import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run assemble`: build and synth, before all that runs the template. Where several commands of one run share a tree that nobody changes
 * meanwhile (`.ci/run`), the first one's is enough: ASSEMBLED=1 says so.
 */
const root = join(import.meta.dirname, '..');

if (process.env['ASSEMBLED'] !== '1' || !existsSync(join(root, 'cdk.out/manifest.json'))) {
  for (const script of ['infra/build.ts', 'infra/app.ts']) {
    execFileSync(process.execPath, [join(root, script)], { cwd: root, stdio: 'inherit' });
  }
}
