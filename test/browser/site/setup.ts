import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { COMPANY, COOPERATIVE, honour, licence, penalty, TRADER } from '../../builders/submissions.ts';
import { clientOf, officer } from '../../e2e/client.ts';
import { startTown, type Town } from '../../e2e/joint-case/support/town.ts';
import type { Target } from '../../e2e/target.ts';
import { startBrowser } from '../browser.ts';
import { reportOctober, tellTypicalCase } from './story.ts';

/** What is there when a page has read all that it reads. */
export const settled = (page: Page) => page.locator('[aria-busy]').first().waitFor({ state: 'detached' });

/** When a joint case begins whose subject may answer until the day before `TODAY`. */
const FIRST_DAY = '2026-11-02';
const TODAY = '2026-11-10';
/** A Tuesday morning in Beijing: for the functions and for the browser. */
export const NOW = new Date(`${TODAY}T02:00:00.000Z`);
/** The last day on which the trader's honour is public. */
export const LAST_DAY = '2026-11-12';

const reporter = officer('market-regulation');
const second = officer('market-regulation', 'officer-2');

const RECORDS = [
  honour(),
  licence(),
  penalty(),
  penalty({ documentNumber: '庄市监罚〔2026〕102号', subject: COOPERATIVE }),
  honour({ subject: TRADER, documentNumber: '庄信用〔2026〕502号' }, { validTo: LAST_DAY }),
];

/** What the browser refuses by the policy of the page (CSP 3, section 5.2), as it happens. */
const REFUSALS = `addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
  tellRefused(effectiveDirective + ' ' + blockedURI))`;

/** The public site over a real publication, and a reader's browser. */
export interface Site {
  readonly url: string;
  readonly target: Target;
  /** A page of its own at an address, at a moment by its clock. */
  open(path: string, options?: BrowserContextOptions & { readonly at?: Date }): Promise<Page>;
  publish(reason: 'daily' | 'additions'): Promise<void>;
  /** Two officers withdraw the company's penalty. */
  withdraw(): Promise<void>;
  /** What browsers refused or complained of, but for files that are not there. */
  readonly complaints: string[];
  /** Addresses that were asked for. */
  readonly asked: string[];
  /** Closes the pages that were opened. */
  close(): Promise<void>;
  stop(): Promise<void>;
}

export { COMPANY, COOPERATIVE, TRADER };

const watch = (page: Page, { complaints, asked }: Pick<Site, 'complaints' | 'asked'>): void => {
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
  });
  page.on('request', (request) => asked.push(request.url()));
};

const records = async (api: Pick<Town, 'call'>): Promise<string> => {
  const ids: string[] = [];
  for (const body of RECORDS) {
    const posted = await api.call(reporter, 'POST', '/records', { body });
    if (posted.status !== 201) throw new Error(JSON.stringify(posted.body));
    ids.push(posted.body.id);
  }
  return ids[RECORDS.findIndex(({ kind, subject }) => kind === 'administrative-penalty' && subject === COMPANY)] ?? '';
};

/** Starts the stack of `npm start` with a few public entries, and the browser. */
export const startSite = async (): Promise<Site> => {
  const [town, browser]: [Town, Browser] = await Promise.all([startTown(FIRST_DAY), startBrowser()]);
  const { target } = town;
  const publish = async (reason: 'daily' | 'additions'): Promise<void> => {
    await target.idle();
    await target.firePublication(reason);
    await target.idle();
  };
  await tellTypicalCase(town);
  await town.goTo(TODAY);
  const withdrawn = await records(town);
  await reportOctober(town);
  await publish('additions');
  for (const schedule of ['fold-statistics', 'disclose-statistics']) await town.fire(schedule);
  await target.fireSchedule('lay-site');
  const [complaints, asked]: [string[], string[]] = [[], []];
  const pages: Page[] = [];
  return {
    url: target.publicUrl,
    target,
    publish,
    complaints,
    asked,
    open: async (path, { at = NOW, ...options } = {}) => {
      const context = await browser.newContext({ locale: 'zh-CN', ...options });
      await context.clock.install({ time: at });
      if (options.javaScriptEnabled !== false) {
        await context.exposeFunction('tellRefused', (what: string) => void complaints.push(what));
        await context.addInitScript(REFUSALS);
      }
      const page = await context.newPage();
      watch(page, { complaints, asked });
      await page.goto(`${target.publicUrl}${path}`);
      pages.push(page);
      return page;
    },
    withdraw: async () => {
      const api = clientOf(target);
      const reason = '认定事实不清，决定予以撤销';
      const body = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-09', reason };
      await api.call(reporter, 'POST', `/records/${withdrawn}/withdrawal`, { headers: { 'if-match': '"1"' }, body });
      await api.call(second, 'POST', `/records/${withdrawn}/withdrawal/confirmation`, {
        headers: { 'if-match': '"2"' },
        body: { confirmed: true },
      });
      await target.idle();
    },
    close: async () => {
      await Promise.all(pages.splice(0).map((page) => page.context().close()));
    },
    stop: async () => {
      await browser?.close();
      await target?.stop();
    },
  };
};
