import { claimNames } from './claim-names.ts';
import { claimsOf, DEMO_IDENTITIES } from './demo-identities.ts';
import type { LocalStack } from './local-stack.ts';

/** Long enough for a week's trial; `POST /_local/tokens` gives others. */
const TOKEN_SECONDS = 7 * 24 * 60 * 60;

/** What someone who has just started the system wants to know. */
export const summarise = async (stack: LocalStack): Promise<string> => {
  const { endpoints, engines, apiUrl, publicUrl, clock, schedules } = stack;
  const names = claimNames(stack);
  const tokens = await Promise.all(
    DEMO_IDENTITIES.map(async (identity) => {
      const claims = claimsOf(identity, names);
      const token = await stack.token(claims, TOKEN_SECONDS);
      return `  ${claims.sub} (${identity.roles.join(', ')})\n    ${token}`;
    }),
  );
  return [
    'Joint Credit runs on this machine.',
    '',
    `API              ${apiUrl}`,
    `API description  ${apiUrl}/docs`,
    `Upload page      ${apiUrl}/upload`,
    `Public site      ${publicUrl}   (also ${apiUrl}/_public/)`,
    `Clock            ${clock.now().toISOString()}`,
    `DynamoDB         ${endpoints.dynamodb}   ${engines.dynamodb}`,
    `SQS              ${endpoints.sqs}   ${engines.sqs}`,
    `S3               ${endpoints.s3}   ${engines.s3}`,
    `Secrets Manager  ${endpoints.secretsmanager}   ${engines.secretsmanager}`,
    `Schedules        ${schedules.join(', ')}   (POST ${apiUrl}/_local/schedules/<name> fires one)`,
    '',
    'Tokens (Authorization: Bearer …):',
    ...tokens,
    '',
  ].join('\n');
};
