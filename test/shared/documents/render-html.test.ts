import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../shared/documents/render-html.ts';
import { renderPdf } from '../../../shared/documents/render-pdf.ts';
import { renderText } from '../../../shared/documents/render-text.ts';
import { letterSample } from './letter-sample.ts';
import { readPdf } from './read-pdf.ts';
import { FONT } from './sample.ts';

const TAGS = /<[^>]*>/g;

/** What a reader sees of a page, without its white space. */
const seen = (html: string): string =>
  html
    .slice(html.indexOf('<main>'))
    .replaceAll(TAGS, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s/g, '');

describe('a document as HTML', () => {
  it('stands by itself: no script, nothing loaded, its language, title and headings stated', () => {
    const html = renderHtml(letterSample());
    expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(html).toContain('<title>失信联合惩戒决定书</title>');
    expect(html).toContain(`default-src 'none'`);
    const tags = [...html.matchAll(TAGS)].join('');
    expect(tags).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\shref=|\son\w+\s*=/i);
    expect(html).not.toMatch(/url\(|@import/);
    expect([...html.matchAll(/<h([1-6])>/g)].map(([, level]) => level)).toEqual(['1', '2', '3']);
    expect(html).toContain('<th scope="col">措施</th>');
    expect(html).toContain('<caption>措施</caption>');
  });

  it('lets no text become markup', () => {
    const html = renderHtml(letterSample({ title: '</title><script>x</script>', issuer: '"><b>' }));
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;so&#39;');
    expect(html).toContain('&lt;/title&gt;');
    expect(html).not.toMatch(/<(script|b|img)\b/);
  });

  it('marks Chinese in an English page, and leaves the rest alone', () => {
    const html = renderHtml(
      letterSample({
        language: 'en',
        blocks: [{ kind: 'paragraph', text: 'Facts: 拖欠工资〔2026〕7号，未付。 Done & <b>' }],
      }),
    );
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<p>Facts: <span lang="zh-CN">拖欠工资〔2026〕7号，未付。</span> Done &amp; &lt;b&gt;</p>');
  });

  it('is the same to the byte for the same document', () => {
    expect(renderHtml(letterSample())).toBe(renderHtml(letterSample()));
  });

  it('says what the PDF and the plain text say', async () => {
    const document = letterSample();
    const html = seen(renderHtml(document));
    const text = renderText(document);
    const pdf = readPdf(await renderPdf(document, FONT))
      .text.replaceAll(/\s/g, '')
      .replaceAll(/第\d+页，共\d+页/g, '');
    const lines = text.split(/[\n|]|：/).map((line) => line.replaceAll(/^· |\s/g, ''));
    for (const line of lines) {
      expect(html.includes(line), line.slice(0, 40)).toBe(true);
      expect(pdf.includes(line), line.slice(0, 40)).toBe(true);
    }
  });
});

describe('a document as plain text', () => {
  it('says title, parts and rows line by line', () => {
    expect(renderText(letterSample({ blocks: letterSample().blocks.slice(5) }))).toBe(
      [
        '庄河市人力资源和社会保障局\n失信联合惩戒决定书\n文号：庄人社联惩〔2026〕7号\n',
        '措施\n措施\n限制政府采购\n7\n"合计"\n',
        '（一）其他\n',
        '庄河市人力资源和社会保障局\n2026年11月20日\n',
      ].join('\n'),
    );
  });
});
