import { describe, expect, it } from 'vitest';
import { renderPdf } from '../../../shared/documents/render-pdf.ts';
import { readPdf } from './read-pdf.ts';
import { FONT, sample } from './sample.ts';

describe('a document as PDF', () => {
  it('can be searched in Chinese: titles, paragraphs and cells are text', async () => {
    const { text } = readPdf(await renderPdf(sample(), FONT));
    for (const part of ['进展情况汇编', '一、报送情况', '〔2026〕101号', '各单位数据', '第59号单位', '合计', '1767']) {
      expect(text).toContain(part);
    }
  });

  it('numbers its pages and repeats the headings of a table on each', async () => {
    const { text, pages } = readPdf(await renderPdf(sample(), FONT));
    expect(pages).toBeGreaterThan(2);
    expect(text).toContain(`第 1 页，共 ${pages} 页`);
    expect(text).toContain(`第 ${pages} 页，共 ${pages} 页`);
    expect(text.split('归集信用信息').length - 1).toBe(pages);
  });

  it('loses no row and repeats none where a page ends', async () => {
    const { text } = readPdf(await renderPdf(sample(), FONT));
    for (let row = 0; row < 60; row += 1) expect(text.split(`第${row}号单位`).length - 1).toBe(1);
  });

  it('shows a dash for what is not known, which is not zero', async () => {
    const { text } = readPdf(await renderPdf(sample(), FONT));
    expect(text).toMatch(/第3号单位\s*—/);
  });

  it('embeds the glyphs that it uses, not the whole font', async () => {
    const pdf = await renderPdf(sample(), FONT);
    expect(pdf.length).toBeLessThan(150_000);
  });

  it('is the same to the byte for the same document', async () => {
    expect(await renderPdf(sample(), FONT)).toEqual(await renderPdf(sample(), FONT));
  });

  it('lets a row that no page holds flow over pages, and loses nothing of it', async () => {
    const long = Array.from({ length: 900 }, (_, at) => `第${at}项`).join('');
    const table = {
      kind: 'table' as const,
      title: '更正前后对照',
      columns: [
        { heading: '项目', share: 1 },
        { heading: '更正后', share: 3 },
      ],
      rows: [
        ['事实', long],
        ['金额', '2000.00元'],
      ],
    };
    const { text, pages } = readPdf(await renderPdf(sample({ blocks: [table], orientation: 'portrait' }), FONT));
    const seen = text.replaceAll(/\s/g, '').replaceAll(/第\d+页，共\d+页/g, '');
    expect(seen.includes(long)).toBe(true);
    expect(seen).toContain('2000.00元');
    expect(pages).toBeGreaterThan(1);
    expect(pages).toBeLessThan(6);
  });

  it('is English where the document is', async () => {
    const { text } = readPdf(await renderPdf(sample({ language: 'en', orientation: 'portrait' }), FONT));
    expect(text).toMatch(/Page 1 of \d/);
  });
});
