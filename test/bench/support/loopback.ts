import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** An empty town's DynamoDB and SQS on loopback, in a process of its own. */
export const startLoopback = async () => {
  const child = fork(join(import.meta.dirname, 'loopback-server.ts'), { stdio: 'inherit' });
  const [port] = await once(child, 'message');
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
};

/** Credentials and a region that no service checks. */
export const LOCAL_AWS = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

/** All that a function finds around it, and nothing of ours. */
export const functionEnvironment = (url: string, names: readonly string[]): Readonly<Record<string, string>> => ({
  ...LOCAL_AWS,
  AWS_ENDPOINT_URL: url,
  ...Object.fromEntries(names.map((name) => [name, VALUES[name] ?? name.toLowerCase()])),
});

const VALUES: Readonly<Record<string, string>> = {
  CLAIM_DEPARTMENT: 'department',
  CLAIM_ROLES: 'roles',
  LOG_ORIGIN: 'own',
  LOG_WITNESSES: 'none',
  NOTIFICATION_QUEUE_URL: 'http://127.0.0.1/queues/punishment-notifications.fifo',
  PUBLICATION_QUEUE_URL: 'http://127.0.0.1/queues/publication.fifo',
};
