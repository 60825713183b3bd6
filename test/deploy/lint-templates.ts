import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { show } from './child.ts';
import { synthesise } from './deploy.ts';
import { virtualEnvironment } from './python.ts';

/** W3005: the CDK itself names a function's role as a dependency twice. W6001: outputs of one stack that hand on another's. */
const IGNORED = 'W3005,W6001';

/** `npm run lint:templates`: cfn-lint on what `cdk synth` makes. */
const folder = await mkdtemp(join(tmpdir(), 'joint-credit-templates-'));
try {
  const commands = await virtualEnvironment(['cfn-lint==1.58.0']);
  const assembly = await synthesise({ issuer: 'https://issuer.invalid', folder });
  const templates = (await readdir(assembly)).filter((file) => file.endsWith('.template.json'));
  if (templates.length === 0) throw new Error('cdk synth made no template');
  const args = ['--non-zero-exit-code', 'warning', '--ignore-checks', IGNORED, '--', ...templates];
  const code = await show({ command: join(commands, 'cfn-lint'), args, cwd: assembly });
  console.log(`${templates.length} templates: ${code === 0 ? 'nothing found' : 'see above'}`);
  process.exitCode = code === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
