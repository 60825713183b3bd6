import { describe, expect, it } from 'vitest';
import { type Block, linesOf } from '../../../shared/documents/document.ts';
import { renderHtml } from '../../../shared/documents/render-html.ts';
import { renderText } from '../../../shared/documents/render-text.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import type { Label } from '../../../shared/kernel/label.ts';
import type { Language } from '../../../shared/kernel/language.ts';
import { letterDocument } from '../../../shared/letters/letter-document.ts';
import { LETTER_NAMES, LETTER_TYPES, type LetterType } from '../../../shared/letters/letter-type.ts';
import type { SourcedLetter } from '../../../shared/letters/letters-of.ts';
import type { TemplatePart } from '../../../shared/letters/template.ts';
import { TEMPLATES, templateOn } from '../../../shared/letters/templates.ts';
import { caseSources, letters, MASKED_PERSON, NAMES, record, recordSources } from '../../builders/letters.ts';
import { personCase, proposed, served } from '../cases/walk.ts';
import { everyLetter, letterOf, wholeCase } from './every-letter.ts';

const text = (letter: SourcedLetter, language: Language = 'zh'): string =>
  renderText(letterDocument(letter, { names: NAMES, language }));

const headings = (letter: SourcedLetter, language: Language): readonly string[] =>
  letterDocument(letter, { names: NAMES, language }).blocks.flatMap((block: Block) =>
    block.kind === 'heading' ? linesOf(block, language) : [],
  );

/** What each letter must say, as its headings: what, why, on which basis, with what consequence, and what can be done about it. */
const MUST_SAY: Readonly<Record<LetterType, readonly string[]>> = {
  'prior-notice': ['行为和事实', '依据', '拟采取的措施及其后果', '陈述、申辩的权利'],
  decision: ['行为和事实', '理由', '依据', '决定', '信用修复', '提出异议', '法律救济'],
  'incentive-decision': ['行为和事实', '理由', '依据', '决定', '提出异议', '法律救济'],
  'not-sustained': ['理由'],
  'repair-notice': ['失信信息', '申请条件', '申请方式', '修复的效果和办理机关'],
  lift: ['解除的措施', '理由和依据', '法律救济'],
  suspension: ['理由和依据'],
  resumption: ['理由和依据', '提出异议', '法律救济'],
  correction: ['更正内容', '理由', '更正后的期限', '提出异议', '法律救济'],
  'record-end': ['理由和依据', '法律救济'],
  'objection-receipt': [],
  'objection-extension': ['延期理由'],
  'objection-decision': ['核查情况', '处理结果和理由', '申请复核', '法律救济'],
  'review-receipt': [],
  'review-decision': ['核查情况', '处理结果和理由', '法律救济'],
  'objection-moot': [],
  'repair-receipt': [],
  'repair-acceptance': [],
  'repair-non-acceptance': ['理由：缺少的条件或者材料', '提出异议', '法律救济'],
  'repair-extension': ['延长理由'],
  'repair-refusal': ['审查情况', '不予修复的理由', '提出异议', '法律救济'],
  'repair-grant': ['审查情况和理由', '法律救济'],
  'repair-moot': [],
  'bad-faith': ['提出异议', '法律救济'],
  'bad-faith-reversal': [],
};

describe('the decision of an association on an objection', () => {
  const date = calendarDate('2026-12-01');
  const decided = { ...letterOf('objection-decision'), department: 'construction-association', date };

  it('names no administrative review, and speaks as no authority', () => {
    for (const of of [date, calendarDate('2026-11-10')]) {
      const said = text({ ...decided, date: of });
      for (const none of ['行政复议', '行政诉讼']) expect(said).not.toContain(none);
      expect(said).toContain('庄河市示例建筑行业协会');
    }
    expect(text(decided)).toContain('民事诉讼');
    expect(text(decided)).not.toContain('本机关');
    expect(text(decided, 'en')).toContain('civil suit');
  });

  it('changes nothing of what an authority says', () => {
    const said = text({ ...letterOf('objection-decision'), date });
    expect(said).toContain('本机关');
    expect(said).toContain('行政复议');
    expect(said).not.toContain('民事诉讼');
  });
});

