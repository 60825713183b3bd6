import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.record(z.string(), z.unknown()).optional(),
      dependencies: z.array(z.string()).optional(),
    }),
  ),
});

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});
export type Resource = z.infer<typeof Resource>;

const Output = z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() });

const Template = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Resources: z.record(z.string(), Resource).default({}),
  Outputs: z.record(z.string(), Output).default({}),
});
export type Template = z.infer<typeof Template>;

const Assets = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** A stack of the assembly and its synthesised template. */
export type Stack = { name: string; template: Template };

/** What `cdk synth` wrote: the stacks, those that others import from first, and where the assets lie. */
export type Assembly = {
  stacks: Stack[];
  /** The folder or file behind an asset's object key. */
  assetPath(objectKey: string): string;
};

const STACK = 'aws:cloudformation:stack';

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Reads a cloud assembly (cdk.out). Nested assemblies (stages) are not part of this system and fail. */
export const readAssembly = (directory: string): Assembly => {
  const { artifacts } = Manifest.parse(readJson(join(directory, 'manifest.json')));
  const assets = new Map<string, string>();
  const stacks = new Map<string, Stack>();

  const textProperty = (id: string, name: string) => z.string().optional().parse(artifacts[id]?.properties?.[name]);
  const add = (id: string) => {
    const artifact = artifacts[id];
    if (artifact?.type !== STACK || stacks.has(id)) return;
    for (const dependency of artifact.dependencies ?? []) add(dependency);
    const file = z.string().parse(textProperty(id, 'templateFile'));
    const name = textProperty(id, 'stackName') ?? id;
    stacks.set(id, { name, template: Template.parse(readJson(join(directory, file))) });
  };

  for (const [id, { type }] of Object.entries(artifacts)) {
    if (type === 'cdk:cloud-assembly') throw new Error(`${id} is a nested assembly, which is not run locally`);
    if (type !== 'cdk:asset-manifest') continue;
    const manifest = join(directory, z.string().parse(textProperty(id, 'file')));
    for (const { source, destinations } of Object.values(Assets.parse(readJson(manifest)).files))
      for (const { objectKey } of Object.values(destinations))
        if (source.path) assets.set(objectKey, join(dirname(manifest), source.path));
  }
  for (const id of Object.keys(artifacts)) add(id);

  return {
    stacks: [...stacks.values()],
    assetPath: (objectKey) => {
      const path = assets.get(objectKey);
      if (!path) throw new Error(`No asset of ${directory} has the key ${objectKey}`);
      return path;
    },
  };
};
