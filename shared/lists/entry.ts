import * as z from 'zod';
import type { Label } from '../kernel/label.ts';
import { labelText } from '../kernel/schema.ts';

/** 守信激励 or 失信惩戒. */
export const EFFECTS = ['incentive', 'punishment'] as const;
export type Effect = (typeof EFFECTS)[number];

/** Classes of persons who may answer beside an organisation, only where a law names the class (article 11). */
export const RESPONSIBLE_CLASSES = [
  'legal-representative',
  'principal',
  'person-mainly-responsible',
  'directly-responsible',
] as const;
export type ResponsibleClass = (typeof RESPONSIBLE_CLASSES)[number];

/** The policy's own words for the classes. */
export const RESPONSIBLE_CLASS_LABELS: Readonly<Record<ResponsibleClass, Label>> = {
  'legal-representative': { zh: '法定代表人', en: 'legal representative' },
  principal: { zh: '主要负责人', en: 'principal' },
  'person-mainly-responsible': { zh: '主要责任人', en: 'person mainly responsible' },
  'directly-responsible': { zh: '直接责任人员', en: 'person directly responsible' },
};

/** Whether today's law carries what an entry says, and if not, why: such an entry is shown and never offered. */
export const Usable = z
  .union([z.literal(true), z.strictObject({ not: labelText(500) })])
  .describe('可以使用；否则说明不可用的理由 true, or why it cannot be used');
export type Usable = z.output<typeof Usable>;
