import { type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import data from './readers.json' with { type: 'json' };

/** A bank or another body that subjects may authorise to read: the department claim of its token is its code. */
export interface Reader {
  readonly code: string;
  readonly name: Label;
  /** Where a subject reaches it (personal information protection law, article 23). */
  readonly contact: Label;
}

/** What a reader reads for. */
export interface Purpose {
  readonly code: string;
  readonly name: Label;
}

interface Dated {
  readonly validFrom: string;
  readonly validTo?: string;
}

const READERS: readonly (Reader & Dated)[] = data.readers;
const PURPOSES: readonly (Purpose & Dated)[] = data.purposes;

const isValidOn = ({ validFrom, validTo }: Dated, day: CalendarDate): boolean =>
  calendarDate(validFrom) <= day && (validTo === undefined || day <= calendarDate(validTo));

const of =
  <One extends Dated & { readonly code: string }>(all: readonly One[]) =>
  (code: string, day: CalendarDate): One | undefined =>
    all.find((one) => one.code === code && isValidOn(one, day));

/** The reader of a code, if it may be authorised on the day. */
export const readerOn: (code: string, day: CalendarDate) => Reader | undefined = of(READERS);

/** The purpose of a code, if it may be read for on the day. */
export const purposeOn: (code: string, day: CalendarDate) => Purpose | undefined = of(PURPOSES);

/** Every reader that may be authorised on a day. */
export const readersOn = (day: CalendarDate): readonly Reader[] => READERS.filter((reader) => isValidOn(reader, day));

/** Every purpose that may be read for on a day. */
export const purposesOn = (day: CalendarDate): readonly Purpose[] =>
  PURPOSES.filter((purpose) => isValidOn(purpose, day));

const named = (all: readonly (Reader | Purpose)[], code: string): Label => {
  const found = all.find((one) => one.code === code);
  return found?.name ?? { zh: code, en: code };
};

/** What a reader is called, whether it may still be authorised or not. */
export const readerName = (code: string): Label => named(READERS, code);

/** What a purpose is called. */
export const purposeName = (code: string): Label => named(PURPOSES, code);
