import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { framed } from '../../../shared/site-frame/frame.ts';
import { both, chinese, html } from '../../../shared/site-frame/html.ts';

it('values go into markup as text, in content and in attributes', () => {
  const evil = `<img src=x onerror="alert('1')">&`;
  expect(html`<p title="${evil}">${evil}</p>`.html).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>',
  );
  fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(html`${text}`.html)));
});

it('markup goes in as it is, lists one after another, nothing as nothing', () => {
  expect(html`<ul>${[html`<li>1</li>`, html`<li>${2}</li>`]}${undefined}</ul>`.html).toBe(
    '<ul><li>1</li><li>2</li></ul>',
  );
  expect(both({ zh: '甲', en: 'A' }).html).toBe('<span lang="zh-CN">甲</span><span lang="en">A</span>');
  expect(chinese('甲<乙').html).toBe('<bdi lang="zh-CN">甲&lt;乙</bdi>');
});

it('a page loads its style sheet and its script and nothing else, and says so to the browser', () => {
  const page = framed({ title: { zh: '甲', en: 'A' }, main: html`<h1>甲</h1>`, script: 'own', robots: 'noindex' }).html;
  expect([...page.matchAll(/(?:src|<link[^>]* href)="([^"]*)"/g)].map(([, path]) => path)).toEqual([
    '/assets/icon.svg',
    '/assets/site.css',
    '/assets/own.js',
  ]);
  expect(page).toContain('default-src &#39;none&#39;');
  expect(page).toContain('<meta name="robots" content="noindex">');
  expect(page).not.toMatch(/<style|style="|<script>|\son[a-z]+="/);
});
