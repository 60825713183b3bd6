import { describe, expect, it } from 'vitest';
import { TERM_POINTS, TERMS, termsFile } from '../../../shared/open-data/terms.ts';
import { isSitePath, siteServedAs } from '../../../shared/site/site-files.ts';
import { LINES_MARK, linesMarkup, siteConfig, withAdoption, withLines } from '../../../shared/site/site-lines.ts';
import { framed, SITE_NAME } from '../../../shared/site-frame/frame.ts';
import { both, html } from '../../../shared/site-frame/html.ts';

const lines = {
  name: { zh: '庄河市信用办', en: 'Credit Office' },
  icp: '辽ICP备12345678号-1',
  policeFiling: '辽公网安备 21028300000000号',
  contact: { zh: '电话 & 信箱', en: 'Telephone <0411>' },
};

describe('the lines of a site', () => {
  it('name where each filing can be looked up', () => {
    expect(siteConfig(lines)).toEqual({
      name: lines.name,
      contact: lines.contact,
      icp: { text: '辽ICP备12345678号-1', url: 'https://beian.miit.gov.cn/' },
      policeFiling: {
        text: '辽公网安备 21028300000000号',
        url: 'https://beian.mps.gov.cn/#/query/webSearch?code=21028300000000',
      },
    });
  });

  it('stand in a page in the place of the mark, as text', () => {
    const page = withLines(`<footer>${LINES_MARK}</footer>`, lines);
    expect(page).toMatch(/^<footer><p class="site-name">.*<\/p><\/footer>$/);
    expect(page).toContain('<span lang="en">Telephone &lt;0411&gt;</span>');
    expect(page).toContain('<a href="https://beian.miit.gov.cn/" rel="noopener noreferrer">辽ICP备12345678号-1</a>');
    expect(withLines('<p>no mark</p>', lines)).toBe('<p>no mark</p>');
  });

  it('name the site in the head and the title of every page, whatever it is called', () => {
    const name = { zh: '甲 & 乙 · $1', en: 'A <& B' };
    const main = html`<h1>x</h1>`;
    const page = framed({ title: { zh: '统计', en: 'Statistics' }, main, script: 'page' }).html;
    const named = withLines(page, { name });
    expect(page).toContain(SITE_NAME.zh);
    expect(named).not.toContain(SITE_NAME.zh);
    expect(named).toContain(
      '<title data-zh="统计 · 甲 &amp; 乙 · $1" data-en="Statistics · A &lt;&amp; B">统计 · 甲 &amp; 乙 · $1</title>',
    );
    expect(named).toContain(
      '<a class="site-title" href="/"><span lang="zh-CN">甲 &amp; 乙 · $1</span><span lang="en">A &lt;&amp; B</span></a>',
    );
  });

  it('say of the terms of re-use who adopted them and when, and as long as nobody did, that', () => {
    const page = `<p><!--terms-state-->${both(TERMS.about).html}<!--/terms-state--></p>`;
    const shipped = JSON.stringify(termsFile());
    expect(withLines(page, lines)).toContain('尚未采用');
    expect([withAdoption(shipped, lines), JSON.parse(shipped).adopted]).toEqual([shipped, false]);
    const adopted = { ...lines, termsAdoptedOn: '2026-12-01' };
    expect(withLines(page, adopted)).toBe(
      '<p><span lang="zh-CN">由庄河市信用办采用，自 2026-12-01 起适用。</span><span lang="en">Adopted by Credit Office; they hold from 2026-12-01 on.</span></p>',
    );
    expect(JSON.parse(withAdoption(shipped, adopted))).toEqual({
      version: TERMS.version,
      adopted: true,
      adoptedOn: '2026-12-01',
      about: {
        zh: '由庄河市信用办采用，自 2026-12-01 起适用。',
        en: 'Adopted by Credit Office; they hold from 2026-12-01 on.',
      },
      points: TERM_POINTS,
    });
    expect(siteConfig(adopted)).not.toHaveProperty('termsAdoptedOn');
  });

  it('are as few as were given', () => {
    expect(linesMarkup({ name: lines.name })).toBe(
      '<p class="site-name"><span lang="zh-CN">庄河市信用办</span> <span lang="en">Credit Office</span></p>',
    );
  });
});

describe('the places of the site', () => {
  it.each([
    'index.html',
    '404.html',
    'robots.txt',
    'catalog.jsonld',
    'terms.json',
    'schema/entry.json',
    'client/joint-credit-copy.tgz',
    'assets/site.css',
    'assets/fonts/a-B.woff2',
  ])('%s is one', (path) => {
    expect(isSitePath(path)).toBe(true);
  });

  it.each([
    'latest.json',
    'deltas.json',
    'feed.json',
    'schema/../latest.json',
    'v/1/manifest.json',
    'subjects/x.html',
    'bulk/1.json',
    'assets/../latest.json',
    'assets/',
    '',
  ])('%s is none: what is published is never a file of the site', (path) => {
    expect(isSitePath(path)).toBe(false);
  });

  it('are served for a minute, and for ever where the name is the content’s', () => {
    expect(siteServedAs('index.html')).toEqual({ contentType: 'text/html; charset=utf-8', cacheControl: 'max-age=60' });
    expect(siteServedAs('assets/chart-7QX2KD3A.js').cacheControl).toBe('max-age=31536000, immutable');
    expect(siteServedAs('assets/statistics.js').cacheControl).toBe('max-age=60');
    expect(() => siteServedAs('assets/what.xyz')).toThrow('assets/what.xyz');
  });
});
