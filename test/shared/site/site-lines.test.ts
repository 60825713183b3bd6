import { describe, expect, it } from 'vitest';
import { isSitePath, siteServedAs } from '../../../shared/site/site-files.ts';
import { LINES_MARK, linesMarkup, siteConfig, withLines } from '../../../shared/site/site-lines.ts';

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
