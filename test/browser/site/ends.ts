import { describe, expect, it } from 'vitest';
import { COMPANY, LAST_DAY, type Site, TRADER } from './setup.ts';

const TRADER_PAGE = `/subjects/${TRADER.unifiedSocialCreditCode}`;
/** Ten seconds before midnight in Beijing. */
const LATE = new Date(`${LAST_DAY}T15:59:50.000Z`);
const TWENTY_SECONDS = 20_000;

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
