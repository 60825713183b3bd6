import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong with a page as it is now, each with the markup that it is about. */
export const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(AXE);
  const { violations: found } = (await page.evaluate('axe.run()')) as {
    violations: readonly { id: string; nodes: readonly { html: string }[] }[];
  };
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};
