import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clientOf } from '../../e2e/client.ts';
import { COMPANY, type Site } from './setup.ts';

const VERIFY = `/verify.html#code=${COMPANY.unifiedSocialCreditCode}`;
const PROVEN = '已证明：这条信息与签名公布的内容一字不差';
const LOUD = '不符！这条信息不是签名公布的内容';

/** What a reader can prove. */
export const proof = (given: () => Site): void => {
  describe('a reader who trusts nobody', () => {
    it('proves an entry from the page of its organisation on, link by link', async () => {
      const page = await given().open(`/subjects/${COMPANY.unifiedSocialCreditCode}`);
      await page.getByRole('link', { name: '核验本条信息' }).click();
      await page.getByText(PROVEN).waitFor();
      await page.getByText('逐项结果').click();
      expect(await page.locator('.steps > li').count()).toBeGreaterThan(5);
      expect(await page.locator('.steps > li:not(.holds)').count()).toBe(0);
    });

    it('is told loudly when an entry was altered on its way', async () => {
      const page = await given().open('/about.html');
      await page.route('**/by-subject/*.json', async (route) => {
        const answer = await route.fetch();
        const body = (await answer.text()).replaceAll('销售不合格产品', '制造不合格产品');
        await route.fulfill({ response: answer, body });
      });
      await page.goto(`${given().url}${VERIFY}`);
      await page.getByRole('alert').filter({ hasText: LOUD }).waitFor();
      expect(await page.getByText(PROVEN).count()).toBe(0);
    });

    it('proves a copy that came from elsewhere, and finds an altered one out', async () => {
      const page = await given().open('/verify.html');
      const { published } = clientOf(given().target);
      const { prefixLength } = (await published('lookup.json')).body;
      const digest = createHash('sha256').update(COMPANY.unifiedSocialCreditCode).digest('hex');
      const [entry] = (await published(`by-subject/${digest.slice(0, prefixLength)}.json`)).body.entries;
      await page.getByText('核验一份已有的副本').click();
      const verify = async (copy: object) => {
        await page.getByLabel(/^条目/).fill(JSON.stringify(copy));
        await page.getByRole('button', { name: '核验', exact: true }).click();
      };
      await verify(entry);
      await page.getByText(PROVEN).waitFor();
      await verify({ ...entry, fields: { ...entry.fields, fineFen: 1 } });
      await page.getByRole('alert').filter({ hasText: LOUD }).waitFor();
      await verify({ nothing: true });
      await page.getByText('这不是一条公示信息').waitFor();
    });
  });

  describe('the log', () => {
    it('is proven to be only added to since this browser saw it, and since a checkpoint from elsewhere', async () => {
      const page = await given().open(VERIFY);
      await page.getByText(PROVEN).waitFor();
      const older = await (await fetch(`${given().url}/log/checkpoint`)).text();
      await given().publish('daily');
      await page.reload();
      await page.getByText(PROVEN).waitFor();
      await page.getByRole('button', { name: '核验日志' }).click();
      await page.getByText('日志只增加').waitFor();
      await page.getByLabel('较早的检查点').fill(older);
      await page.getByRole('button', { name: '核验日志' }).click();
      await page.locator('#log-proof').getByText('日志只增加').waitFor();
    });

    it('that contradicts an earlier checkpoint is found out', async () => {
      const page = await given().open('/verify.html');
      const checkpoint = await (await fetch(`${given().url}/log/checkpoint`)).text();
      const lines = checkpoint.split('\n');
      lines[2] = `${'A'.repeat(43)}=`;
      await page.getByLabel('较早的检查点').fill(lines.join('\n'));
      await page.getByRole('button', { name: '核验日志' }).click();
      await page.getByRole('alert').filter({ hasText: '日志与较早的检查点矛盾' }).waitFor();
      await page.getByLabel('较早的检查点').fill('这不是检查点');
      await page.getByRole('button', { name: '核验日志' }).click();
      await page.getByText('未能证明：检查点读不懂').waitFor();
    });
  });
};
