import * as z from 'zod';
import { bodyOf } from '../bodies/bodies.ts';
import { departmentOn } from '../departments/departments.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import { CAPACITIES, CHANNELS } from '../mandates/mandate.ts';
import { OBJECTION_OUTCOMES } from '../records/marks.ts';
import { RecordView, toRecordView } from '../records/record-view.ts';
import { NamedSubjectView } from '../subjects/subject-view.ts';
import { objectionClocks } from './duties.ts';
import { bears } from './marks.ts';
import { type Decision, OBJECTION_STATES, type Objection, TARGET_TYPES } from './objection.ts';
import { headOf, type Objected } from './target.ts';

const department = z.object({ code: z.string(), name: labelView.optional() });

const decision = z.object({
  outcome: z
    .enum(OBJECTION_OUTCOMES)
    .describe(
      '删除 delete · 更正 correct · 补充 supplement · 终止公示 end-publication · 移出名单 remove-from-list · 维持 maintain',
    ),
  documentNumber: z.string(),
  decidedOn: dateView,
  examined: z.string().describe('核查情况 what was examined'),
  reason: z.string(),
  supplement: z.string().optional(),
  measures: z.array(z.string()).optional().describe('撤销的措施 measures of the case that were revoked'),
  department,
  officer: z.string().optional().describe('仅供机关查阅 only for authorities'),
  at: instantView,
});

const filing = z.object({
  capacity: z.enum(CAPACITIES),
  channel: z.enum(CHANNELS),
  receiptNumber: z.string().describe('受理回执号 receipt of the counter'),
});

const review = z.object({
  askedOn: dateView,
  grounds: z.string(),
  files: z.array(z.string()),
  by: filing,
  decision: decision.optional(),
});

/** An objection as its subject and the authorities concerned read it; what is not in this schema cannot leave. */
export const ObjectionView = z
  .object({
    id: z.string(),
    version: z.int(),
    state: z
      .enum(OBJECTION_STATES)
      .describe('办理中 open · 已决定 decided · 复核中 in-review · 已复核 reviewed · 随信息终止而了结 moot'),
    target: z.object({
      type: z.enum(TARGET_TYPES),
      id: z.string(),
      kind: z.string(),
      documentNumber: z.string(),
      state: z.string().optional().describe('当前状态，读取单件异议时列出 as it is now, where one objection is read'),
      marked: z.boolean().optional().describe('是否带有异议标注 whether it bears the mark of this objection'),
    }),
    department: department.describe('办理单位 who handles it'),
    forwardedTo: z
      .string()
      .optional()
      .describe(
        '已转送的来源单位：上级平台条目由其来源核查 the source to which it was forwarded: a mirrored entry is examined there',
      ),
    subject: NamedSubjectView,
    by: filing,
    filedOn: dateView,
    grounds: z.string(),
    wanted: z.object({ outcome: z.enum(OBJECTION_OUTCOMES), text: z.string() }),
    files: z.array(z.string()),
    markBy: dateView.describe('异议标注期限 by when the entry is marked'),
    clocks: z.array(
      z.object({
        name: z.enum(['decide-objection', 'review-objection']),
        state: z.enum(['running', 'met', 'breached', 'released']),
        due: dateView,
        provisional: z
          .boolean()
          .describe('暂定：所涉年份的放假安排尚未公布 the calendar of a year that it touches is not confirmed yet'),
        basis: labelView,
      }),
    ),
    suspends: z
      .boolean()
      .describe('逾期未决定的，暂停公示和使用 not decided in time, the entry is neither public nor used until it is'),
    extension: z.object({ reason: z.string(), at: instantView }).optional(),
    decision: decision.optional(),
    reviewUntil: dateView.optional().describe('可以申请复核的最后一日 the last day on which review can be asked for'),
    review: review.optional(),
    moot: z.object({ reason: z.string(), at: instantView }).optional(),
  })
  .meta({ id: 'Objection' });
export type ObjectionView = z.input<typeof ObjectionView>;

/** An objection as an authority reads it, with the record that it is against. */
export const HandledObjectionView = ObjectionView.extend({
  record: RecordView.optional().describe('所异议的记录；案件另行读取 the record; a case is read by itself'),
}).meta({ id: 'HandledObjection' });

/** Who reads, on which day, and what the objection is against, where that was read. */
export interface ObjectionFacts {
  readonly today: CalendarDate;
  readonly objected?: Objected;
  /** The subject's side reads which authority decided, and not which officer. */
  readonly forSubject?: true;
}

const named = (code: string, today: CalendarDate) => ({
  code,
  name: departmentOn(code, today)?.name ?? bodyOf(code)?.name,
});

const decided = (one: Decision | undefined, { today, forSubject }: ObjectionFacts) => {
  if (one === undefined) return undefined;
  const { officer, measures, ...rest } = one;
  return {
    ...rest,
    ...(measures && { measures: [...measures] }),
    department: named(one.department, today),
    ...(forSubject ? {} : { officer }),
  };
};

/** The view of an objection on a day. */
export const toObjectionView = (objection: Objection, facts: ObjectionFacts): ObjectionView => {
  const { target, department: code, markBy, reviewUntil, review: asked, extension, ...rest } = objection;
  const { today, objected } = facts;
  const { type, id, kind, documentNumber } = target;
  const now = objected && { state: headOf(objected).state, marked: bears(headOf(objected), objection) };
  return {
    ...rest,
    target: { type, id, kind, documentNumber, ...now },
    department: named(code, today),
    files: [...objection.files],
    markBy: markBy.date,
    clocks: [...objectionClocks(objection, today)],
    extension: extension && { reason: extension.reason, at: extension.at },
    decision: decided(objection.decision, facts),
    reviewUntil: reviewUntil?.date,
    review: asked && { ...asked, files: [...asked.files], decision: decided(asked.decision, facts) },
  };
};

/** The view for who handles or supervises it: with the record as it is now. */
export const toHandledView = (objection: Objection, facts: ObjectionFacts): z.input<typeof HandledObjectionView> => ({
  ...toObjectionView(objection, facts),
  record: facts.objected?.type === 'record' ? toRecordView(facts.objected.record, { today: facts.today }) : undefined,
});
