import * as z from 'zod';
import { OPENING_RANKS } from '../instruments/ranks.ts';
import { failureIssue } from '../kernel/failure.ts';
import { labelText, slug } from '../kernel/schema.ts';
import { EFFECTS, RESPONSIBLE_CLASSES, Usable } from './entry.ts';
import { NATIONAL_KINDS, nationalItem } from './national-items.ts';

/** Classes of articles 7–10: 行政性, 市场性, 行业性, 社会性. */
export const MEASURE_CLASSES = ['administrative', 'market', 'industry', 'social'] as const;

/** Months of the longest term that a law sets for a measure here (药品管理法 123: ten years). None is without a term. */
const LONGEST_TERM_MONTHS = 120;

const months = z.int().min(1).max(LONGEST_TERM_MONTHS);

/** A measure as it is stored and read: an edition stays as it was published, whatever later rules a new one must keep. */
export const PublishedMeasure = z.strictObject({
  code: slug,
  name: labelText(300),
  class: z.enum(MEASURE_CLASSES),
  effect: z.enum(EFFECTS).describe('守信激励 incentive · 失信惩戒 punishment'),
  neededRanks: z.array(z.enum(OPENING_RANKS)).min(1).describe('依据所需的效力层级 ranks of which a basis must be'),
  bases: z.array(slug).max(20).describe('依据：规范性文件代码 codes of instruments'),
  binds: z.array(slug).max(40).describe('约束的决定事项 codes of decision types'),
  appliesTo: z.strictObject({
    organisations: z.boolean(),
    soleTraders: z.boolean(),
    persons: z.boolean(),
    responsibleClasses: z.array(z.enum(RESPONSIBLE_CLASSES)).max(RESPONSIBLE_CLASSES.length),
  }),
  departments: z.array(slug).min(1).max(60).describe('实施部门 implementing departments'),
  term: z.strictObject({ minMonths: months, maxMonths: months }).describe('期限（月） bounds of the term in months'),
  obligation: z
    .enum(['obligatory', 'voluntary'])
    .describe('行政机关应当实施；非公共机构自主决定 authorities must, private bodies may'),
  fields: z.union([z.literal('all'), z.array(slug).min(1).max(60)]),
  behaviours: z
    .array(slug)
    .min(1)
    .max(60)
    .exactOptional()
    .describe('仅适用于这些行为；缺省为所列领域的全部行为 only for these behaviours, by default all of its fields'),
  national: z
    .strictObject({ item: slug, kind: z.enum(NATIONAL_KINDS) })
    .exactOptional()
    .describe('全国失信惩戒措施基础清单的项目及类别 item and kind of the national list'),
  usable: Usable,
});

type Shape = z.output<typeof PublishedMeasure>;

interface Mistake {
  readonly path: readonly string[];
  readonly expected: string;
}

const unless = (holds: boolean, path: readonly string[], expected: string): readonly Mistake[] =>
  holds ? [] : [{ path, expected }];

/** Only punishments are on the national list; one that is not on it may be shown, but not used (浙江 28). */
const nationalMistakes = ({ national, effect, usable, neededRanks }: Shape): readonly Mistake[] => {
  if (effect === 'incentive') return unless(national === undefined, ['national'], '—');
  if (national === undefined) return unless(usable !== true, ['national'], 'national-items.json');
  const item = nationalItem(national.item);
  if (item === undefined) return [{ path: ['national', 'item'], expected: 'national-items.json' }];
  return [
    ...unless(item.kind === national.kind, ['national', 'kind'], item.kind),
    ...unless(
      neededRanks.every((rank) => item.ranks.includes(rank)),
      ['neededRanks'],
      item.ranks.join(' | '),
    ),
  ];
};

/** Private bodies are obliged to nothing (国办发〔2020〕49号), and what they may do binds no authority's decision. */
const obligationMistakes = ({ national, class: kind, obligation, binds }: Shape): readonly Mistake[] => {
  const isPrivate = national?.kind === 'C' || kind === 'industry';
  const isPublic = !isPrivate && national !== undefined;
  return [
    ...unless(!isPrivate || obligation === 'voluntary', ['obligation'], 'voluntary'),
    ...unless(!isPublic || obligation === 'obligatory', ['obligation'], 'obligatory'),
    ...unless(obligation === 'obligatory' || binds.length === 0, ['binds'], '[]'),
  ];
};

const otherMistakes = ({ term, appliesTo, effect }: Shape): readonly Mistake[] => {
  const { organisations, soleTraders, persons, responsibleClasses } = appliesTo;
  const isAddressed = organisations || soleTraders || persons || responsibleClasses.length > 0;
  return [
    ...unless(term.minMonths <= term.maxMonths, ['term', 'maxMonths'], `≥ ${term.minMonths}`),
    ...unless(isAddressed, ['appliesTo'], 'organisations | soleTraders | persons | responsibleClasses'),
    ...unless(effect === 'punishment' || responsibleClasses.length === 0, ['appliesTo', 'responsibleClasses'], '[]'),
  ];
};

/** An entry of the list of measures 措施清单: what may be done, on a basis of which rank, by whom, to whom and for how long. */
export const Measure = PublishedMeasure.superRefine((measure, context) => {
  const mistakes = [...nationalMistakes(measure), ...obligationMistakes(measure), ...otherMistakes(measure)];
  for (const { path, expected } of mistakes) {
    context.addIssue({ ...failureIssue({ kind: 'invalid-value', parameters: { expected } }), path: [...path] });
  }
}).meta({ id: 'Measure' });
export type Measure = z.output<typeof Measure>;
