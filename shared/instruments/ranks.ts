import type { Label } from '../kernel/label.ts';

/** What kind of text an instrument is, strongest first (立法法 98–103). */
export const RANKS = [
  'law',
  'administrative-regulation',
  'central-policy',
  'local-regulation',
  'departmental-rule',
  'local-rule',
  'provincial-provision',
  'normative-document',
  'memorandum',
  'rating',
] as const;
export type Rank = (typeof RANKS)[number];

/**
 * Ranks that may carry a measure, for some measures at least (国办发〔2020〕49号). A normative document of a city or county,
 * a memorandum of co-operation and a rating stand in the register as history and open nothing.
 */
export const OPENING_RANKS = [
  'law',
  'administrative-regulation',
  'central-policy',
  'local-regulation',
  'departmental-rule',
  'local-rule',
  'provincial-provision',
] as const satisfies readonly Rank[];
export type OpeningRank = (typeof OPENING_RANKS)[number];

interface RankDefinition {
  readonly label: Label;
  /** Greater is stronger; 0 opens nothing. For order only: a measure names each rank that it needs. */
  readonly strength: number;
}

/** Every rank with its name and its strength. */
export const RANK_DEFINITIONS: Readonly<Record<Rank, RankDefinition>> = {
  law: { label: { zh: '法律', en: 'law' }, strength: 7 },
  'administrative-regulation': { label: { zh: '行政法规', en: 'administrative regulation' }, strength: 6 },
  'central-policy': {
    label: { zh: '党中央、国务院政策文件', en: 'policy document of the Party centre or the State Council' },
    strength: 5,
  },
  'local-regulation': { label: { zh: '地方性法规', en: 'local regulation' }, strength: 4 },
  'departmental-rule': { label: { zh: '部门规章', en: 'departmental rule' }, strength: 3 },
  'local-rule': { label: { zh: '地方政府规章', en: 'rule of a local government' }, strength: 2 },
  'provincial-provision': { label: { zh: '国家或省级规定', en: 'national or provincial provision' }, strength: 1 },
  'normative-document': { label: { zh: '规范性文件', en: 'normative document' }, strength: 0 },
  memorandum: { label: { zh: '合作备忘录', en: 'memorandum of co-operation' }, strength: 0 },
  rating: { label: { zh: '评级', en: 'rating' }, strength: 0 },
};

/** Whether an instrument of this rank may carry anything at all. */
export const opensAnything = (rank: Rank): boolean => RANK_DEFINITIONS[rank].strength > 0;
