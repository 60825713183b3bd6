import type { Label } from '../kernel/label.ts';
import { KINDS, type RecordKind } from '../records/kinds/kinds.ts';

/** Chapters of the national credit report (信用中国), in its order. */
export const CHAPTER_CODES = [
  'administration',
  'honesty',
  'serious-untrustworthiness',
  'abnormal-operation',
  'commitments',
  'ratings',
  'judgments',
  'other',
  'advice',
  'local',
] as const;
export type ChapterCode = (typeof CHAPTER_CODES)[number];

export const CHAPTER_NAMES: Readonly<Record<ChapterCode, Label>> = {
  administration: { zh: '行政管理', en: 'Administration' },
  honesty: { zh: '诚实守信', en: 'Honesty and trustworthiness' },
  'serious-untrustworthiness': { zh: '严重失信主体名单', en: 'Lists of seriously untrustworthy entities' },
  'abnormal-operation': { zh: '经营异常', en: 'Abnormal operation' },
  commitments: { zh: '信用承诺', en: 'Commitments' },
  ratings: { zh: '信用评价', en: 'Ratings' },
  judgments: { zh: '司法判决', en: 'Judgments' },
  other: { zh: '其他', en: 'Other' },
  advice: { zh: '信用状况提升建议', en: 'How to improve' },
  local: { zh: '地方补充', en: 'Local supplement' },
};

/** Which kinds stand in which chapter; one that stands in none is in 其他. */
const KINDS_OF: Partial<Record<ChapterCode, readonly string[]>> = {
  administration: ['administrative-licence', 'administrative-penalty'],
  honesty: ['honour'],
  'serious-untrustworthiness': ['serious-untrustworthiness-listing'],
  commitments: ['commitment'],
  ratings: ['rating', 'member-evaluation', 'third-party-report'],
  judgments: ['court-defaulter'],
};

const placed = new Set(Object.values(KINDS_OF).flat());

/** The kinds of records in a chapter. */
export const kindsOf = (chapter: ChapterCode): readonly RecordKind[] =>
  KINDS.filter((kind) => (chapter === 'other' ? !placed.has(kind) : (KINDS_OF[chapter]?.includes(kind) ?? false)));

/** Chapters that are made of records, whether this system collects any or not. */
export const RECORD_CHAPTERS: readonly ChapterCode[] = CHAPTER_CODES.filter(
  (chapter) => chapter !== 'advice' && chapter !== 'local',
);
