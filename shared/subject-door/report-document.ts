import type { Block, Document } from '../documents/document.ts';
import { type Instant, parseInstant } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { Language } from '../kernel/language.ts';
import type { ReportAttestation } from './attestation-view.ts';
import type { ReportChapter, ReportContent, ReportMeasure, ReportRecord } from './report-view.ts';

const WORDS = {
  title: { zh: '公共信用信息报告', en: 'Public credit report' },
  own: { zh: '（本人查询，免费）', en: ' (own report, free of charge)' },
  issuedOn: { zh: '出具日期', en: 'Issued on' },
  code: { zh: '验证码', en: 'Verification code' },
  name: { zh: '名称', en: 'Name' },
  creditCode: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  registration: { zh: '注册号', en: 'Registration number' },
  document: { zh: '证件号码（已遮盖）', en: 'Document number (masked)' },
  counter: { zh: '窗口受理编号', en: 'Receipt number of the counter' },
  documentNumber: { zh: '文书号', en: 'Document' },
  decisionDate: { zh: '决定日期', en: 'Decided on' },
  authority: { zh: '作出决定的机关', en: 'Authority' },
  author: { zh: '评价机构（由其负责，不作为奖惩依据）', en: 'Rated by (its own statement; no measure rests on it)' },
  until: { zh: '期限至（不含当日）', en: 'Counts until (that day not included)' },
  objection: { zh: '异议标注：异议处理中，提出日期', en: 'Under objection since' },
  supplement: { zh: '补充说明', en: 'Supplement' },
  department: { zh: '实施部门', en: 'Carried out by' },
  initiator: { zh: '发起部门', en: 'Initiated by' },
  decision: { zh: '认定文书', en: 'Decision' },
  basis: { zh: '依据', en: 'Basis' },
  term: { zh: '期限', en: 'Term' },
  omitted: {
    zh: '因篇幅未列出的记录条数，可以逐条查阅',
    en: 'Records left out for length, which can be read one by one',
  },
  remedies: { zh: '异议和修复', en: 'Objection and repair' },
  verification: { zh: '验证', en: 'Verification' },
  digest: { zh: '内容摘要（SHA-256）', en: 'Digest of the content (SHA-256)' },
  signature: { zh: '签名（Ed25519）', en: 'Signature (Ed25519)' },
  nothingMore: {
    zh: '本报告只列明各机关依法作出的决定，不含评分，不对信用状况作出评判；已经结束、暂停、期限届满的信息未列入。',
    en: 'This report says what authorities decided under the law. It holds no score and judges nobody; what has ended, stands still or is over by its term is not in it.',
  },
  howTo: {
    zh: '凭验证码访问 /report-verifications/验证码 ，可以核对本报告是否由本系统出具、何时出具；持有电子文件的，请核对其 SHA-256。',
    en: 'Under /report-verifications/<code> anybody can see whether and when this report was issued here; whoever has the file compares its SHA-256.',
  },
} as const satisfies Record<string, Label>;

const COLON = { zh: '：', en: ': ' } as const;

type Line = readonly [heading: Label, text: string | undefined];

/** Lines of what is known; long texts are paragraphs, never cells. */
const paragraph = (language: Language, lines: readonly Line[]): Block => ({
  kind: 'paragraph',
  text: lines
    .flatMap(([heading, text]) => (text === undefined ? [] : [`${heading[language]}${COLON[language]}${text}`]))
    .join('\n'),
});

const recordBlocks = (record: ReportRecord, language: Language): readonly Block[] => [
  { kind: 'heading', level: 2, text: record.kind.name[language] },
  paragraph(language, [
    [WORDS.documentNumber, record.documentNumber],
    [WORDS.decisionDate, record.decisionDate],
    [WORDS.authority, record.authority],
    [WORDS.author, record.author],
    ...record.fields.map(({ label, value }): Line => [label, value[language]]),
    [WORDS.until, record.countsUntil],
    [WORDS.objection, record.objection?.filedOn],
    [WORDS.supplement, record.supplement],
  ]),
];

const measureBlocks = (measure: ReportMeasure, language: Language): readonly Block[] => {
  const { title, number = '', article } = measure.basis;
  return [
    { kind: 'heading', level: 2, text: `${measure.effect.name[language]} ${measure.measure.name[language]}` },
    paragraph(language, [
      [WORDS.department, measure.department.name[language]],
      [WORDS.initiator, measure.initiator.name[language]],
      [WORDS.decision, measure.decisionDocument],
      [WORDS.basis, `${title[language]} ${number} ${article[language]}`.replaceAll(/ +/g, ' ')],
      [WORDS.term, `${measure.from} – ${measure.until}`],
    ]),
  ];
};

const chapterBlocks = (chapter: ReportChapter, at: number, language: Language): readonly Block[] => [
  { kind: 'heading', level: 1, text: `${at + 1}. ${chapter.name[language]}` },
  ...(chapter.empty ? [{ kind: 'paragraph', text: chapter.empty[language] } as const] : []),
  ...chapter.records.flatMap((record) => recordBlocks(record, language)),
  ...chapter.measures.flatMap((measure) => measureBlocks(measure, language)),
  ...chapter.advice.map((advice) => ({ kind: 'paragraph', text: advice[language] }) as const),
  ...(chapter.omitted > 0 ? [paragraph(language, [[WORDS.omitted, String(chapter.omitted)]])] : []),
];

const head = ({ subject, code, issuedOn, atCounter }: ReportContent, language: Language): Block =>
  paragraph(language, [
    [WORDS.name, subject.name],
    [WORDS.creditCode, subject.unifiedSocialCreditCode],
    [WORDS.registration, subject.registrationNumber],
    [WORDS.document, subject.document?.masked],
    [WORDS.issuedOn, issuedOn],
    [WORDS.code, code],
    [WORDS.counter, atCounter?.receiptNumber],
  ]);

const momentOf = ({ issuedAt }: ReportContent): Instant => {
  const at = parseInstant(issuedAt);
  if (at === undefined) throw new Error(`a report was issued at no moment: ${issuedAt}`);
  return at;
};

/** A report as it is printed; the same report gives the same document. */
export const reportDocument = (
  content: ReportContent,
  { digest, signature }: ReportAttestation,
  language: Language,
): Document => ({
  title: WORDS.title[language],
  subtitle: `${content.issuedOn}${WORDS.own[language]}`,
  language,
  orientation: 'portrait',
  at: momentOf(content),
  blocks: [
    head(content, language),
    { kind: 'paragraph', text: WORDS.nothingMore[language] },
    ...content.chapters.flatMap((chapter, at) => chapterBlocks(chapter, at, language)),
    { kind: 'heading', level: 1, text: WORDS.remedies[language] },
    ...content.remedies.map((remedy) => ({ kind: 'paragraph', text: remedy[language] }) as const),
    { kind: 'heading', level: 1, text: WORDS.verification[language] },
    { kind: 'paragraph', text: WORDS.howTo[language] },
    paragraph(language, [
      [WORDS.code, content.code],
      [WORDS.digest, digest],
      [WORDS.signature, `${signature.keyId} ${signature.value}`],
    ]),
  ],
});
