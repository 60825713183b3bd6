import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toNationalRow } from '../../shared/records/national-row.ts';
import { licence } from '../builders/submissions.ts';
import { startTarget, type Target } from '../e2e/target.ts';
import { violations } from './axe.ts';
import { startBrowser } from './browser.ts';

const NOW = new Date('2026-11-10T02:00:00.000Z');

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

describe('a clerk of a department without a system', () => {
  it('signs in', async () => {
    await page.goto(`${target.apiUrl}/upload`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('批量报送');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('link', { name: 'market-regulation/officer-1' }).click();
    await page.getByRole('button', { name: '上传' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(await violations(page)).toEqual([]);
  });

  it('reads the page in English as well', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Batch upload');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: '中文' }).click();
  });
});

/** A table of licences in the national columns, as a spreadsheet saves it: byte order mark, CRLF. */
const tableOf = (rows: readonly object[]): string => {
  const national = rows.map((row) => toNationalRow('administrative-licence', row));
  const headings = Object.keys(national[0] ?? {});
  const cells = (row: readonly string[]): string => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const lines = [headings, ...national.map((row) => headings.map((heading) => row[heading] ?? ''))].map(cells);
  return `\uFEFF${lines.join('\r\n')}\r\n`;
};
const numbered = (number: number, change: object = {}) =>
  licence({ documentNumber: `庄市监许〔2026〕页面-${number}号`, ...change });

const choose = (name: string, text: string | Buffer): Promise<void> =>
  page.getByLabel('文件', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const send = () => page.getByRole('button', { name: '上传', exact: true }).click();
const figures = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      (await page.locator('#figures dd').all()).map(async (figure) => [
        (await figure.getAttribute('data-figure')) ?? '',
        (await figure.textContent()) ?? '',
      ]),
    ),
  );
const until = (state: string) => page.locator('#state').filter({ hasText: state }).waitFor();

describe('a table of licences', () => {
  it('has a template to begin with', async () => {
    await page.getByLabel('信息类别').selectOption('administrative-licence');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('administrative-licence.csv');
    expect(readFileSync(await download.path(), 'utf8')).toContain('行政许可');
  });

  it('is sent, taken in, and its bad row comes back to be mended', async () => {
    await choose('许可.csv', tableOf([numbered(1), numbered(2), numbered(3, { decisionDate: '2027-01-01' })]));
    await send();
    await until('已完成');
    expect(await figures()).toEqual({ rows: '3', created: '2', unchanged: '0', refused: '1' });
    expect(await violations(page)).toEqual([]);
  });

  it('is mended where the error file says, and sent again: nothing is entered twice', async () => {
    const link = page.getByRole('link', { name: /下载错误行/ });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const refused = readFileSync(await download.path(), 'utf8');
    expect(refused).toContain('页面-3号');
    await choose('许可-改.csv', refused.replaceAll(/2027[-/]01[-/]01/g, '2026/11/01'));
    await send();
    await until('已完成');
    expect(await figures()).toEqual({ rows: '1', created: '1', unchanged: '0', refused: '0' });
  });

  it('that is cut off on its way says so; the same file again goes on', async () => {
    const text = tableOf([numbered(1), numbered(4)]);
    const isForm = (url: URL): boolean => url.origin !== new URL(target.apiUrl).origin;
    await page.route(isForm, (route) => route.abort());
    await choose('又一批.csv', text);
    await send();
    await page.getByRole('alert').filter({ hasText: '上传中断' }).waitFor();
    await page.unroute(isForm);
    await send();
    await until('已完成');
    expect(await figures()).toEqual({ rows: '2', created: '1', unchanged: '1', refused: '0' });
    complaints.splice(0);
  });

  it('that is no table at all is refused as a whole, with the reason', async () => {
    await choose('空.csv', '你好\r\n');
    await send();
    await until('文件不符');
    expect(await page.getByRole('alert').textContent()).not.toBe('');
    await choose('照片.png', 'x');
    await send();
    await page.getByRole('alert').filter({ hasText: '.csv' }).waitFor();
  });

  it('stands among the earlier ones', async () => {
    const rows = page.locator('#imports tr');
    expect(await rows.filter({ hasText: '许可.csv' }).count()).toBe(1);
    await rows.filter({ hasText: '许可.csv' }).getByRole('button').click();
    await until('已完成');
    expect(await page.locator('#current-title').textContent()).toBe('许可.csv');
  });

  it('is not taken from whoever signed in yesterday', async () => {
    await target.setClock(new Date('2026-11-11T02:00:00.000Z'));
    await choose('许可.csv', tableOf([numbered(5)]));
    await send();
    await page.getByRole('alert').filter({ hasText: '登录已过期' }).waitFor();
    await page.getByRole('button', { name: '登录' }).waitFor();
    complaints.splice(0);
  });
});

it('the browser had nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
