import type { Resource, Stack } from './assembly.ts';
import { type Identity, identify, type Place } from './identities.ts';
import { createResolver } from './intrinsics.ts';
import { isRun, type RunType } from './resource-types.ts';

/** A resource of the template with all its references resolved. */
export type DeployedResource = {
  /** Unique over the stacks. */
  key: string;
  id: string;
  identity: Identity;
  properties: Record<string, unknown>;
};

/** The template as if it were deployed: its resources by type, and its outputs, less those that only serve
 * other stacks. Values are resolved when they are asked for. */
export type Deployment = {
  ofType(type: RunType | 'AWS::IAM::Policy' | 'AWS::CloudWatch::Alarm' | 'AWS::Logs::MetricFilter'): DeployedResource[];
  outputs(): Record<string, string>;
};

const SUFFIX = 'amazonaws.com';

/** Resolves the references within and between the stacks. */
export const createDeployment = (stacks: Stack[], place: Place): Deployment => {
  const identities = new Map<string, Identity>();
  const pseudo = (stack: Stack): Record<string, string> => ({
    'AWS::AccountId': place.account,
    'AWS::Region': place.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': SUFFIX,
    'AWS::StackName': stack.name,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/${stack.name}/local`,
  });

  const identity = (stack: Stack, id: string): Identity => {
    const key = `${stack.name}/${id}`;
    const resource = stack.template.Resources[id];
    if (!resource) throw new Error(`${stack.name} has no resource ${id}`);
    const known = identities.get(key);
    if (known) return known;
    // A resource without effect here is only ever named, in rights and the like.
    const made = isRun(resource.Type)
      ? identify(resource.Type, { id, stack: stack.name, properties: names(stack, resource), place })
      : { ref: `local:${key}`, attributes: {} };
    identities.set(key, made);
    return made;
  };

  /** The properties that take part in naming; the others may refer back to this very resource. */
  const names = (stack: Stack, { Properties }: Resource) =>
    Object.fromEntries(
      Object.entries(Properties)
        .filter(([key]) => key.endsWith('Name') || key === 'FifoQueue')
        .map(([key, value]) => [key, resolverOf(stack)(value)]),
    );

  const attribute = (stack: Stack, id: string, name: string) => {
    const { attributes } = identity(stack, id);
    if (!isRun(stack.template.Resources[id]?.Type ?? '')) return `local:${stack.name}/${id}.${name}`;
    const value = attributes[name];
    if (value === undefined) throw new Error(`${stack.name}/${id} has no attribute ${name} locally`);
    return value;
  };

  const importValue = (exportName: string): unknown => {
    for (const stack of stacks)
      for (const { Value, Export } of Object.values(stack.template.Outputs))
        if (Export && resolverOf(stack)(Export.Name) === exportName) return resolverOf(stack)(Value);
    throw new Error(`No stack exports ${exportName}`);
  };

  const resolverOf = (stack: Stack): ((value: unknown) => unknown) =>
    createResolver({
      ref: (id) => {
        const known = pseudo(stack)[id] ?? stack.template.Parameters[id]?.Default;
        return known === undefined ? identity(stack, id).ref : String(known);
      },
      attribute: (id, name) => attribute(stack, id, name),
      importValue,
      settle: (text) => {
        const apis = Object.keys(stack.template.Resources).filter(
          (id) => stack.template.Resources[id]?.Type === 'AWS::ApiGatewayV2::Api',
        );
        const address = (id: string) => `https://${id}.execute-api.${place.region}.${SUFFIX}`;
        return apis.reduce((settled, id) => settled.replaceAll(address(id), place.apiUrl), text);
      },
    });

  const deployed = (stack: Stack, id: string, { Properties }: Resource): DeployedResource => ({
    key: `${stack.name}.${id}`,
    id,
    identity: identity(stack, id),
    properties: Object.fromEntries(Object.entries(Properties).map(([name, value]) => [name, resolverOf(stack)(value)])),
  });

  return {
    ofType: (type) =>
      stacks.flatMap((stack) =>
        Object.entries(stack.template.Resources)
          .filter(([, resource]) => resource.Type === type)
          .map(([id, resource]) => deployed(stack, id, resource)),
      ),
    outputs: () =>
      Object.fromEntries(
        stacks.flatMap((stack) =>
          Object.entries(stack.template.Outputs)
            .filter(([, { Export }]) => Export === undefined)
            .map(([name, { Value }]) => [name, String(resolverOf(stack)(Value))]),
        ),
      ),
  };
};
