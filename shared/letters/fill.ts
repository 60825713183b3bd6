import type { Block } from '../documents/document.ts';
import type { Label } from '../kernel/label.ts';
import type { Language } from '../kernel/language.ts';
import type { LetterContent, TemplatePart } from './template.ts';

const PLACE = /\{(\w+)\}/g;

const CHINESE_NUMBERS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

const numbered = (language: Language, index: number, text: string): string =>
  language === 'zh' ? `${CHINESE_NUMBERS[index] ?? index + 1}、${text}` : `${index + 1}. ${text}`;

/** Fills templates with what a letter is about, in a language. */
const filler = ({ texts, lists = {}, rows = {} }: LetterContent, language: Language) => {
  const isFilled = (name: string): boolean => texts[name] !== undefined || (lists[name] ?? rows[name] ?? []).length > 0;

  /** The text with its places filled; undefined if one of them is not. */
  const fillText = (label: Label): string | undefined => {
    const text = label[language];
    const places = [...text.matchAll(PLACE)].map(([, name = '']) => name);
    if (places.some((name) => texts[name] === undefined)) return undefined;
    return text.replaceAll(PLACE, (_, name: string) => texts[name]?.[language] ?? '');
  };

  const all = (labels: readonly Label[]): readonly string[] =>
    labels.map(fillText).filter((text) => text !== undefined);

  const blockOf = (part: TemplatePart): Block | undefined => {
    if (part.when !== undefined && !isFilled(part.when)) return undefined;
    if ('heading' in part) {
      const text = fillText(part.heading);
      return text === undefined ? undefined : { kind: 'heading', level: 1, text };
    }
    if ('text' in part || 'note' in part) {
      const text = fillText('text' in part ? part.text : part.note);
      return text === undefined ? undefined : { kind: 'text' in part ? 'paragraph' : 'note', text };
    }
    if ('facts' in part) {
      const facts = part.facts.flatMap(({ name, value }) => {
        const text = fillText({ zh: value, en: value });
        return text === undefined ? [] : [{ name: name[language], value: text }];
      });
      return facts.length === 0 ? undefined : { kind: 'facts', facts };
    }
    if ('closing' in part) {
      const lines = all(part.closing);
      return lines.length === 0 ? undefined : { kind: 'closing', lines };
    }
    if ('table' in part) {
      const given = rows[part.table] ?? [];
      if (given.length === 0) return undefined;
      const columns = part.columns.map(({ heading, share }) => ({ heading: heading[language], share }));
      return {
        kind: 'table',
        title: part.title[language],
        columns,
        rows: given.map((row) => row.map((cell) => cell[language])),
      };
    }
    const items = 'list' in part ? (lists[part.list] ?? []).map((label) => label[language]) : all(part.items);
    return items.length === 0 ? undefined : { kind: 'items', items };
  };
  return blockOf;
};

/** A heading over nothing is none. */
const overSomething = (block: Block, index: number, blocks: readonly Block[]): boolean => {
  const next = blocks[index + 1];
  return block.kind !== 'heading' || (next !== undefined && next.kind !== 'heading');
};

/** The parts of a letter: those whose places are filled, its headings numbered. */
export const fill = (parts: readonly TemplatePart[], content: LetterContent, language: Language): readonly Block[] => {
  const blockOf = filler(content, language);
  const blocks = parts
    .map(blockOf)
    .filter((block) => block !== undefined)
    .filter(overSomething);
  let headings = 0;
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block;
    headings += 1;
    return { ...block, text: numbered(language, headings - 1, block.text) };
  });
};
