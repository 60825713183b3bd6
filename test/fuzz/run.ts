import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimsOf, DEMO_IDENTITIES, type DemoIdentity } from '../../infra/local/demo-identities.ts';
import { startLocalStack } from '../../infra/local/stack.ts';
import { show } from '../deploy/child.ts';
import { virtualEnvironment } from '../deploy/python.ts';
import { SCHEMATHESIS } from '../deploy/python-tools.ts';

/**
 * `npm run test:fuzz`: the API's own description turned against it, by a program that knows nothing else of it. Each
 * set of roles asks for everything, valid and not, and goes where the answers lead; no answer may be a server error,
 * have a status, a media type or a shape that is not described.
 */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
].join(',');

/** For what may ask for everything; each real set of roles gets a quarter. What is not found in it, the next day's seed may find. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 20);
const SEED = process.env['FUZZ_SEED'] ?? new Date().toISOString().slice(0, 10).replaceAll('-', '');

const rolesOf = ({ roles }: DemoIdentity): string => roles.toSorted().join(' ');
const identities = [...new Map(DEMO_IDENTITIES.map((identity) => [rolesOf(identity), identity])).values()];
const everything: DemoIdentity = {
  department: 'market-regulation',
  officer: 'everybody',
  roles: [...new Set(identities.flatMap(({ roles }) => roles))],
};
const RUNS = [
  { identity: everything, phases: 'coverage,fuzzing', seconds: SECONDS },
  { identity: everything, phases: 'stateful', seconds: SECONDS },
  ...identities.map((identity) => ({ identity, phases: 'coverage,fuzzing', seconds: SECONDS / 4 })),
];

const commands = await virtualEnvironment(SCHEMATHESIS);
const folder = await mkdtemp(join(tmpdir(), 'joint-credit-fuzz-'));
const log = createWriteStream(join(folder, 'functions.log'));
const stack = await startLocalStack({
  assembly: join(import.meta.dirname, '../../cdk.out'),
  state: 'memory',
  throttle: false,
  log: (line) => log.write(`${line}\n`),
});
let failed = 0;
try {
  for (const { identity, phases, seconds } of RUNS) {
    const token = await stack.token(claimsOf(identity, { department: 'department', roles: 'roles' }));
    console.log(`\n=== ${rolesOf(identity)}: ${phases} (seed ${SEED})`);
    const code = await show({
      command: join(commands, 'schemathesis'),
      args: [
        ...['run', `${stack.apiUrl}/openapi.json`],
        ...['--header', `Authorization: Bearer ${token}`],
        ...['--checks', CHECKS, '--phases', phases],
        ...['--max-time', String(seconds), '--seed', SEED, '--request-timeout', '30'],
        ...['--warnings', 'off', '--no-color', '--generation-database', 'none'],
      ],
      cwd: folder,
    });
    if (code !== 0) failed += 1;
  }
} finally {
  await stack.stop();
  log.end();
  await rm(folder, { recursive: true, force: true });
}
console.log(`${RUNS.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
