import * as z from 'zod';
import { beijingDate, type CalendarDate, type Instant } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import { EFFECTS } from '../lists/entry.ts';
import type { Actor } from '../register/head.ts';
import { instantImage } from '../register/head-image.ts';
import { nextTypicalCase } from './transitions.ts';
import type { TypicalCase } from './typical-case.ts';

/** What the superior platform is sent of one typical case: what the public may read, and no more. */
const ExportedCase = z.object({
  publicId: z.string(),
  title: z.string(),
  text: z.string(),
  field: z.string(),
  effect: z.enum(EFFECTS),
  department: z.string(),
  publishFrom: dateText,
  publishUntil: dateText,
});
type ExportedCase = z.output<typeof ExportedCase>;

/** One package: what is public since the last one, and what was sent before and has been taken back since. */
export const ExportPackage = z.object({
  format: z.literal('joint-credit-typical-cases/1'),
  package: z.string(),
  cutAt: instantImage,
  published: z.array(ExportedCase).readonly(),
  withdrawn: z.array(z.object({ publicId: z.string() })).readonly(),
});
export type ExportPackage = Readonly<z.output<typeof ExportPackage>>;

/** Public on a day: published, begun, and not over. */
export const isPublicOn = ({ state, publishFrom, publishUntil }: TypicalCase, today: CalendarDate): boolean =>
  state === 'published' &&
  publishFrom !== undefined &&
  publishUntil !== undefined &&
  publishFrom <= today &&
  today < publishUntil;

/** What a typical case is to the next package: new, taken back after it had been sent, or nothing. */
export const exportOf = (typical: TypicalCase, today: CalendarDate): 'published' | 'withdrawn' | undefined => {
  if (typical.exported === undefined) return isPublicOn(typical, today) ? 'published' : undefined;
  if (typical.state !== 'withdrawn' || typical.withdrawalExported !== undefined) return undefined;
  return 'withdrawn';
};

const exportedCase = (typical: TypicalCase): readonly ExportedCase[] => {
  const { publicId, title, text, field, effect, department, publishFrom, publishUntil } = typical;
  if (publishFrom === undefined || publishUntil === undefined) return [];
  return [{ publicId, title, text, field, effect, department, publishFrom, publishUntil }];
};

/** Packs what is due, in the order of public ids: the same cases give the same package. */
export const exportPackage = (name: string, cases: readonly TypicalCase[], cutAt: Instant): ExportPackage => {
  const today = beijingDate(cutAt);
  const inOrder = cases.toSorted((a, b) => (a.publicId < b.publicId ? -1 : 1));
  return {
    format: 'joint-credit-typical-cases/1',
    package: name,
    cutAt,
    published: inOrder.filter((typical) => exportOf(typical, today) === 'published').flatMap(exportedCase),
    withdrawn: inOrder
      .filter((typical) => exportOf(typical, today) === 'withdrawn')
      .map(({ publicId }) => ({ publicId })),
  };
};

/** What a package says of a typical case: that it is public, that it is not any more, or nothing. */
export const saidIn = (
  { published, withdrawn }: ExportPackage,
  { publicId }: Pick<TypicalCase, 'publicId'>,
): 'published' | 'withdrawn' | undefined => {
  if (published.some((one) => one.publicId === publicId)) return 'published';
  return withdrawn.some((one) => one.publicId === publicId) ? 'withdrawn' : undefined;
};

/**
 * The receipt on the head for a package that was sent; undefined if it bears one. It does not matter what became of the case since: who
 * was sent it must be told of its withdrawal (I4).
 */
export const withReceipt = (typical: TypicalCase, sent: ExportPackage, by: Actor): TypicalCase | undefined => {
  const receipt = { at: by.at, package: sent.package };
  const said = saidIn(sent, typical);
  if (said === 'published' && typical.exported === undefined) {
    return nextTypicalCase(typical, 'export', by, { exported: receipt });
  }
  if (said === 'withdrawn' && typical.withdrawalExported === undefined) {
    return nextTypicalCase(typical, 'export-withdrawal', by, { withdrawalExported: receipt });
  }
  return undefined;
};
