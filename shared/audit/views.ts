import * as z from 'zod';
import { dateView, instantView, labelView } from '../kernel/view.ts';

const FINDING_CODES = [
  'unreadable',
  'content-changed',
  'link-broken',
  'version-missing',
  'version-unexpected',
  'version-swapped',
  'foreign-content',
  'attribute-differs',
  'head-missing',
] as const;

/** What the auditor learns of a chain: whether it holds, and what of it not; nothing of its content. */
export const ChainView = z
  .object({
    id: z.string(),
    entity: z.string().optional().describe('条目类别 what sort of head it is'),
    holds: z.boolean().describe('整条链成立 nothing is wrong with it'),
    versions: z.int(),
    erased: z
      .int()
      .describe('内容已依法删除、链仍可证明的版本数 versions whose content was erased; the chain is provable still'),
    hash: z.string().optional().describe('现行版本的校验值 hash of the newest version'),
    findings: z.array(z.object({ version: z.int(), code: z.enum(FINDING_CODES), meaning: labelView })),
  })
  .meta({ id: 'ChainAudit' });

/** A check beside its decision, without officers and without the subjects' names. */
export const CheckSampleView = z
  .object({
    month: z.string(),
    seed: z.string(),
    checks: z.int().describe('当月核查数 checks of the month'),
    sample: z.array(
      z.object({
        id: z.string(),
        department: z.string(),
        decisionType: z.string(),
        reference: z.string(),
        openedAt: instantView,
        askings: z.int(),
        subjects: z.int().describe('所查主体数 how many subjects were asked about'),
        state: z.enum(['clear', 'owed', 'overdue', 'answered']),
        dueOn: dateView.optional(),
        flaggedAt: instantView.optional(),
        decisionDocument: z.string().optional(),
        measures: z.array(
          z.object({
            id: z.string(),
            code: z.string(),
            name: labelView,
            authority: z.string(),
            documentNumber: z.string(),
            until: dateView,
            outcome: z.enum(['applied', 'declined', 'missing']),
            document: z.string().optional(),
            reason: z.string().optional(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'CheckSample' });
