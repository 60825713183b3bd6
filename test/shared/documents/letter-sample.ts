import type { Document } from '../../../shared/documents/document.ts';
import { sample } from './sample.ts';

/** A document with one of each block that a letter has, and a text of somebody who means no good. */
export const letterSample = (override: Partial<Document> = {}): Document =>
  sample({
    issuer: '庄河市人力资源和社会保障局',
    title: '失信联合惩戒决定书',
    subtitle: '文号：庄人社联惩〔2026〕7号',
    orientation: 'portrait',
    blocks: [
      { kind: 'note', text: '译文' },
      { kind: 'heading', level: 1, text: '一、事实' },
      { kind: 'paragraph', text: `<script>alert("x")</script> & 'so'` },
      { kind: 'items', items: ['劳动法第九十一条', '</ul><img src=x onerror=y>'] },
      {
        kind: 'facts',
        facts: [
          { name: '行为', value: '拖欠工资' },
          { name: '事实', value: '长'.repeat(3_000) },
        ],
      },
      {
        kind: 'table',
        title: '措施',
        columns: [{ heading: '措施', share: 1 }],
        rows: [['限制政府采购'], [7]],
        total: ['"合计"'],
      },
      { kind: 'heading', level: 2, text: '（一）其他' },
      { kind: 'closing', lines: ['庄河市人力资源和社会保障局', '2026年11月20日'] },
    ],
    ...override,
  });