describe('every letter', () => {
  it.each(LETTER_TYPES)('%s says all that it must, in both languages alike, and leaves no place open', (type) => {
    const letter = letterOf(type);
    const zh = letterDocument(letter, { names: NAMES, language: 'zh' });
    const en = letterDocument(letter, { names: NAMES, language: 'en' });
    expect(headings(letter, 'zh').map((heading) => heading.replace(/^.{1,2}、/, ''))).toEqual(MUST_SAY[type]);
    expect(headings(letter, 'en')).toHaveLength(MUST_SAY[type].length);
    expect(zh.title).toBe(LETTER_NAMES[type].zh);
    // The translation says so before anything else, and has a part for each of the Chinese.
    expect(en.blocks.slice(1).map(({ kind }) => kind)).toEqual(zh.blocks.map(({ kind }) => kind));
    expect(linesOf(en.blocks[0] ?? zh.blocks[0] ?? { kind: 'note', text: '' }, 'en')[0]).toMatch(/^Translation/);
    for (const language of ['zh', 'en'] as const) {
      const said = text(letter, language);
      expect(said).not.toMatch(/[{}]|undefined|null|NaN|\[object|（）|\(\)/);
      expect(said).toContain('庄河示例建筑有限公司');
      expect(said).toContain('91210299000000019R');
      expect(said).toContain(letter.id);
    }
  });

  it('tells until when it can be appealed, of all that decides something', () => {
    for (const type of LETTER_TYPES.filter((one) => MUST_SAY[one].includes('法律救济'))) {
      expect(text(letterOf(type))).toMatch(/自收到之日起60日内向\S+?申请行政复议.*自收到之日起6个月内/);
      expect(text(letterOf(type), 'en')).toMatch(/within 60 days.*within 6 months/);
    }
  });

  it('is the same to the byte however often it is made', () => {
    for (const letter of everyLetter()) {
      const [first, second] = [0, 1].map(() => renderHtml(letterDocument(letter, { names: NAMES, language: 'zh' })));
      expect(first).toBe(second);
    }
  });

  it('has an id of its own', () => {
    const ids = letters(caseSources(...Object.values(wholeCase()))).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[\w-]{22}$/.test(id))).toBe(true);
  });
});

describe('a letter to a person', () => {
  it('shows the number masked, and no part of it beyond', () => {
    const person = caseSources(personCase(served()));
    const posted = recordSources(record({ subject: MASKED_PERSON }));
    for (const letter of [...letters(person), ...letters(posted)]) {
      const said = text(letter);
      expect(said).not.toMatch(/19900101/);
      expect(said).toMatch(/身份证：\d{6}\*+/);
    }
    expect(text(letters(person)[0] ?? letterOf('decision'))).toContain('本人行为的认定：决定将工程进度款挪作他用');
  });
});

describe('what is absent', () => {
  it('leaves its line out: a penalty without a grade, one that is not public, one without a shortest term', () => {
    const [quiet] = letters(recordSources(record({ disclosure: undefined })));
    expect(text(quiet ?? letterOf('decision'))).toContain('该信息不向社会公示');
    expect(text(quiet ?? letterOf('decision'))).not.toContain('最长公示至');
    const [minor] = letters(recordSources(record({ severity: { grade: 'minor', criterion: '警告' } })));
    expect(text(minor ?? letterOf('decision'))).toContain('履行完毕法定责任后即可申请');
    expect(text(minor ?? letterOf('decision'))).not.toContain('最短公示期届满：');
  });

  it('is said of a draft: it has no number and no day, until it is given them to be signed', () => {
    const [draft] = letters(caseSources(proposed()));
    if (draft === undefined) throw new Error('a proposal has a draft');
    expect(draft.isDraft).toBe(true);
    expect(text(draft)).toMatch(/草稿/);
    expect(text(draft)).not.toMatch(/文号|2026年11月2日/);
    const marks = { documentNumber: '庄人社告〔2026〕7号' };
    const signed = renderText(letterDocument(draft, { names: NAMES, language: 'zh', marks }));
    expect(signed).toContain('文号：庄人社告〔2026〕7号');
    expect(signed).not.toMatch(/草稿/);
  });
});

describe('the wording', () => {
  it('is chosen by the day of the letter, and the first one serves days before it', () => {
    for (const type of LETTER_TYPES) {
      const [first, ...later] = TEMPLATES[type];
      expect(templateOn(type, first.from)).toBe(first);
      expect([first, ...later].map(({ from }) => from)).toEqual([first, ...later].map(({ from }) => from).toSorted());
    }
  });

  it('has the same places in Chinese and English', () => {
    const places = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    const labelsOf = (part: TemplatePart): readonly Label[] => {
      if ('text' in part) return [part.text];
      if ('items' in part) return part.items;
      return 'closing' in part ? part.closing : [];
    };
    const parts = LETTER_TYPES.flatMap((type) => TEMPLATES[type]).flatMap((version) => version.parts);
    for (const { zh, en } of parts.flatMap(labelsOf)) {
      // 你 and 你单位 are both you.
      expect(places(en)).toEqual(new Set([...places(zh)].filter((name) => name !== 'you')));
    }
  });
});
