import { join } from 'node:path';
import { readAssembly } from './assembly.ts';
import { type CleanUp, createCleanUp } from './clean-up.ts';
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
import { createLog, type Log } from './log.ts';
import { close, listen } from './loopback-server.ts';
import { provision } from './provision/provision.ts';
import { createPublicBucket } from './public-bucket.ts';
import { checkTypes } from './resource-types.ts';
import { startSchedules } from './schedules.ts';
import { createSignIn } from './sign-in.ts';
import { startBuckets } from './sources/bucket-source.ts';
import { type Checkpoints, openCheckpoints } from './sources/checkpoints.ts';
import { startMappings } from './sources/mappings.ts';
import { openState, type State } from './state.ts';

const ACCOUNT = '000000000000';
/** What the template names as issuer where none was given: it stands for the runner's own. */
const PLACEHOLDER_ISSUER = 'https://issuer.invalid';
const DEFAULT_AUDIENCE = 'joint-credit';
/** The schedule whose function lays down the site. */
const LAYS_SITE = 'lay-site';
const IDLE_MILLISECONDS = 60_000;
const GRACE_MILLISECONDS = 2_000;

const fail = (reason: string) => {
  throw new Error(reason);
};

const all = async (running: { stop(): Promise<void> }[]) => {
  await Promise.all(running.map((one) => one.stop()));
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

/** The servers are there from the beginning, since functions and tokens name their addresses; they answer once doors are given. */
const openServers = async (port: number, log: Log, cleanUp: CleanUp) => {
  let doors: Doors | undefined;
  const { main, publicCopy } = createFrontDoor(log, () => doors);
  const addresses = { apiUrl: await listen(main, port), publicUrl: '' };
  cleanUp.add(() => close(main));
  addresses.publicUrl = await listen(publicCopy, port === 0 ? 0 : port + 1);
  cleanUp.add(() => close(publicCopy));
  const open = (opened: Doors) => {
    doors = opened;
    cleanUp.add(async () => {
      await Promise.all([main, publicCopy].map((server) => close(server, GRACE_MILLISECONDS)));
    });
  };
  return { ...addresses, open };
};

/** Engines and issuer take longest to start, and do not wait for each other. */
const startServices = async (deps: {
  clockOffset: SharedArrayBuffer;
  options: LocalStackOptions;
  state: State;
  checkpoints: Checkpoints;
  issuer: { url: string; now: () => Date };
  cleanUp: CleanUp;
}) => {
  const { options, state, checkpoints, clockOffset, cleanUp } = deps;
  const { lost = fail, environment: given = process.env } = options;
  const readUpTo = checkpoints
    .all()
    .flatMap(({ tableName, shards }) => Object.values(shards).map((sequenceNumber) => ({ tableName, sequenceNumber })));
  const keyPath = state.kept ? join(state.directory, 'issuer-key.json') : undefined;
  const startedEngines = async () => {
    const engines = await startEngines({
      directory: state.directory,
      keep: state.kept,
      readUpTo,
      given,
      clockOffset,
      lost,
      allowOrigins: options.allowOrigins,
    });
    cleanUp.add(engines.stop);
    return engines;
  };
  const [engines, issuer] = await Promise.all([startedEngines(), createIssuer({ ...deps.issuer, keyPath })]);
  return { engines, issuer };
};

const start = async (options: LocalStackOptions, cleanUp: CleanUp): Promise<LocalStack> => {
  const log = createLog(options.log ?? ((line) => console.log(line)));
  const assembly = readAssembly(options.assembly);
  checkTypes(assembly.stacks);
  const clock = createClock(options.now);
  const state = openState(options.state);
  cleanUp.add(state.close);
  const checkpoints = openCheckpoints(join(state.directory, 'checkpoints'));
  const { apiUrl, publicUrl, open } = await openServers(options.port ?? 0, log, cleanUp);
  const named = { url: `${apiUrl}/_local/issuer`, now: clock.now };
  const { engines, issuer } = await startServices({
    clockOffset: clock.offset,
    options,
    state,
    checkpoints,
    issuer: named,
    cleanUp,
  });

  const { dynamodb, sqs, s3, secretsmanager } = engines.of;
  const deployment = createDeployment(assembly.stacks, { region: engines.region, account: ACCOUNT, apiUrl });
  await provision(deployment, engines);

  const { codeDirectory } = state;
  const issuerOf = (url: string) => (url === PLACEHOLDER_ISSUER ? issuer.url : url);
  const definitions = deployment
    .ofType('AWS::Lambda::Function')
    .map((resource) => readFunction({ resource, assembly, codeDirectory, environment: engines.environment, issuerOf }));
  const pools = definitions.map((definition) =>
    createFunctionPool({
      definition,
      clockOffset: clock.offset,
      log,
      patience: options.patience,
      skew: options.skew,
    }),
  );
  cleanUp.add(() => all(pools));
  const shared = { deployment, pools, queues: sqs, clock, log };
  const sources = startMappings({
    ...shared,
    streams: engines.streams,
    checkpoints,
    retrySeconds: options.retrySeconds,
  });
  cleanUp.add(() => all(sources));
  const buckets = startBuckets({ ...shared, objects: s3 });
  cleanUp.add(() => all(buckets));
  const schedules = startSchedules({ ...shared, byHand: options.schedules === 'by-hand' });
  cleanUp.add(schedules.stop);

  const template = readApi(deployment);
  const api = options.throttle === false ? { ...template, throttle: undefined } : template;
  const audience = api.routes.find(({ jwt }) => jwt)?.jwt?.audiences[0] ?? DEFAULT_AUDIENCE;
  const outputs = deployment.outputs();
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
    invocations: () => Object.fromEntries(pools.map(({ definition, begun }) => [definition.name, begun()])),
    clock,
    fire: schedules.fire,
    idle: (timeoutMilliseconds = IDLE_MILLISECONDS) =>
      waitUntilIdle({ pools, sources: [...buckets, ...sources], timeoutMilliseconds }),
    token: (claims, lifetimeSeconds) => issuer.token({ aud: audience, ...claims }, lifetimeSeconds),
    stop: cleanUp.run,
  };
  open({
    api: createGateway({ api, pools, accountId: ACCOUNT, now: clock.now, issuerOf }),
    control: createControl(stack, { documents: issuer.documents, signIn: createSignIn(stack) }),
    publicCopy: createPublicBucket({ objects: s3, bucket: outputs['DisclosureBucket'] ?? '' }),
  });
  // What the schedule does some minutes after a deployment: here the site is there from the start.
  for (const name of schedules.names.filter((schedule) => schedule.endsWith(LAYS_SITE))) await schedules.fire(name);
  return stack;
};
