import type { Label } from '../kernel/label.ts';
import type { ListsOnDay } from './case-lists.ts';

/** What the lists call behaviours and measures, by code; a code is of one list only, or both call it the same. */
export const namesFor = ({
  behaviours,
  measures,
}: Pick<ListsOnDay, 'behaviours' | 'measures'>): ReadonlyMap<string, Label> =>
  new Map([...measures.entries, ...behaviours.entries].map(({ code, name }) => [code, name]));
