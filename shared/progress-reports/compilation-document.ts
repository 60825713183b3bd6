import type { Block, Column, Document } from '../documents/document.ts';
import { beijingDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { Language } from '../kernel/language.ts';
import type { OwedReport } from './chase.ts';
import type { Compilation, CompiledUnit } from './compilation.ts';
import { FIGURE_NAMES, FIGURES, type Figures } from './figures.ts';
import type { ReportTexts } from './progress-report.ts';
import { quarterLabel } from './quarter.ts';

const WORDS = {
  title: {
    zh: '庄河市社会信用体系建设工作进展情况汇编',
    en: 'Progress of the social credit work in Zhuanghe: compilation',
  },
  office: { zh: '庄河市信用办', en: 'Credit Office of Zhuanghe' },
  overview: { zh: '一、报送情况', en: '1. Reports' },
  figures: { zh: '二、各单位数据', en: '2. Figures by unit' },
  texts: { zh: '三、问题、自查与措施', en: '3. Problems, self-inspection, measures' },
  missing: { zh: '四、未报送单位', en: '4. Units whose report is missing' },
  unit: { zh: '单位', en: 'Unit' },
  stands: { zh: '情况', en: 'State' },
  since: { zh: '逾期自', en: 'Missing since' },
  total: { zh: '合计', en: 'Total' },
  underReview: { zh: '（审核中）', en: ' (under review)' },
  noneMissing: { zh: '应报送单位均已报送。', en: 'Every unit that owes a report has submitted it.' },
  noneIn: { zh: '尚无单位报送。', en: 'No unit has submitted a report.' },
  figuresTable: {
    zh: '各单位数据（“—”为未统计，不是零）',
    en: 'Figures by unit (“—”: not counted, which is not zero)',
  },
  missingTable: { zh: '未报送单位', en: 'Units whose report is missing' },
  colon: { zh: '：', en: ': ' },
} as const satisfies Record<string, Label>;

const STANDS: Readonly<Record<OwedReport['stands'], Label>> = {
  'not-begun': { zh: '未填报', en: 'not begun' },
  draft: { zh: '草稿', en: 'draft' },
  returned: { zh: '已退回', en: 'returned' },
};

const TEXTS = {
  problems: { zh: '存在的问题', en: 'Problems' },
  selfInspection: { zh: '自查情况', en: 'Self-inspection' },
  measuresTaken: { zh: '措施和下一步打算', en: 'Measures and next steps' },
} as const satisfies Record<keyof ReportTexts, Label>;

const overview = ({ units, obliged, missing, due }: Compilation): Label => {
  const provisional = due?.provisional ? { zh: '（暂定）', en: ' (provisional)' } : { zh: '', en: '' };
  const until = due
    ? { zh: `报送期限为${due.date}${provisional.zh}。`, en: ` Due on ${due.date}${provisional.en}.` }
    : { zh: '', en: '' };
  return {
    zh: `应报送单位${obliged}家，未报送${missing.length}家；已汇编${units.length}家。${until.zh}`,
    en: `${obliged} units owe a report, ${missing.length} of them have not submitted it; ${units.length} are compiled.${until.en}`,
  };
};

const nameOf = ({ unit, accepted }: CompiledUnit, language: Language): string =>
  `${unit.name[language]}${accepted ? '' : WORDS.underReview[language]}`;

const cellsOf = (figures: Figures) => FIGURE_NAMES.map((name) => figures[name]);

const figuresTable = ({ units, totals }: Compilation, language: Language): Block => {
  if (units.length === 0) return { kind: 'paragraph', text: WORDS.noneIn[language] };
  const columns: readonly Column[] = [
    { heading: WORDS.unit[language], share: 3 },
    ...FIGURE_NAMES.map((name) => ({ heading: FIGURES[name][language], share: 1 })),
  ];
  return {
    kind: 'table',
    title: WORDS.figuresTable[language],
    columns,
    rows: units.map((unit) => [nameOf(unit, language), ...cellsOf(unit.figures)]),
    total: [WORDS.total[language], ...cellsOf(totals)],
  };
};

const textsOf = (unit: CompiledUnit, language: Language): readonly Block[] => [
  { kind: 'heading', level: 2, text: nameOf(unit, language) },
  ...(['problems', 'selfInspection', 'measuresTaken'] as const).flatMap((name): readonly Block[] => {
    const text = unit[name];
    return text === undefined
      ? []
      : [{ kind: 'paragraph', text: `${TEXTS[name][language]}${WORDS.colon[language]}${text}` }];
  }),
];

const missingTable = ({ missing }: Compilation, language: Language): Block => {
  if (missing.length === 0) return { kind: 'paragraph', text: WORDS.noneMissing[language] };
  return {
    kind: 'table',
    title: WORDS.missingTable[language],
    columns: [
      { heading: WORDS.unit[language], share: 3 },
      { heading: WORDS.stands[language], share: 1 },
      { heading: WORDS.since[language], share: 1 },
    ],
    rows: missing.map(({ unit, stands, missingSince }) => [
      unit.name[language],
      STANDS[stands][language],
      missingSince,
    ]),
  };
};

/** The compilation as it is printed or opened in a spreadsheet. */
export const compilationDocument = (compilation: Compilation, language: Language): Document => {
  const heading = (word: keyof typeof WORDS): Block => ({ kind: 'heading', level: 1, text: WORDS[word][language] });
  return {
    title: `${WORDS.title[language]}（${quarterLabel(compilation.period)[language]}）`,
    subtitle: `${WORDS.office[language]} · ${beijingDate(compilation.compiledAt)}`,
    language,
    orientation: 'landscape',
    at: compilation.compiledAt,
    blocks: [
      heading('overview'),
      { kind: 'paragraph', text: overview(compilation)[language] },
      heading('figures'),
      figuresTable(compilation, language),
      heading('texts'),
      ...compilation.units.flatMap((unit) => textsOf(unit, language)),
      heading('missing'),
      missingTable(compilation, language),
    ],
  };
};
