import { addDays, type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import data from './rules.json' with { type: 'json' };

const ruleOn = <Rule extends { readonly from: string }>(rules: readonly Rule[], day: CalendarDate): Rule => {
  const rule = rules.findLast(({ from }) => calendarDate(from) <= day);
  if (rule === undefined) throw new RangeError(`authorisations/rules.json holds no rule for ${day}`);
  return rule;
};

/** The latest day before which an authorisation that is given on a day must end. */
export const latestUntil = (day: CalendarDate): CalendarDate => addDays(day, ruleOn(data.terms, day).longestDays);

/** The wording of a person's separate consent, with places for who reads, why, what and until when. */
export interface ConsentWording {
  readonly version: string;
  readonly text: Label;
}

/** The wording in force on a day. */
export const consentOn = (day: CalendarDate): ConsentWording => {
  const { version, zh, en } = ruleOn(data.consents, day);
  return { version, text: { zh, en } };
};

/** A wording with its places filled in, as the person agreed to it. */
export const filledIn = (
  { text }: ConsentWording,
  given: Readonly<Record<'reader' | 'contact' | 'purpose' | 'kinds', Label>> & { readonly until: CalendarDate },
): Label => {
  const { until, ...labels } = given;
  const fill = (language: keyof Label): string =>
    Object.entries(labels).reduce(
      (filled, [place, label]) => filled.replaceAll(`{${place}}`, label[language]),
      text[language].replaceAll('{until}', until),
    );
  return { zh: fill('zh'), en: fill('en') };
};
