import { claimsOf, DEMO_IDENTITIES } from './demo-identities.ts';
import type { LocalStack } from './local-stack.ts';

/** Long enough for a week's trial; `POST /_local/tokens` gives others. */
const TOKEN_SECONDS = 7 * 24 * 60 * 60;

/** The claim names that the functions were given. */
const claimNames = ({ functions }: LocalStack) => {
  const given = Object.values(functions);
  const find = (name: string) => given.map((environment) => environment[name]).find((value) => value !== undefined);
  return { department: find('CLAIM_DEPARTMENT') ?? 'department', roles: find('CLAIM_ROLES') ?? 'roles' };
};

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
    `Public copy      ${publicUrl}   (also ${apiUrl}/_public/)`,
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
