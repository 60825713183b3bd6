import { readFileSync } from 'node:fs';
import type { Document } from '../../../shared/documents/document.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';

/** The font that goes into the asset of a function that renders. */
export const FONT = readFileSync('node_modules/@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf');

/** A document with one of each block; the rows fill more than one page. */
export const sample = (override: Partial<Document> = {}): Document => ({
  title: '进展情况汇编',
  subtitle: '庄河市信用办 · 2027-01-20',
  language: 'zh',
  orientation: 'landscape',
  at: '2027-01-20T01:00:00.000Z' as Instant,
  blocks: [
    { kind: 'heading', level: 1, text: '一、报送情况' },
    { kind: 'paragraph', text: '存在的问题：接口不稳定。\n已采取措施：〔2026〕101号。' },
    {
      kind: 'table',
      title: '各单位数据',
      columns: [
        { heading: '单位', share: 3 },
        { heading: '归集信用信息', share: 1 },
      ],
      rows: Array.from({ length: 60 }, (_, at) => [`第${at}号单位`, at === 3 ? undefined : at]),
      total: ['合计', 1767],
    },
  ],
  ...override,
});
