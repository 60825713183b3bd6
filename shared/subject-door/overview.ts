import * as z from 'zod';
import { holdsOn } from '../authorisations/give.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { dateView, labelView } from '../kernel/view.ts';
import { CAPACITIES, CHANNELS, type Mandate } from '../mandates/mandate.ts';
import { isRecordKind, KINDS, kindDefinition } from '../records/kinds/kinds.ts';
import { NamedSubjectView } from '../subjects/subject-view.ts';
import type { CalendarEntry } from './calendar.ts';
import { CalendarEntryView, toCalendarEntry } from './calendar-view.ts';
import { isToldOf } from './case-views.ts';
import { coded, codedView, partyOn } from './department-view.ts';
import { standingOn } from './record-standing.ts';
import type { SubjectHeads } from './subject-heads.ts';
import { RECORD_STANDINGS, STANDING_WORDS } from './words.ts';

const CAPACITY_WORDS: Readonly<Record<(typeof CAPACITIES)[number], Label>> = {
  self: { zh: '本人', en: 'the subject itself' },
  agent: { zh: '委托代理人', en: 'agent' },
  guardian: { zh: '监护人', en: 'guardian' },
  'bankruptcy-administrator': { zh: '破产管理人', en: 'administrator in bankruptcy' },
  heir: { zh: '继承人', en: 'heir' },
};

const mandate = z.object({
  capacity: z.object({ code: z.enum(CAPACITIES), name: labelView }),
  channel: z.enum(CHANNELS),
  from: dateView,
  until: dateView.describe('自该日起不再有效 no longer in force from this day on'),
  enteredBy: codedView.describe('登记授权的窗口单位 whose counter entered it'),
  receiptNumber: z.string(),
});

/** Where a subject stands, at a glance. Counts of what is kept, and no judgement of it: there is no score of anybody (I9). */
export const OverviewView = z
  .object({
    subject: NamedSubjectView,
    acting: mandate.describe('本次办理所依据的授权 the mandate under which you act'),
    mandates: z.array(mandate).describe('可以代表本主体办理的全部授权 everybody who may act for the subject'),
    records: z.array(
      z.object({
        kind: z.object({ code: z.enum(KINDS), name: labelView }),
        standing: z.object({ code: z.enum(RECORD_STANDINGS), name: labelView }),
        count: z.int(),
      }),
    ),
    archived: z
      .array(
        z.object({
          kind: codedView,
          department: codedView.optional(),
          archivedOn: dateView,
          eraseOn: dateView.optional().describe('内容删除日 the day by which its content is gone'),
        }),
      )
      .describe('已归档，不再公示、共享或者使用 in the archive: neither public, shared nor used any more'),
    openCases: z.int(),
    measuresInForce: z.int(),
    authorisationsInForce: z.int(),
    next: z.array(CalendarEntryView).describe('近期日期 the next days of the calendar'),
  })
  .meta({ id: 'SubjectOverview' });

/** Days of the calendar that are shown at a glance. */
const NEXT_DAYS = 10;

const toMandate = (one: Mandate, today: CalendarDate): z.input<typeof mandate> => ({
  capacity: coded(one.capacity, CAPACITY_WORDS),
  channel: one.channel,
  from: one.from,
  until: one.until,
  enteredBy: partyOn(one.department, today),
  receiptNumber: one.evidence.receiptNumber,
});

const recordCounts = ({ records }: SubjectHeads, today: CalendarDate) => {
  const counted = Map.groupBy(records, (record) => `${record.kind} ${standingOn(record, today)}`);
  return KINDS.flatMap((kind) =>
    RECORD_STANDINGS.flatMap((standing) => {
      const count = counted.get(`${kind} ${standing}`)?.length ?? 0;
      const named = { kind: { code: kind, name: kindDefinition(kind).label } };
      return count === 0 ? [] : [{ ...named, standing: coded(standing, STANDING_WORDS), count }];
    }),
  );
};

const kindName = (kind: string): Label => (isRecordKind(kind) ? kindDefinition(kind).label : { zh: kind, en: kind });

/** What was put away is said to be there, with the day on which it goes for good; its content is opened on a document only. */
const archivedOf = ({ putAway }: SubjectHeads, today: CalendarDate) =>
  putAway
    .filter(({ state, of }) => state === 'archived' && of === 'record')
    .map(({ kind = 'record', department, archivedOn, eraseOn }) => ({
      kind: { code: kind, name: kindName(kind) },
      department: department === undefined ? undefined : partyOn(department, today),
      archivedOn,
      eraseOn,
    }));

/** What an overview is made of. */
export interface OverviewSources {
  readonly acting: Mandate;
  readonly mandates: readonly Mandate[];
  readonly heads: SubjectHeads;
  readonly calendar: readonly CalendarEntry[];
  /** How many are in force, as a check reads them. */
  readonly measuresInForce: number;
}

export const toOverview = (
  { acting, mandates, heads, calendar, measuresInForce }: OverviewSources,
  today: CalendarDate,
): z.input<typeof OverviewView> => ({
  subject: acting.subject,
  acting: toMandate(acting, today),
  mandates: mandates.map((one) => toMandate(one, today)),
  records: recordCounts(heads, today),
  archived: archivedOf(heads, today),
  openCases: heads.cases.filter((joint) => isToldOf(joint) && joint.state !== 'ended').length,
  measuresInForce,
  authorisationsInForce: heads.authorisations.filter((given) => holdsOn(given, today)).length,
  next: calendar
    .filter(({ on }) => on >= today)
    .slice(0, NEXT_DAYS)
    .map(toCalendarEntry),
});
