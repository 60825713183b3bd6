import { createServer } from 'node:http';
import * as z from 'zod';
import { close, listen, readBody } from '../loopback-server.ts';
import type { RunningEngine } from './running-engine.ts';
import type { SecretStore } from './secret-store.ts';

const ById = z.object({ SecretId: z.string(), VersionId: z.string().optional(), VersionStage: z.string().optional() });
const Put = z.object({
  SecretId: z.string(),
  SecretString: z.string(),
  ClientRequestToken: z.string().optional(),
  VersionStages: z.array(z.string()).default(['AWSCURRENT']),
});
const Create = z.object({ Name: z.string() });

class Refusal extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

const notFound = (what: string) => new Refusal('ResourceNotFoundException', `Secrets Manager can't find ${what}.`);

/** The operations of Secrets Manager that the system uses, and no more: an unknown one is refused by name. */
const operations = (store: SecretStore, region: string): Record<string, (input: unknown) => unknown> => {
  const find = (id: string) => {
    const secret = store.find(id);
    if (!secret) throw notFound('the specified secret');
    return secret;
  };
  return {
    CreateSecret: (input) => {
      const { Name: name } = Create.parse(input);
      if (store.find(name)) throw new Refusal('ResourceExistsException', `A secret ${name} exists already.`);
      const arn = `arn:aws:secretsmanager:${region}:000000000000:secret:${name}-Local0`;
      store.create({ name, arn });
      return { ARN: arn, Name: name };
    },
    GetSecretValue: (input) => {
      const { SecretId, VersionId, VersionStage = VersionId ? undefined : 'AWSCURRENT' } = ById.parse(input);
      const secret = find(SecretId);
      const version = secret.versions.find(
        ({ id, stages }) => (!VersionId || id === VersionId) && (!VersionStage || stages.includes(VersionStage)),
      );
      if (!version) throw notFound(`the specified secret value for staging label: ${VersionStage ?? VersionId}`);
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: version.id,
        SecretString: version.value,
        VersionStages: version.stages,
        CreatedDate: version.createdAt,
      };
    },
    PutSecretValue: (input) => {
      const { SecretId, SecretString, ClientRequestToken, VersionStages } = Put.parse(input);
      const secret = find(SecretId);
      const same = secret.versions.find((version) => version.id === ClientRequestToken);
      if (same && same.value !== SecretString)
        throw new Refusal('ResourceExistsException', 'A version of this id has another value.');
      if (same) return { ARN: secret.arn, Name: secret.name, VersionId: same.id, VersionStages: same.stages };
      const { id, stages } = store.put(secret, { value: SecretString, stages: VersionStages, id: ClientRequestToken });
      return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: stages };
    },
    DescribeSecret: (input) => {
      const secret = find(ById.parse(input).SecretId);
      const stages = Object.fromEntries(secret.versions.map((version) => [version.id, version.stages]));
      return { ARN: secret.arn, Name: secret.name, VersionIdsToStages: stages };
    },
  };
};

const answer = (known: ReturnType<typeof operations>, target: string, body: string) => {
  try {
    const operation = known[target.replace('secretsmanager.', '')];
    if (!operation) throw new Refusal('InvalidAction', `${target} is not run locally`);
    return { status: 200, output: operation(JSON.parse(body)) };
  } catch (error) {
    const type = error instanceof Refusal ? error.type : 'InvalidParameterException';
    return { status: 400, output: { __type: type, message: error instanceof Error ? error.message : String(error) } };
  }
};

/** Starts Secrets Manager over the given store. */
export const startSecrets = async (store: SecretStore, region: string): Promise<RunningEngine> => {
  const known = operations(store, region);
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const { status, output } = answer(known, String(request.headers['x-amz-target']), String(body));
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(output));
  });
  const url = await listen(server, 0);
  return { url, label: 'own', stop: () => close(server) };
};
