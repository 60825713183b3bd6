import * as z from 'zod';
import type { Instant } from '../kernel/beijing-time.ts';
import type { Language } from '../kernel/language.ts';
import { dateView, labelView } from '../kernel/view.ts';
import type { CalendarEntry } from './calendar.ts';
import { CALENDAR_WORDS } from './calendar-words.ts';
import { type CalendarEvent, iCalendar } from './icalendar.ts';

export const CalendarEntryView = z.object({
  on: dateView,
  what: z.object({ code: z.string(), name: labelView }),
  about: z.string().describe('所涉记录、案件、任务、异议或申请的编号 id of what it is about'),
  title: z.string().describe('文书号，或机构、种类的代码 document number, or a code'),
  provisional: z
    .boolean()
    .describe('暂定：所涉年份的放假安排尚未公布 the calendar of a year that it touches is not confirmed yet'),
});

/** A subject's days, in order. */
export const SubjectCalendarView = z.object({ entries: z.array(CalendarEntryView) }).meta({ id: 'SubjectCalendar' });

export const toCalendarEntry = ({ what, ...entry }: CalendarEntry): z.input<typeof CalendarEntryView> => ({
  ...entry,
  what: { code: what, name: CALENDAR_WORDS[what] },
});

const TEXTS = {
  name: { zh: '信用日历', en: 'Credit calendar' },
  provisional: { zh: '（暂定）', en: ' (provisional)' },
} as const;

const eventOf = ({ on, what, about, title, provisional }: CalendarEntry, language: Language): CalendarEvent => ({
  uid: `${about}-${what}@joint-credit`,
  on,
  summary: `${CALENDAR_WORDS[what][language]}${provisional ? TEXTS.provisional[language] : ''}`,
  description: title,
  tentative: provisional,
});

/** The same days as a file for a calendar program; without any name, for such programs pass on what they are given. */
export const calendarFile = (entries: readonly CalendarEntry[], language: Language, at: Instant): Uint8Array => {
  const events = entries.map((entry) => eventOf(entry, language));
  return new TextEncoder().encode(iCalendar(TEXTS.name[language], events, at));
};
