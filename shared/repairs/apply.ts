import * as z from 'zod';
import { caseId } from '../cases/case-id.ts';
import { FileIds } from '../files/attachable.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
import { changeBy } from '../register/transition.ts';
import { identityNumbersIn, type Text } from '../subjects/identity-numbers.ts';
import { COMMITMENT_PUBLICITY, REPAIR_TARGETS, type Repair } from './repair.ts';
import { acceptanceDue } from './repair-terms.ts';
import type { Repairable } from './repairable.ts';
import { isOpen } from './transitions.ts';

/** 信用修复申请: what is to be repaired, how the duty was performed, the files that prove it, and the commitment. */
export const RepairSubmission = z
  .strictObject({
    target: z.strictObject({
      type: z.enum(REPAIR_TARGETS).describe('失信记录 record · 联合惩戒案件 case'),
      id: caseId.describe('其编号 its id'),
    }),
    performance: shortText(4000).describe(
      '纠正失信行为、履行义务的情况 how what was wrong was put right and the duty performed',
    ),
    files: FileIds.default([]),
    commitment: z
      .strictObject({
        reason: shortText(512).describe('承诺事由 on what occasion'),
        content: shortText(4000).describe('承诺内容 what is promised'),
        liability: shortText(4000).describe('违诺责任 what follows if it is broken'),
        madeOn: dateText.describe('承诺作出日期 the day on which it is made'),
        validUntil: dateText.exactOptional().describe('承诺有效期 until when it holds'),
        publicity: z
          .enum(COMMITMENT_PUBLICITY)
          .describe('公开类型：可向社会公开 public · 特定范围内公开 limited · 不可公开 not-public'),
      })
      .describe('信用承诺（信用修复型） the commitment'),
  })
  .meta({ id: 'RepairSubmission' });
export type RepairSubmission = z.output<typeof RepairSubmission>;

/** Who applies, and what of the subject is known. */
export interface ApplicationContext {
  readonly by: Actor;
  readonly today: CalendarDate;
  /** The mandate under which it is applied for; the clerk's account, where that is over the counter. */
  readonly mandate: string;
  readonly clerk?: string;
  /** Every application of the subject so far. */
  readonly earlier: readonly Repair[];
  /** Why the files may not be attached. */
  readonly files: readonly Failure[];
  readonly idOf: (keyed: Pick<Repair, 'subject' | 'target' | 'number'>) => string;
}

const sameTarget = (one: Pick<Repair, 'target'>, other: Pick<Repair, 'target'>): boolean =>
  one.target.type === other.target.type && one.target.id === other.target.id;

/** Whether bad faith that was recorded in a repair of the subject bars another: not before the last of those days. */
export const barredBy = (earlier: readonly Repair[], today: CalendarDate): CalendarDate | undefined =>
  earlier
    .flatMap(({ badFaith }) => (badFaith === undefined || badFaith.reversal ? [] : badFaith.until))
    .filter((until) => today < until)
    .toSorted()
    .at(-1);

/**
 * The number of an application: where one for the same target waits for its decision it is that one's, so that the table itself keeps two
 * from waiting at once and knows a request that is sent again.
 */
const numberOf = (found: Repairable, earlier: readonly Repair[]): number => {
  const before = earlier.filter((repair) => sameTarget(repair, found));
  return before.find(isOpen)?.number ?? before.length + 1;
};

const mayApply = (found: Repairable, { earlier, today }: ApplicationContext): readonly Failure[] => {
  const { earliest } = found;
  const until = barredBy(earlier, today);
  return [
    ...(today < earliest.date
      ? [
          {
            kind: 'repair-too-early',
            pointer: '/target',
            parameters: { earliest: earliest.date, rule: earliest.ruleVersion, basis: earliest.basis },
          } as const,
        ]
      : []),
    ...(until ? [{ kind: 'repair-barred', parameters: { until } } as const] : []),
  ];
};

const textsOf = ({ performance, commitment }: RepairSubmission): readonly Text[] => [
  { pointer: '/performance', text: performance },
  { pointer: '/commitment/reason', text: commitment.reason },
  { pointer: '/commitment/content', text: commitment.content },
  { pointer: '/commitment/liability', text: commitment.liability },
];

const unfitCommitment = (
  { commitment: { madeOn, validUntil, publicity } }: RepairSubmission,
  { subject, target }: Repairable,
  today: CalendarDate,
): readonly Failure[] => {
  const bounds = { earliest: target.decisionDate, latest: today };
  const isDated = bounds.earliest <= madeOn && madeOn <= bounds.latest;
  return [
    ...(isDated ? [] : [{ kind: 'date-out-of-bounds', pointer: '/commitment/madeOn', parameters: bounds } as const]),
    ...(validUntil !== undefined && validUntil <= today
      ? [{ kind: 'invalid-value', pointer: '/commitment/validUntil', parameters: { expected: `> ${today}` } } as const]
      : []),
    // Nothing of a natural person becomes public (I6).
    ...(subject.category === 'person' && publicity === 'public'
      ? [{ kind: 'person-not-disclosed', pointer: '/commitment/publicity' } as const]
      : []),
  ];
};

/** Applies for a repair, or says everything that stands against it: not before its day, and not while bad faith bars it. */
export const applyForRepair = (
  found: Repairable,
  submission: RepairSubmission,
  context: ApplicationContext,
): Result<Repair, Failures> => {
  const { by, today, mandate, clerk, earlier, files } = context;
  const failures = [
    ...mayApply(found, context),
    ...unfitCommitment(submission, found, today),
    ...identityNumbersIn(textsOf(submission)),
    ...files,
  ];
  if (isRefused(failures)) return fail(failures);
  const { target, department, subject, earliest } = found;
  const number = numberOf(found, earlier);
  const { performance, files: attached, commitment } = submission;
  return ok({
    id: context.idOf({ subject, target, number }),
    version: 1,
    state: 'applied',
    change: changeBy({ action: 'apply' }, by),
    number,
    target,
    department,
    subject,
    application: {
      appliedOn: today,
      performance,
      files: attached,
      mandate,
      ...(clerk !== undefined && { clerk }),
      at: by.at,
    },
    commitment,
    earliest: { date: earliest.date, ruleVersion: earliest.ruleVersion },
    acceptBy: acceptanceDue(today),
    urgings: [],
  });
};
