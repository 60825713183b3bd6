import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildFunctions } from '../../infra/build.ts';
import { Metafile } from '../../infra/bundle-gate.ts';

const HANDLER = 'export const handler = async () => ({});\n';

const scratch = mkdtempSync(join(tmpdir(), 'joint-credit-build-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A tree of files with the real node_modules, built. */
const setup = async (files: Readonly<Record<string, string>>) => {
  const root = mkdtempSync(join(scratch, 'tree-'));
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(root, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const out = join(root, 'dist');
  const build = () => buildFunctions({ root, out });
  return {
    root,
    build,
    read: (path: string) => readFileSync(join(out, path), 'utf8'),
    at: (path: string) => join(out, path),
  };
};

describe('the build', () => {
  it('bundles each entry under its own name, beside a package.json that makes it CommonJS', async () => {
    const { build, read, at } = await setup({
      'package.json': '{"type":"module"}',
      'functions/http/get-it.ts':
        "import { answer } from './handlers/answer.ts';\nexport const handler = async (): Promise<number> => answer;\n",
      'functions/http/handlers/answer.ts': 'export const answer = 42;\n',
      'functions/stream/relay.ts': HANDLER,
    });
    expect(await build()).toEqual(['get-it', 'relay']);
    expect(read('functions/get-it/package.json')).toBe('{}');
    const bundle: unknown = createRequire(import.meta.url)(at('functions/get-it/index.js'));
    await expect((bundle as { handler: () => Promise<number> }).handler()).resolves.toBe(42);
  });

  it('puts the script that starts the runtime with a smaller heap beside the functions that have one, to be executed', async () => {
    const { build, at } = await setup({
      'functions/queue/take-imports.ts': HANDLER,
      'functions/queue/deliver-notification.ts': HANDLER,
    });
    await build();
    expect(() => accessSync(at('functions/take-imports/with-heap-limit'), constants.X_OK)).not.toThrow();
    expect(existsSync(at('functions/deliver-notification/with-heap-limit'))).toBe(false);
  });

  it('leaves out what exports no handler, and factories in folders below', async () => {
    const { build } = await setup({
      'functions/queue/publish.ts': HANDLER,
      'functions/queue/shared-things.ts': 'export const things = 1;\n',
      'functions/http/handlers/post.ts': HANDLER,
      'functions/other/stray.ts': HANDLER,
    });
    expect(await build()).toEqual(['publish']);
  });

  it('refuses two functions of one name', async () => {
    const { build } = await setup({ 'functions/http/publish.ts': HANDLER, 'functions/queue/publish.ts': HANDLER });
    await expect(build()).rejects.toThrow(
      'Two functions are called publish: functions/http/publish.ts and functions/queue/publish.ts.',
    );
  });

  it('builds nothing from nothing, and keeps nothing of a build before', async () => {
    const { build, at } = await setup({ 'functions/queue/publish.ts': HANDLER, 'dist/functions/gone/index.js': 'old' });
    expect(await build()).toEqual(['publish']);
    expect(() => readFileSync(at('functions/gone/index.js'))).toThrow('ENOENT');
    expect(await (await setup({})).build()).toEqual([]);
  });

  it('puts the description and the reader beside the function that serves them', async () => {
    const { build, read } = await setup({
      'functions/http/api-pages.ts': HANDLER,
      'docs/openapi.json': '{"openapi":"3.1.0"}',
    });
    await build();
    expect(read('functions/api-pages/pages/openapi.json')).toBe('{"openapi":"3.1.0"}');
    expect(read('functions/api-pages/pages/swagger-ui-bundle.js')).toContain('SwaggerUIBundle');
    expect(read('functions/api-pages/pages/swagger-ui.css')).toContain('.swagger-ui');
  });

  it('does without a description that is not written yet', async () => {
    const { build, read } = await setup({ 'functions/http/api-pages.ts': HANDLER });
    await build();
    expect(() => read('functions/api-pages/pages/openapi.json')).toThrow('ENOENT');
  });

  it('reaches node:http by require only, wherever the SDK asks for it, and takes no login with it', async () => {
    const { build, read } = await setup({
      'functions/queue/publish.ts':
        "import { S3Client } from '@aws-sdk/client-s3';\nconst s3 = new S3Client({});\nexport const handler = async () => s3.config.region();\n",
    });
    await build();
    expect(read('functions/publish/index.js')).toMatch(/require\("node:https?"\)/);
    expect(read('functions/publish/index.js')).not.toMatch(/import\("node:/);
    const { outputs } = Metafile.parse(JSON.parse(read('meta.json')));
    const inputs = Object.keys(outputs['dist/functions/publish/index.js']?.inputs ?? {});
    expect(inputs.filter((path) => /credential-provider-(node|sso|ini)\//.test(path))).toEqual([]);
    expect(inputs.filter((path) => path.endsWith('runtime/environment-credentials.ts'))).toHaveLength(1);
  });

  it('takes schemas along, and not how they describe themselves', async () => {
    const { build, at, read } = await setup({
      'functions/http/post.ts':
        "import * as z from 'zod';\nconst Name = z.strictObject({ name: z.string().min(1).describe('name') });\nexport const handler = async (event: unknown) => Name.safeParse(event).success;\nexport const described = () => Name.toJSONSchema();\n",
    });
    await build();
    const bundle = createRequire(import.meta.url)(at('functions/post/index.js')) as {
      handler: (event: unknown) => Promise<boolean>;
      described: () => unknown;
    };
    expect([await bundle.handler({ name: 'a' }), await bundle.handler({ name: '' })]).toEqual([true, false]);
    expect(bundle.described).toThrow('is left out of bundles');
    expect(read('functions/post/index.js')).not.toContain('draft-07');
  });

  it('takes no cache along for addresses that nobody discovers', async () => {
    const { build, read } = await setup({
      'functions/queue/publish.ts':
        "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nconst client = new DynamoDBClient({});\nexport const handler = async () => client.config.region();\n",
    });
    await build();
    const { outputs } = Metafile.parse(JSON.parse(read('meta.json')));
    const inputs = Object.keys(outputs['dist/functions/publish/index.js']?.inputs ?? {});
    expect(inputs.filter((path) => /mnemonist|aws-sdk\/endpoint-cache/.test(path))).toEqual([]);
    expect(inputs.filter((path) => path.endsWith('runtime/no-endpoint-cache.ts'))).toHaveLength(1);
  });
});
