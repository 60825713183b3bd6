import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readAssembly } from '../../../infra/local/assembly.ts';
import { createDeployment } from '../../../infra/local/deployment.ts';
import { parseProperties } from '../../../infra/local/properties.ts';
import { checkTypes } from '../../../infra/local/resource-types.ts';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

type Given = { resources?: object; outputs?: object };

/** An assembly of two stacks, the second of which depends on the first but is listed before it. */
const setup = ({ stateful = {}, stateless = {} }: { stateful?: Given; stateless?: Given }) => {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  directories.push(directory);
  const write = (name: string, value: unknown) => writeFileSync(join(directory, name), JSON.stringify(value));
  const stack = (name: string, dependencies: string[]) => ({
    type: 'aws:cloudformation:stack',
    properties: { templateFile: `${name}.template.json` },
    dependencies,
  });
  write('manifest.json', {
    artifacts: {
      Stateless: stack('Stateless', ['Stateful', 'Stateless.assets']),
      'Stateless.assets': { type: 'cdk:asset-manifest', properties: { file: 'Stateless.assets.json' } },
      Stateful: stack('Stateful', []),
      Tree: { type: 'cdk:tree' },
    },
  });
  write('Stateless.assets.json', {
    files: { a1: { source: { path: 'asset.a1', packaging: 'zip' }, destinations: { here: { objectKey: 'a1.zip' } } } },
  });
  write('Stateful.template.json', { Resources: stateful.resources, Outputs: stateful.outputs });
  write('Stateless.template.json', { Resources: stateless.resources, Outputs: stateless.outputs });
  return { directory, assembly: readAssembly(directory) };
};

const PLACE = { region: 'us-east-1', account: '000000000000', apiUrl: 'http://127.0.0.1:1' };
const TABLE = { Type: 'AWS::DynamoDB::Table', Properties: {} };

describe('an assembly', () => {
  it('has its stacks in the order of their dependencies, and its assets by key', () => {
    const { directory, assembly } = setup({});
    expect(assembly.stacks.map(({ name }) => name)).toEqual(['Stateful', 'Stateless']);
    expect(assembly.assetPath('a1.zip')).toBe(join(directory, 'asset.a1'));
    expect(() => assembly.assetPath('b2.zip')).toThrow('b2.zip');
  });

  it('is refused with the names of all resources that cannot be run', () => {
    const { assembly } = setup({
      stateful: {
        resources: { Graph: { Type: 'AWS::Neptune::DBCluster' }, Table: TABLE, Role: { Type: 'AWS::IAM::Role' } },
      },
      stateless: {
        resources: { Flow: { Type: 'AWS::StepFunctions::StateMachine' }, Maybe: { ...TABLE, Condition: 'C' } },
      },
    });
    expect(() => checkTypes(assembly.stacks)).toThrow(
      'Not run locally: Stateful/Graph (AWS::Neptune::DBCluster), Stateless/Flow (AWS::StepFunctions::StateMachine), ' +
        'Stateless/Maybe (AWS::DynamoDB::Table under a condition)',
    );
  });

  it('is refused for a property that would have an effect', () => {
    const resource = { key: 'Stack.Bucket', properties: { Name: 'b', Tags: [], VersioningConfiguration: {} } };
    const read = (withoutEffect: string[]) =>
      parseProperties(z.strictObject({ Name: z.string() }), resource, withoutEffect);
    expect(() => read(['Tags'])).toThrow(/Stack\.Bucket cannot be run locally.*VersioningConfiguration/s);
    expect(read(['Tags', 'VersioningConfiguration'])).toEqual({ Name: 'b' });
  });
});

describe('a deployment', () => {
  it('leads from one stack to the other through exports, and keeps these out of its outputs', () => {
    const { assembly } = setup({
      stateful: {
        resources: { Table: TABLE },
        outputs: {
          Exported: { Value: { Ref: 'Table' }, Export: { Name: { 'Fn::Sub': '$' + '{AWS::StackName}:Table' } } },
        },
      },
      stateless: { outputs: { Table: { Value: { 'Fn::ImportValue': 'Stateful:Table' } } } },
    });
    expect(createDeployment(assembly.stacks, PLACE).outputs()).toEqual({ Table: 'Stateful-Table' });
  });

  it('settles the address of the API, however the template puts it together', () => {
    const api = { Ref: 'Api' };
    const parts = ['https://', api, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/'];
    const { assembly } = setup({
      stateless: {
        resources: { Api: { Type: 'AWS::ApiGatewayV2::Api' } },
        outputs: {
          Joined: { Value: { 'Fn::Join': ['', parts] } },
          Got: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
        },
      },
    });
    expect(createDeployment(assembly.stacks, PLACE).outputs()).toEqual({
      Joined: 'http://127.0.0.1:1/',
      Got: 'http://127.0.0.1:1',
    });
  });

  it('names what has no effect here without looking into it, and fails for an attribute it does not know', () => {
    const { assembly } = setup({
      stateless: {
        resources: { Role: { Type: 'AWS::IAM::Role' }, Table: TABLE },
        outputs: { Role: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
      },
    });
    expect(createDeployment(assembly.stacks, PLACE).outputs()).toEqual({ Role: 'local:Stateless/Role.Arn' });
    const { assembly: wrong } = setup({
      stateless: { resources: { Table: TABLE }, outputs: { Colour: { Value: { 'Fn::GetAtt': ['Table', 'Colour'] } } } },
    });
    expect(() => createDeployment(wrong.stacks, PLACE).outputs()).toThrow('Stateless/Table has no attribute Colour');
  });
});
