import * as z from 'zod';
import { labelText, shortText, slug } from '../kernel/schema.ts';
import { EFFECTS, RESPONSIBLE_CLASSES, Usable } from './entry.ts';

/** An entry of the list of behaviours 行为清单: what is typically trustworthy or seriously untrustworthy, on which basis, and who may say so. */
export const Behaviour = z
  .strictObject({
    code: slug,
    field: slug.describe('领域 code of a field'),
    effect: z.enum(EFFECTS).describe('守信激励 incentive · 失信惩戒 punishment'),
    name: labelText(300),
    bases: z.array(slug).max(20).describe('依据：规范性文件代码 codes of instruments'),
    initiators: z.array(slug).min(1).max(20).describe('发起部门 departments that may initiate'),
    nationalItem: shortText(200)
      .exactOptional()
      .describe('全国公共信用信息基础目录对应的名单 list of the national catalogue'),
    persons: z
      .array(z.strictObject({ class: z.enum(RESPONSIBLE_CLASSES), basis: slug }))
      .max(8)
      .exactOptional()
      .describe('责任人员：法律点名的类别及其依据 classes that a law names, each with the instrument that names it'),
    usable: Usable,
  })
  .meta({ id: 'Behaviour' });
export type Behaviour = z.output<typeof Behaviour>;
