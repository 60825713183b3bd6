import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { COMPANY, COOPERATIVE, type Site, settled } from './setup.ts';
import { TYPICAL } from './story.ts';

const LOOK_UP = '统一社会信用代码或单位名称';
const CODE = COMPANY.unifiedSocialCreditCode;
const SUBJECT = `/subjects/${CODE}`;

const ask = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel(LOOK_UP).fill(text);
  await page.getByRole('button', { name: '查询' }).click();
};

/** What readers look up, read and download. */
export const reading = (given: () => Site): void => {
  describe('whoever looks up a code', () => {
    it('comes to the page of the organisation, in whatever way the code is written', async () => {
      const page = await given().open('/');
      await ask(page, ` ${CODE.toLowerCase().slice(0, 8)} ${CODE.slice(8)}`);
      await page.getByRole('heading', { level: 1, name: COMPANY.name }).waitFor();
      expect(new URL(page.url()).pathname).toBe(SUBJECT);
      expect(await page.getByRole('article').textContent()).toContain('庄市监罚〔2026〕101号');
    });

    it('hears that a character is wrong, and that nothing is public', async () => {
      const page = await given().open('/');
      await ask(page, `${CODE.slice(0, 17)}X`);
      await page.getByText('校验位不符').waitFor();
      await ask(page, '91210299000000027L');
      await page.getByText('现在没有公示信息。除此以外').waitFor();
      expect(new URL(page.url()).pathname).toBe('/');
    });

    it('finds no person: a number of one is neither asked for nor kept', async () => {
      const page = await given().open('/');
      await settled(page);
      const before = given().asked.length;
      await ask(page, '21029919900101001X');
      await page.getByText('本站不提供自然人查询，您输入').waitFor();
      expect(given().asked.slice(before)).toEqual([]);
      expect(page.url()).not.toContain('2102991990');
    });
  });

  describe('whoever looks up a name', () => {
    it('gets leads, told to be none but leads, and comes back to them', async () => {
      const page = await given().open('/');
      await ask(page, '示例');
      await page.getByText('是名称相符的线索，不是查询结论').waitFor();
      await page.getByRole('link', { name: COOPERATIVE.name }).last().click();
      await page.getByRole('heading', { level: 1, name: COOPERATIVE.name }).waitFor();
      await page.goBack();
      await page.getByText('是名称相符的线索，不是查询结论').waitFor();
      expect(await page.getByLabel(LOOK_UP).inputValue()).toBe('示例');
    });

    it('may type its initials, and is asked for more than one character', async () => {
      const page = await given().open('/');
      await ask(page, 'zhsljz');
      await page.locator('#results').getByRole('link', { name: COMPANY.name }).waitFor();
      await ask(page, '庄');
      await page.getByText('请至少输入两个字').waitFor();
      await ask(page, '没有这样的单位');
      await page.getByText('没有找到名称相符').waitFor();
    });
  });

  describe('the page of an organisation', () => {
    it('can be read without scripts', async () => {
      const page = await given().open(`/subjects/${COOPERATIVE.unifiedSocialCreditCode}`, { javaScriptEnabled: false });
      expect(await page.locator('h1').innerText()).toBe(COOPERATIVE.name);
      const headings = await page.locator('section.entries h2').allInnerTexts();
      expect(headings[0]).toContain('守信激励');
      const text = await page.locator('main').innerText();
      for (const part of ['庄信用〔2026〕501号', '庄市监许〔2026〕201号', '庄市监罚〔2026〕102号'])
        expect(text).toContain(part);
      expect(text).not.toContain('Verify this entry');
    });

    it('is shown in the language that was chosen, from then on', async () => {
      const page = await given().open(SUBJECT);
      await page.getByRole('button', { name: 'English' }).click();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await page.getByRole('link', { name: 'Verify this entry' }).waitFor();
      await page.goto(`${given().url}/`);
      await page.getByRole('heading', { level: 1, name: 'Look up an organisation' }).waitFor();
      expect(await page.title()).toContain('Look up');
      await page.getByRole('button', { name: '中文' }).click();
      await page.getByRole('heading', { level: 1, name: '信用查询' }).waitFor();
    });
  });

  describe('where nothing lies', () => {
    it('a page says that it cannot tell why', async () => {
      const page = await given().open('/no-such-page');
      await page.getByText('无法区分，也不作区分').waitFor();
    });

    it('of a code it says that nothing is public now, and that this says nothing else', async () => {
      const page = await given().open('/subjects/91210299000000027L');
      await page.getByText('除此以外，这不说明任何事情').waitFor();
      expect(await page.getByText('无法区分').isVisible()).toBe(false);
    });
  });

  describe('the lists and the data', () => {
    it('show what is public by kind and month', async () => {
      const page = await given().open('/lists.html');
      await page.getByLabel('类别').selectOption('administrative-penalty');
      await page.getByRole('row').filter({ hasText: '庄市监罚〔2026〕101号' }).waitFor();
      await page.reload();
      await page.getByRole('row').filter({ hasText: '庄市监罚〔2026〕101号' }).getByRole('link').click();
      await page.getByRole('heading', { level: 1, name: COMPANY.name }).waitFor();
    });

    it('show honours on the front page', async () => {
      const page = await given().open('/');
      await page.locator('#newest-honours').getByRole('link', { name: COOPERATIVE.name }).waitFor();
    });

    it('show typical cases on the front page, told without their subject, and no markup that somebody wrote', async () => {
      const page = await given().open('/');
      const card = page.locator('#newest-cases li').filter({ hasText: TYPICAL.title });
      await card.getByText('正文').click();
      expect(await card.locator('details').innerText()).toContain(TYPICAL.text);
      expect(await card.textContent()).toContain('失信惩戒');
      expect(await page.locator('main').textContent()).not.toContain('大连虚构欠薪');
      await page.goto(`${given().url}/lists.html#kind=typical-case`);
      await page.getByText(TYPICAL.title).waitFor();
      await page.goto(`${given().url}/#asked=${encodeURIComponent('大连虚构欠薪')}`);
      await page.getByText('没有找到名称相符').waitFor();
    });

    it('can be downloaded', async () => {
      const page = await given().open('/data.html');
      await page.getByRole('button', { name: '列出各部分' }).click();
      const link = page.getByRole('link', { name: /NDJSON administrative-licence/ });
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      const bytes = readFileSync(await download.path());
      const text = bytes[0] === 0x1f ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
      expect(text).toContain('庄市监许〔2026〕201号');
    });

    it('name every version and what stays of it', async () => {
      const page = await given().open('/versions.html');
      await page.locator('summary', { hasText: '第 1 版' }).click();
      await page.getByRole('link', { name: 'v/1/manifest.json' }).waitFor();
    });
  });
};
