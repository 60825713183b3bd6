import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTarget, type Target } from '../e2e/target.ts';
import { startBrowser } from './browser.ts';

const NOW = new Date('2026-11-10T02:00:00.000Z');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let target: Target;
let browser: Browser;
let page: Page;
/** What the browser refused or complained of. */
const complaints: string[] = [];

beforeAll(async () => {
  [target, browser] = await Promise.all([startTarget(NOW), startBrowser()]);
  page = await browser.newPage({ locale: 'zh-CN' });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
});
afterAll(async () => {
  await browser?.close();
  await target?.stop();
});

const violations = async (): Promise<readonly string[]> => {
  await page.evaluate(AXE);
  const { violations: found } = (await page.evaluate('axe.run()')) as {
    violations: readonly { id: string; nodes: readonly { html: string }[] }[];
  };
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

describe('a clerk of a department without a system', () => {
  it('signs in', async () => {
    await page.goto(`${target.apiUrl}/upload`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('批量报送');
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('link', { name: 'market-regulation/officer-1' }).click();
    await page.getByRole('button', { name: '上传' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(await violations()).toEqual([]);
  });

  it('reads the page in English as well', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Batch upload');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: '中文' }).click();
  });
});

it('the browser had nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
