import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import { unifiedSocialCreditCode } from '../subjects/code-schemas.ts';
import { SubjectSubmission } from '../subjects/subject.ts';
import { type Content, contentSchema, documentNumberSchema } from './content-schema.ts';
import { KINDS, kindDefinition, type RecordKind } from './kinds/kinds.ts';

/** Grades of severity: 轻微 minor, 一般 general, 严重 serious. */
export const GRADES = ['minor', 'general', 'serious'] as const;

/** Grades of Order 36 (信用修复管理办法): 轻微, 一般, 严重; the sector's criterion says why. */
export const Severity = z.strictObject({
  grade: z.enum(GRADES),
  criterion: shortText(1000).describe('认定标准 the sector authority’s criterion that was applied'),
});
export type Severity = z.output<typeof Severity>;

/** 公开决定: whether the record is public, on which basis. A record without one is not public. */
export const DisclosureDecision = z.strictObject({
  public: z.boolean(),
  basis: shortText(500).describe('公开或不公开的依据 basis in law'),
  socialImpact: shortText(1000)
    .exactOptional()
    .describe('具有一定社会影响的说明（行政处罚法第四十八条） which social impact the penalty has'),
  necessity: shortText(1000).exactOptional().describe('轻微失信信息确需公示的理由 why a minor case must be public'),
  decidedOn: dateText,
  publishFrom: dateText.exactOptional().describe('不早于此日公开 not before this day'),
});
export type DisclosureDecision = z.output<typeof DisclosureDecision>;

const unit = z.strictObject({ name: shortText(200), unifiedSocialCreditCode });

const common = {
  subject: SubjectSubmission,
  decisionDate: dateText,
  authority: unit
    .exactOptional()
    .describe('决定机关；缺省为报送部门 deciding authority, by default the department that posts'),
  source: unit.exactOptional().describe('数据来源单位 source unit, by default the authority'),
  disclosure: DisclosureDecision.exactOptional(),
};

const actDate = dateText.exactOptional().describe('违法行为日期 date of the act; required for a person');

/** A record as a department posts it, in our names; only negative kinds have a date of the act, and some of them a severity. */
export interface RecordSubmission {
  readonly kind: RecordKind;
  readonly subject: SubjectSubmission;
  readonly documentNumber: string;
  readonly decisionDate: CalendarDate;
  readonly authority?: z.output<typeof unit>;
  readonly source?: z.output<typeof unit>;
  readonly disclosure?: DisclosureDecision;
  readonly actDate?: CalendarDate;
  readonly severity?: Severity;
  readonly content: Content;
}

const submissionOf = (kind: RecordKind) => {
  const { negative, statesSeverity } = kindDefinition(kind);
  const shape = {
    kind: z.literal(kind),
    ...common,
    documentNumber: documentNumberSchema(kind),
    content: contentSchema(kind),
  };
  if (statesSeverity) return z.strictObject({ ...shape, actDate, severity: Severity.exactOptional() });
  return negative ? z.strictObject({ ...shape, actDate }) : z.strictObject(shape);
};

const [firstKind, ...otherKinds] = KINDS;

/** The schema of a posting: one shape for each kind, made from the kind's data. */
export const RecordSubmission: z.ZodType<RecordSubmission> = z
  .discriminatedUnion('kind', [submissionOf(firstKind), ...otherKinds.map(submissionOf)])
  .meta({ id: 'RecordSubmission' });
