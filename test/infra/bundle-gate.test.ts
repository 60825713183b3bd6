import { describe, expect, it } from 'vitest';
import { BUNDLE_BUDGETS } from '../../infra/bundle-budgets.ts';
import { type Bundle, breachesOf } from '../../infra/bundle-gate.ts';

const bundle = (changes: Partial<Bundle> = {}): Bundle => ({
  name: 'post-records',
  bytes: 300_000,
  gzipBytes: 90_000,
  inputs: [
    'functions/http/post-records.ts',
    'node_modules/zod/v4/locales/en.js',
    'node_modules/@smithy/core/dist-es/index.js',
  ],
  text: 'var h=require("node:http");',
  ...changes,
});

describe('the gate of bundles', () => {
  it('lets a lean bundle through', () => {
    expect(breachesOf(bundle())).toEqual([]);
  });

  it.each(['bytes', 'gzipBytes'] as const)('stops one byte too many (%s), and not the last that fits', (measure) => {
    const limit = BUNDLE_BUDGETS['post-records'][measure];
    expect(breachesOf(bundle({ [measure]: limit }))).toEqual([]);
    expect(breachesOf(bundle({ [measure]: limit + 1 }))).toEqual([
      expect.stringContaining(`weighs ${limit + 1} bytes of ${limit}`),
    ]);
  });

  it.each([
    ['another language of zod', 'node_modules/zod/v4/locales/zh-CN.js'],
    ["the SDK's CommonJS", 'node_modules/@aws-sdk/client-dynamodb/dist-cjs/index.js'],
    ["the SDK core's CommonJS", 'node_modules/@smithy/core/dist-cjs/index.js'],
    ['single sign-on', 'node_modules/@aws-sdk/credential-provider-sso/dist-es/index.js'],
  ])('stops %s', (_, input) => {
    expect(breachesOf(bundle({ inputs: [input] }))).toEqual([expect.stringContaining(input)]);
  });

  it.each(['import h from"node:http";', 'import("node:https")', "import 'http'"])('stops %s', (text) => {
    expect(breachesOf(bundle({ text }))).toEqual(['imports node:http as an ES module']);
  });

  it('stops a function that nobody gave a budget', () => {
    expect(breachesOf(bundle({ name: 'new-function' }))).toEqual(['has no budget (infra/bundle-budgets.ts)']);
  });
});
