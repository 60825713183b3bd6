import { beijingDate, type CalendarDate, type Instant } from '../kernel/beijing-time.ts';
import type { Actor } from '../register/head.ts';
import { nextTypicalCase } from './transitions.ts';
import type { Effect, TypicalCase } from './typical-case.ts';

/** What the superior platform is sent of one typical case: what the public may read, and no more. */
export interface ExportedCase {
  readonly publicId: string;
  readonly title: string;
  readonly text: string;
  readonly field: string;
  readonly effect: Effect;
  readonly department: string;
  readonly publishFrom: CalendarDate;
  readonly publishUntil: CalendarDate;
}

/** One package: what is public since the last one, and what was sent before and has been taken back since. */
export interface ExportPackage {
  readonly format: 'joint-credit-typical-cases/1';
  readonly package: string;
  readonly cutAt: Instant;
  readonly published: readonly ExportedCase[];
  readonly withdrawn: readonly { readonly publicId: string }[];
}

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

/** The receipt on the head: that it went, or that its withdrawal did. Undefined if there is nothing to receipt. */
export const withReceipt = (typical: TypicalCase, name: string, by: Actor): TypicalCase | undefined => {
  const receipt = { at: by.at, package: name };
  const due = exportOf(typical, beijingDate(by.at));
  if (due === 'published') return nextTypicalCase(typical, 'export', by, { exported: receipt });
  if (due === 'withdrawn') {
    return nextTypicalCase(typical, 'export-withdrawal', by, { withdrawalExported: receipt });
  }
  return undefined;
};
