import * as z from 'zod';
import { dateView, instantView } from '../kernel/view.ts';
import { Behaviour } from './behaviour.ts';
import { EDITION_STATES, type Edition, LIST_NAMES } from './edition.ts';
import { PublishedMeasure } from './measure.ts';

const head = {
  id: z.string(),
  version: z.int(),
  state: z.enum(EDITION_STATES),
  list: z.enum(LIST_NAMES),
  edition: z.int().describe('第几版 counted from 1'),
  inForceFrom: dateView,
  note: z.string(),
  authors: z.array(z.string()),
  publishedBy: z.string().optional(),
  change: z.object({
    action: z.string(),
    at: instantView,
    department: z.string(),
    officer: z.string(),
    reason: z.string().optional(),
  }),
};

/** An edition of one of the two lists as departments read it. */
export const EditionView = z
  .discriminatedUnion('list', [
    z.object({ ...head, list: z.literal('behaviours'), entries: z.array(Behaviour) }).meta({ id: 'BehavioursEdition' }),
    z
      .object({ ...head, list: z.literal('measures'), entries: z.array(PublishedMeasure) })
      .meta({ id: 'MeasuresEdition' }),
  ])
  .meta({ id: 'Edition' });

/** An edition without its entries. */
export const EditionSummary = z.object({ ...head, entries: z.int().describe('条目数 how many') }).meta({
  id: 'EditionSummary',
});

/** What distinguishes two editions. */
export const DifferenceView = z
  .object({
    list: z.enum(LIST_NAMES),
    from: z.int(),
    to: z.int(),
    added: z.array(z.string()),
    removed: z.array(z.string()),
    changed: z.array(z.object({ code: z.string(), fields: z.array(z.string()) })),
  })
  .meta({ id: 'EditionDifference' });

/** An edition without its entries. */
export const toEditionSummary = (edition: Edition): z.input<typeof EditionSummary> => ({
  ...edition,
  authors: [...edition.authors],
  entries: edition.entries.length,
});
