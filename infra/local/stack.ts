import { join } from 'node:path';
import { readAssembly } from './assembly.ts';
import { createCleanUp } from './clean-up.ts';
import { createClock } from './clock.ts';
import { createControl } from './control.ts';
import { createDeployment } from './deployment.ts';
import { startEngines } from './engines/engines.ts';
import { createFunctionPool } from './function-pool.ts';
import { readFunction } from './functions.ts';
import { readApi } from './http/api-definition.ts';
import { createFrontDoor, type Doors } from './http/front-door.ts';
import { createGateway } from './http/gateway.ts';
import { waitUntilIdle } from './idle.ts';
import { createIssuer } from './issuer.ts';
import type { LocalStack, LocalStackOptions } from './local-stack.ts';
import { createLog } from './log.ts';
import { close, listen } from './loopback-server.ts';
import { provision } from './provision/provision.ts';
import { createPublicBucket } from './public-bucket.ts';
import { checkTypes } from './resource-types.ts';
import { startSchedules } from './schedules.ts';
import { openCheckpoints } from './sources/checkpoints.ts';
import { startMappings } from './sources/mappings.ts';
import { openState } from './state.ts';

const ACCOUNT = '000000000000';
/** What the template names as issuer where none was given: it stands for the runner's own. */
const PLACEHOLDER_ISSUER = 'https://issuer.invalid';
const DEFAULT_AUDIENCE = 'joint-credit';
const IDLE_MILLISECONDS = 60_000;
const GRACE_MILLISECONDS = 2_000;

const fail = (reason: string) => {
  throw new Error(reason);
};

/** Runs a synthesised template on this machine: engines, functions, event sources, schedules and the API before them. */
export const startLocalStack = async (options: LocalStackOptions): Promise<LocalStack> => {
  const cleanUp = createCleanUp();
  try {
    return await start(options, cleanUp);
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
};

const start = async (options: LocalStackOptions, cleanUp: ReturnType<typeof createCleanUp>): Promise<LocalStack> => {
  const { port = 0, lost = fail, environment: given = process.env } = options;
  const log = createLog(options.log ?? console.log);
  const assembly = readAssembly(options.assembly);
  checkTypes(assembly.stacks);
  const clock = createClock(options.now);
  const state = openState(options.state);
  cleanUp.add(state.close);
  const checkpoints = openCheckpoints(join(state.directory, 'checkpoints'));

  let doors: Doors | undefined;
  const servers = createFrontDoor(log, () => doors);
  const apiUrl = await listen(servers.main, port);
  cleanUp.add(() => close(servers.main));
  const publicUrl = await listen(servers.publicCopy, port === 0 ? 0 : port + 1);
  cleanUp.add(() => close(servers.publicCopy));

  const readUpTo = checkpoints
    .all()
    .flatMap(({ tableName, shards }) => Object.values(shards).map((sequenceNumber) => ({ tableName, sequenceNumber })));
  const keyPath = state.kept ? join(state.directory, 'issuer-key.json') : undefined;
  const [engines, issuer] = await Promise.all([
    startEngines({ directory: state.directory, keep: state.kept, readUpTo, given, lost }).then((started) => {
      cleanUp.add(started.stop);
      return started;
    }),
    createIssuer({ url: `${apiUrl}/_local/issuer`, keyPath, now: clock.now }),
  ]);
  const queueUrl = (name: string) => `${engines.of.sqs.url.replace(/\/$/, '')}/${ACCOUNT}/${name}`;
  const deployment = createDeployment(assembly.stacks, { region: engines.region, account: ACCOUNT, apiUrl, queueUrl });
  await provision(deployment, engines);

  const place = { assembly, codeDirectory: state.codeDirectory, environment: engines.environment };
  const definitions = deployment
    .ofType('AWS::Lambda::Function')
    .map((resource) => readFunction({ ...place, resource }));
  const pools = definitions.map((definition) => createFunctionPool({ definition, clockOffset: clock.offset, log }));
  for (const pool of pools) cleanUp.add(pool.stop);

  const template = readApi(deployment);
  const api = options.throttle === false ? { ...template, throttle: undefined } : template;
  const audience = api.routes.find(({ jwt }) => jwt)?.jwt?.audiences[0] ?? DEFAULT_AUDIENCE;
  const issuerOf = (named: string) => (named === PLACEHOLDER_ISSUER ? issuer.url : named);

  const { dynamodb: streams, sqs: queues, s3: objects } = engines.of;
  const sources = startMappings({ deployment, pools, streams, queues, clock, checkpoints, log });
  for (const source of sources) cleanUp.add(source.stop);
  const byHand = options.schedules === 'by-hand';
  const schedules = startSchedules({ deployment, pools, queues, clock, log, byHand });
  cleanUp.add(schedules.stop);

  const outputs = deployment.outputs();
  const { dynamodb, sqs, s3, secretsmanager } = engines.of;
  const stack: LocalStack = {
    apiUrl,
    publicUrl,
    issuerUrl: issuer.url,
    region: engines.region,
    outputs,
    endpoints: { dynamodb: dynamodb.url, sqs: sqs.url, s3: s3.url, secretsmanager: secretsmanager.url },
    engines: engines.labels,
    environment: engines.environment,
    schedules: schedules.names,
    functions: Object.fromEntries(definitions.map(({ name, environment }) => [name, environment])),
    clock,
    fire: schedules.fire,
    idle: (timeoutMilliseconds = IDLE_MILLISECONDS) => waitUntilIdle({ pools, sources, timeoutMilliseconds }),
    token: (claims, lifetimeSeconds) => issuer.token({ aud: audience, ...claims }, lifetimeSeconds),
    stop: cleanUp.run,
  };
  doors = {
    api: createGateway({ api, pools, accountId: ACCOUNT, now: clock.now, issuerOf }),
    control: createControl(stack, issuer.documents),
    publicCopy: createPublicBucket({ objects, bucket: outputs['DisclosureBucket'] ?? '' }),
  };
  cleanUp.add(() =>
    Promise.all([close(servers.main, GRACE_MILLISECONDS), close(servers.publicCopy, GRACE_MILLISECONDS)]).then(
      () => {},
    ),
  );
  return stack;
};
