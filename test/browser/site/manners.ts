import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { violations } from '../axe.ts';
import { COMPANY, type Site, settled } from './setup.ts';

const PAGES = [
  '/',
  `/subjects/${COMPANY.unifiedSocialCreditCode}`,
  '/lists.html#kind=administrative-penalty',
  '/withdrawn.html',
  '/statistics.html',
  '/data.html',
  `/verify.html#code=${COMPANY.unifiedSocialCreditCode}`,
  '/versions.html',
  '/about.html',
  '/no-such-page',
];
/** The narrowest phone (WCAG 2.2, 1.4.10), and what most have. */
const PHONES = [
  { width: 320, height: 640 },
  { width: 360, height: 740 },
];
const fitsPhones = async (page: Page): Promise<void> => {
  for (const phone of PHONES) {
    await page.setViewportSize(phone);
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow, `at ${phone.width} px`).toBeLessThanOrEqual(0);
  }
};
const FIRST_VIEW_BYTES = 100_000;

/** What holds on every page. */
export const manners = (given: () => Site): void => {
  describe('every page', () => {
    it.each(PAGES)('%s is accessible in both languages, fits a narrow phone, and paper', async (path) => {
      const page = await given().open(path);
      await settled(page);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'English' }).click();
      expect(await violations(page)).toEqual([]);
      await fitsPhones(page);
      await page.getByRole('button', { name: '中文' }).click();
      await fitsPhones(page);
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('navigation').isVisible()).toBe(false);
      expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
    });
  });

  describe('a reader who sees badly, or reads at night', () => {
    it.each([
      { colorScheme: 'dark', contrast: 'no-preference' },
      { colorScheme: 'light', contrast: 'more' },
      { colorScheme: 'dark', contrast: 'more' },
    ] as const)('can tell all of it from its ground: $colorScheme, contrast $contrast', async (media) => {
      const page = await given().open('/lists.html#kind=administrative-penalty', media);
      await settled(page);
      expect(await violations(page)).toEqual([]);
    });
  });

  describe('the first view', () => {
    it('is below 100 KB compressed, all that is loaded counted', async () => {
      const page = await given().open('/about.html');
      const bodies: Promise<Buffer>[] = [];
      page.on('response', (response) => bodies.push(response.body().catch(() => Buffer.alloc(0))));
      await page.goto(`${given().url}/`);
      await settled(page);
      const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
      expect(bytes).toBeGreaterThan(5_000);
      expect(bytes).toBeLessThan(FIRST_VIEW_BYTES);
    });
  });

  describe('a keyboard', () => {
    const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent.trim()');
    /** Goes on by the key alone until something bears a text; says what it passed. */
    const tabTo = async (page: Page, text: string): Promise<readonly string[]> => {
      const passed: string[] = [];
      for (let at = 0; at < 40; at += 1) {
        await page.keyboard.press('Tab');
        const now = await focused(page);
        if (now.includes(text)) return passed;
        passed.push(now);
      }
      throw new Error(`the key led to ${passed.join(' | ')}, never to ${text}`);
    };

    it('leads past the menu, and looks up without a mouse', async () => {
      const page = await given().open('/');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
      await page.keyboard.press('Tab');
      await page.keyboard.type(COMPANY.unifiedSocialCreditCode);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: COMPANY.name }).waitFor();
    });

    it('goes the whole way from a part of a name to the proof of an entry, and sees where it is', async () => {
      const page = await given().open('/');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.type('示例建筑');
      await page.keyboard.press('Enter');
      await page.locator('#results').getByRole('link', { name: COMPANY.name }).waitFor();
      await tabTo(page, COMPANY.name);
      const outline = await page.evaluate<string>(
        'getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).boxShadow',
      );
      expect(outline).not.toBe('nonenone');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: COMPANY.name }).waitFor();
      await tabTo(page, '核验本条信息');
      await page.keyboard.press('Enter');
      await page.getByText('已证明：这条信息与签名公布的内容一字不差').waitFor();
    });
  });

  describe('the figures', () => {
    it.each([
      { colorScheme: 'light', contrast: 'no-preference' },
      { colorScheme: 'dark', contrast: 'no-preference' },
      { colorScheme: 'light', contrast: 'more' },
      { colorScheme: 'dark', contrast: 'more' },
    ] as const)(
      'are drawn and stand in a table beside, readable in $colorScheme, contrast $contrast',
      async (media) => {
        const page = await given().open('/statistics.html', media);
        await settled(page);
        const october = page.getByRole('table').first().getByRole('row').filter({ hasText: '2026-10' });
        // 17 of 30 on time: as the table says it, and as many bars as figures that may be told.
        expect(await october.textContent()).toMatch(/2026-10\s*17\s*13\s*0\s*56%/);
        expect(await page.locator('svg rect').count()).toBeGreaterThan(1);
        expect(await violations(page)).toEqual([]);
        await page.getByRole('button', { name: 'English' }).click();
        expect(await violations(page)).toEqual([]);
      },
    );

    it('say that one is left out where it is small, and never nought', async () => {
      const page = await given().open('/statistics.html');
      await settled(page);
      const november = page.getByRole('table').first().getByRole('row').filter({ hasText: '2026-11' });
      expect(await november.textContent()).toContain('略');
    });

    it('are printed with their tables', async () => {
      const page = await given().open('/statistics.html');
      await settled(page);
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('table').first().isVisible()).toBe(true);
      expect(await page.getByRole('button', { name: 'English' }).isVisible()).toBe(false);
      expect((await page.pdf()).length).toBeGreaterThan(5_000);
    });
  });

  describe('a site that cannot be reached', () => {
    it('says so, and tries again when it is told to', async () => {
      const page = await given().open('/about.html');
      await page.route('**/versions.json', (route) => route.abort());
      await page.goto(`${given().url}/versions.html`);
      await page.getByRole('alert').filter({ hasText: '读取失败' }).waitFor();
      await page.unroute('**/versions.json');
      await page.getByRole('button', { name: '重试' }).click();
      await page.locator('summary', { hasText: '第 1 版' }).waitFor();
      given().complaints.splice(0);
    });

    it('says of a file that is no file of its sort that it cannot be read', async () => {
      const page = await given().open('/about.html');
      await page.route('**/withdrawn.json', (route) => route.fulfill({ body: '<html>' }));
      await page.goto(`${given().url}/withdrawn.html`);
      await page.getByRole('alert').filter({ hasText: '读取失败' }).waitFor();
    });

    it('is shown to be late where the last publication is too old', async () => {
      const page = await given().open('/', { at: new Date('2026-11-12T06:00:00.000Z') });
      await page.getByText('公布已延误').waitFor();
    });
  });

  describe('what is written into a page', () => {
    it('is text, whoever wrote it: a browser that is told to make markup of it refuses', async () => {
      const page = await given().open('/');
      const refused = await page.evaluate(
        `(() => { try { document.body.innerHTML = '<b>x</b>'; return false; } catch { return true; } })()`,
      );
      expect(refused).toBe(true);
      // The browser tells of what it refused, so that a page without such a report broke no rule.
      await expect.poll(() => given().complaints).toContainEqual(expect.stringContaining('require-trusted-types-for '));
      given().complaints.splice(0);
    });
  });
};
