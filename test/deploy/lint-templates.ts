import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, show } from './child.ts';
import { virtualEnvironment } from './python.ts';

/** `npm run lint:templates`: cfn-lint on what `cdk synth` makes when it makes all it can. */
const CONTEXT = ['-c', 'disclosureReader=cloudfront'];

/** W3005: the CDK itself names a function's role as a dependency twice. W6001: outputs of one stack that hand on another's. */
const IGNORED = 'W3005,W6001';

const root = join(import.meta.dirname, '../..');
const folder = await mkdtemp(join(tmpdir(), 'joint-credit-templates-'));
try {
  const commands = await virtualEnvironment(['cfn-lint==1.58.0']);
  const cdk = join(root, 'node_modules/.bin/cdk');
  await run({ command: cdk, args: ['synth', '--quiet', ...CONTEXT, '--output', folder], cwd: root });
  const templates = (await readdir(folder)).filter((file) => file.endsWith('.template.json'));
  if (templates.length === 0) throw new Error('cdk synth made no template');
  const args = ['--non-zero-exit-code', 'warning', '--ignore-checks', IGNORED, '--', ...templates];
  const code = await show({ command: join(commands, 'cfn-lint'), args, cwd: folder });
  console.log(`${templates.length} templates: ${code === 0 ? 'nothing found' : 'see above'}`);
  process.exitCode = code === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
