import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { FUNCTION_NAMES } from '../../infra/function-names.ts';
import { jointCredit } from '../../infra/joint-credit.ts';

const scratch = mkdtempSync(join(tmpdir(), 'joint-credit-synthesis-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A folder with the smallest bundle of every function: templates are the same whatever the code. */
const placeholderBundles = (): string => {
  const root = mkdtempSync(join(scratch, 'bundles-'));
  for (const name of FUNCTION_NAMES) {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'index.js'), 'exports.handler = async () => ({});\n');
  }
  return root;
};
const codeRoot = placeholderBundles();

export type Context = Readonly<Record<string, unknown>>;

/** The app in a folder of its own, not synthesised yet. */
export const appWith = (context: Context = {}) =>
  jointCredit({
    outdir: mkdtempSync(join(scratch, 'cdk.out-')),
    context: { 'aws:cdk:bundling-stacks': [], codeRoot, ...context },
  });

/** Synthesises as `npm run synth` does, rules included, and reads what was written. */
export const synthesise = (context: Context = {}) => {
  const { app, stateful, stateless, api } = appWith(context);
  const assembly = app.synth();
  const read = (name: string) => Template.fromJSON(assembly.getStackByName(name).template);
  return { stateful: read(stateful.stackName), stateless: read(stateless.stackName), api: read(api.stackName) };
};

/** The properties of each resource of a type, by logical id. */
export const propertiesOf = (template: Template, type: string): Readonly<Record<string, Properties>> =>
  Object.fromEntries(
    Object.entries(template.findResources(type)).map(([id, resource]) => [
      id,
      (resource['Properties'] ?? {}) as Properties,
    ]),
  );

// A template is plain JSON of any shape; the assertions say what they expect of it.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Properties = any;
