import { OPENING_RANKS, type OpeningRank } from '../instruments/ranks.ts';
import type { Label } from '../kernel/label.ts';
import data from './national-items.json' with { type: 'json' };

/**
 * Kinds of the national list: A by public bodies, impairs rights or adds duties; B by public bodies as management;
 * C by others than public bodies, of their own will.
 */
export const NATIONAL_KINDS = ['A', 'B', 'C'] as const;
export type NationalKind = (typeof NATIONAL_KINDS)[number];

/** An item of the national basic list of punitive measures 全国失信惩戒措施基础清单. What is not on it may not be used. */
export interface NationalItem {
  readonly code: string;
  readonly kind: NationalKind;
  readonly name: Label;
  /** Ranks of which a basis must be (浙江省公共信用信息管理条例 26 as the model). */
  readonly ranks: readonly OpeningRank[];
}

const kindOf = (text: string): NationalKind => {
  const kind = NATIONAL_KINDS.find((known) => known === text);
  if (kind === undefined) throw new Error(`national-items.json: there is no kind ${text}`);
  return kind;
};

const ranksOf = (name: string): readonly OpeningRank[] => {
  const given = Object.entries(data.ranks).find(([group]) => group === name)?.[1] ?? [];
  return OPENING_RANKS.filter((rank) => given.includes(rank));
};

/** The fourteen items. */
export const NATIONAL_ITEMS: readonly NationalItem[] = data.items.map((item) => ({
  ...item,
  kind: kindOf(item.kind),
  ranks: ranksOf(item.ranks),
}));

const byCode: ReadonlyMap<string, NationalItem> = new Map(NATIONAL_ITEMS.map((item) => [item.code, item]));

/** The item of a code. */
export const nationalItem = (code: string): NationalItem | undefined => byCode.get(code);
