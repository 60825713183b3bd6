import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../shared/crypto/digests.ts';
import type { PublicEntry } from '../../../shared/disclosure/entry.ts';
import { subjectPage } from '../../../shared/subject-pages/subject-page.ts';
import { publicIdOf } from '../../shared/disclosure/support/register.ts';
import { COMPANY, LAST_DAY, type Site, TRADER } from './setup.ts';

const TRADER_PAGE = `/subjects/${TRADER.unifiedSocialCreditCode}`;
/** Ten seconds before midnight in Beijing. */
const LATE = new Date(`${LAST_DAY}T15:59:50.000Z`);
const TWENTY_SECONDS = 20_000;

const RENAMED = '91210299000000027L';
/** A page as it still lies there after the day on which the newest of its entries, and with it the newest name, has ended. */
const pageOfTwoNames = (): string => {
  const entry = (id: string, fields: PublicEntry['fields']): PublicEntry => ({
    publicId: publicIdOf(id),
    version: 1,
    salt: publicIdOf(`salt ${id}`),
    fields: { kind: 'administrative-licence', unifiedSocialCreditCode: RENAMED, documentNumber: `${id}号`, ...fields },
  });
  const entries = [
    entry('新', { subjectName: '大连新名公司', decisionDate: '2026-11-01', publicUntil: LAST_DAY }),
    entry('旧', { subjectName: '大连旧名公司', decisionDate: '2025-11-01' }),
  ];
  return subjectPage({ code: RENAMED, subject: sha256Hex(RENAMED), entries });
};

/** What ends, leaves: the page that is open, the lists, the files. */
export const ends = (given: () => Site): void => {
  describe('an entry whose time is up', () => {
    it('leaves a page that stays open over midnight, with the name that it bore', async () => {
      const page = await given().open(TRADER_PAGE, { at: LATE });
      await page.getByRole('heading', { name: '庄信用〔2026〕502号' }).waitFor();
      await page.clock.fastForward(TWENTY_SECONDS);
      await page.locator('#nothing-left').waitFor();
      expect(await page.content()).not.toContain(TRADER.name);
    });

    it('takes the name along that it alone bore, from the heading and the title too', async () => {
      const page = await given().open('/about.html', { at: LATE });
      await page.route(`**/subjects/${RENAMED}`, (route) =>
        route.fulfill({ contentType: 'text/html; charset=utf-8', body: pageOfTwoNames() }),
      );
      await page.clock.setFixedTime(new Date(`${LAST_DAY}T02:00:00.000Z`));
      await page.goto(`${given().url}/subjects/${RENAMED}`);
      await page.getByRole('heading', { level: 1, name: '大连旧名公司' }).waitFor();
      expect(await page.content()).not.toContain('大连新名公司');
      expect(await page.title()).toMatch(/^大连旧名公司 · /);
      await page.getByRole('button', { name: 'English' }).click();
      expect(await page.title()).toMatch(/^大连旧名公司 · Zhuanghe/);
      await page.getByRole('heading', { name: '旧号' }).waitFor();
    });

    it('leaves the page that proves it, also if that stays open', async () => {
      const page = await given().open(`/verify.html#code=${TRADER.unifiedSocialCreditCode}`, { at: LATE });
      await page.locator('#proofs .entry').waitFor();
      await page.clock.fastForward(TWENTY_SECONDS);
      await page.locator('#proofs .entry').waitFor({ state: 'detached' });
      expect(await page.locator('main').textContent()).not.toContain(TRADER.name);
    });

    it('is not shown from then on, whatever the files still say', async () => {
      const page = await given().open('/', { at: new Date(LATE.getTime() + TWENTY_SECONDS) });
      await page.locator('#newest-honours a').first().waitFor();
      expect(await page.locator('#newest-honours').textContent()).not.toContain(TRADER.name);
      await page.goto(`${given().url}/lists.html#kind=honour`);
      await page.getByRole('row').nth(1).waitFor();
      expect(await page.locator('#list').textContent()).not.toContain(TRADER.name);
      await page.goto(`${given().url}${TRADER_PAGE}`);
      await page.locator('#nothing-left').waitFor();
    });

    it('leaves the files with the publication of the day, and its page with it', async () => {
      await given().target.setClock(new Date(LATE.getTime() + TWENTY_SECONDS));
      await given().publish('daily');
      const page = await given().open(TRADER_PAGE, { at: new Date(LATE.getTime() + TWENTY_SECONDS) });
      await page.getByText('除此以外，这不说明任何事情').waitFor();
      expect(await page.content()).not.toContain(TRADER.name);
    });
  });

  describe('an entry that was withdrawn', () => {
    it('is gone from the page and the lists, and stated for thirty days without the subject', async () => {
      await given().withdraw();
      const page = await given().open('/withdrawn.html', { at: new Date(LATE.getTime() + TWENTY_SECONDS) });
      const row = page.getByRole('row').filter({ hasText: '庄市监罚〔2026〕101号' });
      await row.waitFor();
      expect(await row.textContent()).toContain('撤销');
      expect(await page.locator('main').textContent()).not.toContain(COMPANY.name);
      await page.goto(`${given().url}/subjects/${COMPANY.unifiedSocialCreditCode}`);
      await page.getByText('除此以外，这不说明任何事情').waitFor();
      await page.goto(`${given().url}/lists.html#kind=administrative-penalty`);
      await page.getByRole('row').nth(1).waitFor();
      expect(await page.locator('#list').textContent()).not.toContain('庄市监罚〔2026〕101号');
      await page.goto(`${given().url}/#asked=${encodeURIComponent(COMPANY.name)}`);
      await page.getByText('没有找到名称相符').waitFor();
    });
  });
};
