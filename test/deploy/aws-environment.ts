import { dirname } from 'node:path';

/** Any account and region would do; the emulator takes both from the credentials' scope. */
export const account = '000000000000';
export const region = 'ap-east-1';

/** The very Node that runs this is found first, whatever else the machine has. */
export const searchPath = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;

/**
 * This process's environment with nothing of a real AWS left in it: no profile, no shared file, no instance metadata;
 * account and keys that no AWS knows, and the emulator as the only endpoint.
 */
export const awsEnvironment = (url: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|CDK|NODE_OPTIONS)/.test(name))),
  PATH: searchPath,
  NO_PROXY: '127.0.0.1,localhost',
  no_proxy: '127.0.0.1,localhost',
  AWS_ENDPOINT_URL: url,
  AWS_ACCESS_KEY_ID: account,
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
});
