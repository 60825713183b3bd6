import * as z from 'zod';
import { readAssembly } from '../../infra/local/assembly.ts';
import { createDeployment } from '../../infra/local/deployment.ts';
import { type AskedRight, PLACE } from './engine-call.ts';

/** How a table's stream is called here. */
export const STREAM = 'a stream';

const some = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const Statement = z.strictObject({
  Effect: z.literal('Allow'),
  Action: some,
  Resource: some,
  Condition: z.strictObject({ 'ForAllValues:StringLike': z.strictObject({ 'dynamodb:LeadingKeys': some }) }).optional(),
});
const Policy = z.looseObject({
  Roles: z.array(z.string()),
  PolicyDocument: z.looseObject({ Statement: z.array(Statement) }),
});
const LambdaFunction = z.looseObject({ Role: z.string() });

/** One action on one resource, as the template grants it. */
export type GrantedRight = {
  readonly action: string;
  /** An ARN, a secret's name, or a pattern with `*`. */
  readonly resource: string;
  readonly keys: readonly string[] | undefined;
};

/** The rights of each function's role in a synthesised app, its references resolved as the runner resolves them. */
export const grantedRights = (assembly: string): ReadonlyMap<string, readonly GrantedRight[]> => {
  const { stacks } = readAssembly(assembly);
  const deployment = createDeployment(stacks, { ...PLACE, apiUrl: 'http://api.invalid' });
  // An engine's to choose; no function asks for it, its event source does.
  for (const { identity } of deployment.ofType('AWS::DynamoDB::Table')) identity.attributes['StreamArn'] = STREAM;
  const policies = deployment.ofType('AWS::IAM::Policy').map(({ properties }) => Policy.parse(properties));
  const rightsOf = (roleArn: string) =>
    policies
      .filter(({ Roles }) => Roles.some((role) => roleArn === `${role}.Arn`))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .flatMap(({ Action, Resource, Condition }) =>
        Action.flatMap((action) =>
          Resource.map((resource) => ({
            action,
            resource,
            keys: Condition?.['ForAllValues:StringLike']['dynamodb:LeadingKeys'],
          })),
        ),
      );
  return new Map(
    deployment
      .ofType('AWS::Lambda::Function')
      .map(({ identity, properties }) => [identity.ref, rightsOf(LambdaFunction.parse(properties).Role)]),
  );
};

const matches = (pattern: string, text: string): boolean => {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
};

/** Whether what is asked is granted by this right. */
export const covers = ({ action, resource, keys }: GrantedRight, asked: AskedRight): boolean =>
  action === asked.action &&
  matches(resource, asked.resource) &&
  (keys === undefined || asked.leadingKeys.every((key) => keys.some((pattern) => matches(pattern, key))));
