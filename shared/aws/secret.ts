import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * A secret's text, read at the first use and kept for the life of the function's environment.
 * A failed read is not kept: the next use tries again.
 */
export const secretText = (secretId: string): (() => Promise<string>) => {
  let kept: Promise<string> | undefined;
  const read = async (): Promise<string> => {
    const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: secretId }));
    if (SecretString === undefined) throw new Error(`the secret ${secretId} holds no text`);
    return SecretString;
  };
  return () => {
    kept ??= read().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
};
