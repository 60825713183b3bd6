import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

const Version = z.object({ id: z.string(), value: z.string(), stages: z.array(z.string()), createdAt: z.number() });
const Secret = z.object({ name: z.string(), arn: z.string(), versions: z.array(Version) });
const Secrets = z.array(Secret);
export type Secret = z.infer<typeof Secret>;

const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

/** Secrets with their versions, in one file that only its owner reads; without a path they are kept in memory. */
export type SecretStore = {
  /** Finds by name or ARN. */
  find(id: string): Secret | undefined;
  /** Makes a secret without a value. */
  create(identity: { name: string; arn: string }): void;
  /** Adds a version and moves the given stages to it; the version that was current keeps AWSPREVIOUS. */
  put(
    secret: Secret,
    input: { value: string; stages: string[]; id?: string | undefined },
  ): { id: string; stages: string[] };
};

export const openSecretStore = (path?: string): SecretStore => {
  const kept: unknown = path && existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
  const secrets = Secrets.parse(kept);
  const save = () => {
    if (!path) return;
    writeFileSync(`${path}.new`, JSON.stringify(secrets), { mode: 0o600, flush: true });
    renameSync(`${path}.new`, path);
  };
  const withoutStages = (secret: Secret, stages: string[]) => {
    for (const version of secret.versions) version.stages = version.stages.filter((stage) => !stages.includes(stage));
  };
  return {
    find: (id) => secrets.find(({ name, arn }) => name === id || arn === id),
    create: ({ name, arn }) => {
      secrets.push({ name, arn, versions: [] });
      save();
    },
    put: (secret, { value, stages, id = randomUUID() }) => {
      const replaced = secret.versions.find((version) => version.stages.includes(CURRENT));
      const demotes = stages.includes(CURRENT) && replaced !== undefined;
      withoutStages(secret, demotes ? [...stages, PREVIOUS] : stages);
      if (demotes) replaced.stages.push(PREVIOUS);
      const version = { id, value, stages: [...stages], createdAt: Date.now() / 1000 };
      // A version without a stage is deprecated and goes away, as on AWS.
      secret.versions = [...secret.versions.filter((other) => other.stages.length > 0), version];
      save();
      return { id, stages };
    },
  };
};
