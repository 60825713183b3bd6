import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import type { Label } from '../kernel/label.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText, slug } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
import type { NamedSubject } from '../subjects/named-subject.ts';
import { AUTHORISED_KINDS, type Authorisation, type AuthorisedKind, authorisedKindName } from './authorisation.ts';
import { type Purpose, purposeOn, type Reader, readerOn } from './readers.ts';
import { consentOn, filledIn, latestUntil } from './rules.ts';

/** What the subject authorises: who may read what, why, and until when. */
export const AuthorisationSubmission = z.strictObject({
  reader: slug.describe('被授权的机构代码 code of the reader'),
  purpose: slug.describe('用途代码，一项授权一个用途 code of the one purpose'),
  kinds: z
    .array(z.enum(AUTHORISED_KINDS))
    .min(1)
    .max(AUTHORISED_KINDS.length)
    .describe('可查询的信息种类 kinds of what may be read'),
  until: dateText.describe('自该日零时起失效，最长九十日 the first day on which it holds no more; 90 days at most'),
  consent: z
    .strictObject({
      wording: shortText(20).describe('同意书文字的版本 version of the wording'),
      separate: z.literal(true),
    })
    .exactOptional()
    .describe('自然人的单独同意 separate consent: asked of natural persons (个人信息保护法 14、23、29)'),
});
export type AuthorisationSubmission = z.output<typeof AuthorisationSubmission>;

/** Under which mandate something is done; over the counter with the receipt number of the visit. */
export interface GivenUnder {
  readonly mandate: string;
  readonly receiptNumber?: string;
}

export interface GivingContext {
  readonly subject: NamedSubject;
  readonly under: GivenUnder;
  /** What the subject gave before. */
  readonly known: readonly Authorisation[];
  readonly by: Actor;
  readonly today: CalendarDate;
  readonly idOf: (keyed: Pick<Authorisation, 'subject' | 'reader' | 'purpose' | 'givenOn' | 'number'>) => string;
}

/** Whether an authorisation holds on a day. */
export const holdsOn = ({ state, givenOn, until }: Authorisation, day: CalendarDate): boolean =>
  state === 'given' && givenOn <= day && day < until;

const listed = (kinds: readonly AuthorisedKind[]): Label => {
  const names = kinds.map(authorisedKindName);
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') };
};

const kindsAsListed = (kinds: readonly AuthorisedKind[]): readonly AuthorisedKind[] =>
  AUTHORISED_KINDS.filter((kind) => kinds.includes(kind));

const termFailures = (until: CalendarDate, today: CalendarDate): readonly Failure[] => {
  const latest = latestUntil(today);
  return until <= today || until > latest
    ? [{ kind: 'invalid-value', pointer: '/until', parameters: { expected: `> ${today}, ≤ ${latest}` } }]
    : [];
};

/** A person agrees to each authorisation by itself, to the wording that is in force; nobody else needs to. */
const consentFailures = (
  { consent }: AuthorisationSubmission,
  { subject, today }: GivingContext,
): readonly Failure[] => {
  const { version } = consentOn(today);
  if (consent === undefined ? subject.category !== 'person' : consent.wording === version) return [];
  return [{ kind: 'separate-consent-required', pointer: '/consent', parameters: { wording: version } }];
};

const consentOf = (
  submission: AuthorisationSubmission,
  { reader, purpose }: { readonly reader: Reader; readonly purpose: Purpose },
  today: CalendarDate,
): Pick<Authorisation, 'consent'> => {
  if (submission.consent === undefined) return {};
  const wording = consentOn(today);
  const places = { reader: reader.name, contact: reader.contact, purpose: purpose.name };
  const text = filledIn(wording, {
    ...places,
    kinds: listed(kindsAsListed(submission.kinds)),
    until: submission.until,
  });
  return { consent: { wording: wording.version, ...text } };
};

const isSame = (known: Authorisation, { kinds, until }: AuthorisationSubmission): boolean =>
  known.until === until && known.kinds.join() === kindsAsListed(kinds).join();

/**
 * Gives an authorisation, its first version. One that holds for the same reader and purpose is the same one if it says the same, and is to be
 * revoked first if it does not: nobody is left to wonder which of two holds.
 */
export const giveAuthorisation = (
  submission: AuthorisationSubmission,
  context: GivingContext,
): Result<Authorisation, Failures> => {
  const { subject, under, known, by, today, idOf } = context;
  const reader = readerOn(submission.reader, today);
  const purpose = purposeOn(submission.purpose, today);
  const failures: readonly Failure[] = [
    ...(reader ? [] : [{ kind: 'unknown-reader', pointer: '/reader' } as const]),
    ...(purpose
      ? []
      : [{ kind: 'unknown-code', pointer: '/purpose', parameters: { code: submission.purpose } } as const]),
    ...termFailures(submission.until, today),
    ...consentFailures(submission, context),
  ];
  if (isRefused(failures)) return fail(failures);
  if (reader === undefined || purpose === undefined) throw new Error('a reader and a purpose were demanded');
  const alike = known.filter((one) => one.reader === reader.code && one.purpose === purpose.code);
  const holding = alike.find((one) => holdsOn(one, today));
  if (holding !== undefined) {
    return isSame(holding, submission)
      ? ok(holding)
      : fail([{ kind: 'authorisation-exists', parameters: { until: holding.until } }]);
  }
  const number = alike.filter(({ givenOn }) => givenOn === today).length + 1;
  const keyed = { subject, reader: reader.code, purpose: purpose.code, givenOn: today, number };
  return ok({
    ...keyed,
    id: idOf(keyed),
    version: 1,
    state: 'given',
    change: { action: 'give', ...by },
    kinds: kindsAsListed(submission.kinds),
    until: submission.until,
    ...consentOf(submission, { reader, purpose }, today),
    ...under,
  });
};
