import * as z from 'zod';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { dateView, labelView } from '../kernel/view.ts';
import { authorOf } from '../records/author.ts';
import { isNegative } from '../records/finding.ts';
import { KINDS, kindDefinition } from '../records/kinds/kinds.ts';
import { publicityOf } from '../records/publicity.ts';
import {
  type CreditRecord,
  END_VERBS,
  HOLD_REASONS,
  type HoldReason,
  type RecordSuspension,
} from '../records/record.ts';
import { coded, codedView, partyOn } from './department-view.ts';
import { recordFields } from './record-fields.ts';
import { endsByItself, standingOn } from './record-standing.ts';
import { END_WORDS, RECORD_STANDINGS, STANDING_WORDS } from './words.ts';

const HOLD_WORDS: Readonly<Record<HoldReason, Label>> = {
  'name-differs': {
    zh: '所报名称与登记的不一致，尚未确认是否为本主体的记录',
    en: 'posted under another name: it is not confirmed yet that it is yours',
  },
  'contact-in-text': { zh: '文字中可能含有电话或者账号', en: 'a telephone or account number may stand in its text' },
};

const GROUND_WORDS: Readonly<Record<RecordSuspension['ground'], Label>> = {
  court: { zh: '法院文书', en: 'on a document of a court' },
  review: { zh: '复议机关文书', en: 'on a document of a review body' },
  'take-down': { zh: '紧急下架', en: 'emergency take-down' },
};

const GRADE_WORDS: Readonly<Record<'minor' | 'general' | 'serious', Label>> = {
  minor: { zh: '轻微', en: 'minor' },
  general: { zh: '一般', en: 'general' },
  serious: { zh: '严重', en: 'serious' },
};

const standing = z.object({ code: z.enum(RECORD_STANDINGS), name: labelView });

/** A record as its subject reads it: all that it says, and no officer. Of a held one only that it is there, and why. */
export const OwnRecordView = z
  .object({
    id: z.string(),
    kind: z.object({ code: z.enum(KINDS), name: labelView }),
    negative: z.boolean(),
    standing,
    department: codedView,
    receivedOn: dateView,
    holds: z
      .array(z.object({ code: z.enum(HOLD_REASONS), name: labelView }))
      .describe('待核实的原因 why it is being verified; what it says is shown once it is confirmed to be yours'),
    documentNumber: z.string().optional(),
    decisionDate: dateView.optional(),
    authority: z.string().optional(),
    author: z
      .string()
      .optional()
      .describe('评价、自律措施或者报告的作出机构 whose statement it is, where it is no decision of an authority'),
    severity: z.object({ grade: z.string(), name: labelView, criterion: z.string() }).optional(),
    fields: z.array(z.object({ name: z.string(), label: labelView, value: labelView })),
    publicFrom: dateView.optional(),
    publicUntil: dateView.optional().describe('自该日零时起不再公示 not public from this day on'),
    countsUntil: dateView.optional().describe('自该日起期限届满 the first day after its term'),
    objection: z
      .object({ id: z.string(), filedOn: dateView, decideBy: dateView, suspendsFrom: dateView.optional() })
      .optional()
      .describe('异议标注 an objection that is not decided yet'),
    suspension: z.object({ ground: codedView, document: z.string(), department: codedView }).optional(),
    supplement: z.string().optional().describe('补充说明 what stands beside it since an objection was decided'),
    end: z
      .object({
        verb: z.object({ code: z.enum(END_VERBS), name: labelView }),
        document: z.string(),
        decidedOn: dateView,
        endedOn: dateView,
      })
      .optional(),
  })
  .meta({ id: 'OwnRecord' });
export type OwnRecordView = z.input<typeof OwnRecordView>;

export const OwnRecordsView = z.object({ records: z.array(OwnRecordView) }).meta({ id: 'OwnRecords' });

const marksOf = ({ objection, suspension, supplement }: CreditRecord, today: CalendarDate) => ({
  objection,
  suspension: suspension && {
    ground: coded(suspension.ground, GROUND_WORDS),
    document: suspension.document,
    department: partyOn(suspension.department, today),
  },
  supplement,
});

/** What a record says: not shown while it is held, for it may be another's (I10). */
const contentOf = (record: CreditRecord, today: CalendarDate) => {
  const { documentNumber, decisionDate, authority, severity, end } = record;
  const publicity = publicityOf(record, today);
  return {
    documentNumber,
    decisionDate,
    authority: authority.name,
    author: authorOf(record),
    severity: severity && {
      grade: severity.grade,
      name: GRADE_WORDS[severity.grade],
      criterion: severity.criterion,
    },
    fields: [...recordFields(record)],
    publicFrom: publicity?.from,
    publicUntil: publicity?.until,
    countsUntil: endsByItself(record, today),
    ...marksOf(record, today),
    end: end && {
      verb: coded(end.verb, END_WORDS),
      document: end.document,
      decidedOn: end.decidedOn,
      endedOn: beijingDate(end.endedAt),
    },
  };
};

/** The view of a record for its subject on a day. */
export const toOwnRecord = (record: CreditRecord, today: CalendarDate): OwnRecordView => {
  const { id, kind, department, receivedAt, holds } = record;
  const { label } = kindDefinition(kind);
  const code = standingOn(record, today);
  return {
    id,
    kind: { code: kind, name: label },
    negative: isNegative(record),
    standing: { code, name: STANDING_WORDS[code] },
    department: partyOn(department, today),
    receivedOn: beijingDate(receivedAt),
    holds: holds.map((reason) => ({ code: reason, name: HOLD_WORDS[reason] })),
    ...(holds.length > 0 ? { fields: [] } : contentOf(record, today)),
  };
};
