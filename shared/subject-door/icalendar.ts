import { addDays, type CalendarDate, type Instant } from '../kernel/beijing-time.ts';

/** One all-day event. */
export interface CalendarEvent {
  /** Unique and the same each time, so that a calendar that is read in again is not doubled. */
  readonly uid: string;
  readonly on: CalendarDate;
  readonly summary: string;
  readonly description: string;
  /** The day may still change. */
  readonly tentative: boolean;
}

/** Bytes of a line before it is folded (RFC 5545 §3.1); a continuation begins with a space, which counts. */
const LINE_BYTES = 75;

const utf8Length = (character: string): number => new TextEncoder().encode(character).length;

/** Lines of at most 75 bytes; no character is torn apart. */
const folded = (line: string): string => {
  let text = '';
  let bytes = 0;
  for (const character of line) {
    const length = utf8Length(character);
    if (bytes + length > LINE_BYTES) {
      text += '\r\n ';
      bytes = 1;
    }
    text += character;
    bytes += length;
  }
  return text;
};

/** A text as a value (RFC 5545 §3.3.11); a carriage return or another control character is none of a text. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '');

const dateValue = (date: CalendarDate): string => date.replaceAll('-', '');
const stampOf = (at: Instant): string => `${at.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

const linesOf = ({ uid, on, summary, description, tentative }: CalendarEvent, at: Instant): readonly string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  `DTSTAMP:${stampOf(at)}`,
  `DTSTART;VALUE=DATE:${dateValue(on)}`,
  `DTEND;VALUE=DATE:${dateValue(addDays(on, 1))}`,
  `SUMMARY:${escaped(summary)}`,
  `DESCRIPTION:${escaped(description)}`,
  `STATUS:${tentative ? 'TENTATIVE' : 'CONFIRMED'}`,
  // Nobody is busy on that day.
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
];

/** A calendar as an iCalendar file (RFC 5545): all-day events, so that no time zone is needed. */
export const iCalendar = (name: string, events: readonly CalendarEvent[], at: Instant): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Joint Credit//Subject//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap((event) => linesOf(event, at)),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');
