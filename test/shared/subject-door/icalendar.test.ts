import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDate, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { type CalendarEvent, iCalendar } from '../../../shared/subject-door/icalendar.ts';

const AT = toInstant(Date.parse('2026-11-10T02:00:00.000Z'));
const event = (changed: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'AAAAAAAAAAAAAAAAAAAAAQ-answer-by@joint-credit',
  on: calendarDate('2026-11-17'),
  summary: '陈述申辩期限',
  description: '庄人社监〔2026〕31号',
  tentative: false,
  ...changed,
});

/** The lines as a calendar program reads them: unfolded (RFC 5545 §3.1). */
const unfolded = (file: string): readonly string[] => file.replaceAll('\r\n ', '').split('\r\n').filter(Boolean);
const memberOf = (file: string, name: string): string =>
  unfolded(file)
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1) ?? '';
const unescaped = (value: string): string =>
  value.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));

describe('a calendar file', () => {
  it('is one all-day event after another, each of one day', () => {
    expect(unfolded(iCalendar('信用日历', [event()], AT))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Joint Credit//Subject//ZH',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'X-WR-CALNAME:信用日历',
      'BEGIN:VEVENT',
      'UID:AAAAAAAAAAAAAAAAAAAAAQ-answer-by@joint-credit',
      'DTSTAMP:20261110T020000Z',
      'DTSTART;VALUE=DATE:20261117',
      'DTEND;VALUE=DATE:20261118',
      'SUMMARY:陈述申辩期限',
      'DESCRIPTION:庄人社监〔2026〕31号',
      'STATUS:CONFIRMED',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
    ]);
  });

  it('says of a day that may still change that it is tentative', () => {
    expect(memberOf(iCalendar('', [event({ tentative: true })], AT), 'STATUS')).toBe('TENTATIVE');
  });

  it('ends the year where the year ends', () => {
    const file = iCalendar('', [event({ on: calendarDate('2026-12-31') })], AT);
    expect(unfolded(file)).toContain('DTEND;VALUE=DATE:20270101');
  });

  it('takes any text whole: folded to 75 bytes, no character torn, nothing of it read as a line of its own', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    const hostile = fc.constantFrom(
      'a;b,c\\d\nEND:VEVENT\r\nBEGIN:VEVENT',
      'END:VCALENDAR\r',
      '𠮷'.repeat(120),
      '\u0000\u0007',
    );
    fc.assert(
      fc.property(fc.oneof(text, hostile), (summary) => {
        const file = iCalendar('', [event({ summary })], AT);
        expect(file.endsWith('\r\n')).toBe(true);
        for (const line of file.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
        }
        expect(unfolded(file).filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
        const read = unescaped(memberOf(file, 'SUMMARY'));
        expect(read).toBe(summary.replaceAll(/\r\n|\r/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, ''));
      }),
    );
  });
});
