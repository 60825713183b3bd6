import { expect, it } from 'vitest';
import { run } from './town.ts';

it('npm run seed says which system it did not reach, and fails', async () => {
  const { code, stderr } = await run('seed.ts', ['--api-url', 'http://127.0.0.1:1'], {});
  expect(code).toBe(1);
  expect(stderr).toContain('http://127.0.0.1:1');
});

it.each([
  ['an address', ['--api-url', 'nowhere'], '--api-url'],
  ['a day that there is', ['--in-force-from', '2026-02-30'], '--in-force-from'],
  ['options that it knows', ['--force'], '--force'],
])('npm run seed needs %s, and says so', async (_, args, named) => {
  const { code, stderr } = await run('seed.ts', args, {});
  expect(code).toBe(2);
  expect(stderr).toContain(named);
  expect(stderr).toContain('--reviewer-token');
});
