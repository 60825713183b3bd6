import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACKNOWLEDGED } from './acknowledged.ts';
import { run, show } from './child.ts';
import { synthesise } from './deploy.ts';
import { virtualEnvironment } from './python.ts';
import { CFN_LINT, CHECKOV } from './python-tools.ts';
import { findingsOf, judge } from './template-findings.ts';

/** W3005: the CDK itself names a function's role as a dependency twice. W6001: outputs of one stack that hand on another's. */
const IGNORED = 'W3005,W6001';

const lint = async (assembly: string, templates: readonly string[]): Promise<boolean> => {
  const commands = await virtualEnvironment(CFN_LINT);
  const args = ['--non-zero-exit-code', 'warning', '--ignore-checks', IGNORED, '--', ...templates];
  const code = await show({ command: join(commands, 'cfn-lint'), args, cwd: assembly });
  console.log(`cfn-lint, ${templates.length} templates: ${code === 0 ? 'nothing found' : 'see above'}`);
  return code === 0;
};

/** Rules of security, without the service that sells more of them: nothing is sent anywhere. */
const checkov = async (assembly: string, templates: readonly string[], folder: string): Promise<boolean> => {
  const commands = await virtualEnvironment(CHECKOV);
  const files = templates.flatMap((template) => ['--file', template]);
  const output = ['--output', 'json', '--output-file-path', folder];
  const options = ['--framework', 'cloudformation', '--skip-download', '--compact', '--quiet', '--soft-fail'];
  await run({ command: join(commands, 'checkov'), args: [...options, ...output, ...files], cwd: assembly });
  const { findings, passed } = findingsOf(JSON.parse(await readFile(join(folder, 'results_json.json'), 'utf8')));
  const wrong = judge(findings, ACKNOWLEDGED);
  for (const line of wrong) console.error(line);
  console.log(`checkov: ${passed} passed, ${findings.length} acknowledged or above, ${wrong.length} to be seen to`);
  return wrong.length === 0;
};

/** `npm run lint:templates`: cfn-lint and checkov on what `cdk synth` makes, with all that it can make. */
const folder = await mkdtemp(join(tmpdir(), 'joint-credit-templates-'));
try {
  const assembly = await synthesise({ issuer: 'https://issuer.invalid', folder });
  const templates = (await readdir(assembly)).filter((file) => file.endsWith('.template.json'));
  if (templates.length === 0) throw new Error('cdk synth made no template');
  const sound = await lint(assembly, templates);
  const secure = await checkov(assembly, templates, folder);
  process.exitCode = sound && secure ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
