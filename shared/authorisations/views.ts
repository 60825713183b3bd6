import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import { NamedSubjectView } from '../subjects/subject-view.ts';
import { AUTHORISED_KINDS, type Authorisation, authorisedKindName } from './authorisation.ts';
import { holdsOn } from './give.ts';
import { purposeName, purposesOn, readerName, readersOn } from './readers.ts';
import { consentOn } from './rules.ts';

const coded = z.object({ code: z.string(), name: labelView });

const shared = {
  id: z.string(),
  version: z.int(),
  purpose: coded,
  kinds: z.array(z.object({ code: z.enum(AUTHORISED_KINDS), name: labelView })),
  givenOn: dateView,
  until: dateView.describe('自该日零时起失效 the first day on which it holds no more'),
  subscribedAt: instantView
    .optional()
    .describe(
      '被授权机构自此被告知新增信息，随授权终止 since when the reader is told of new records; it ends with the authorisation',
    ),
};

/** An authorisation as its subject reads it. */
export const OwnAuthorisationView = z
  .object({
    ...shared,
    state: z.enum(['in-force', 'expired', 'revoked']),
    reader: coded,
    consent: z
      .object({ wording: z.string(), zh: z.string(), en: z.string() })
      .optional()
      .describe('单独同意的原文 the separate consent in its very words'),
    receiptNumber: z.string().optional().describe('窗口受理编号 receipt number of the visit at the counter'),
    revokedAt: instantView.optional(),
  })
  .meta({ id: 'Authorisation' });

/** What the subject gave, and what it may give. */
export const OwnAuthorisationsView = z
  .object({
    authorisations: z.array(OwnAuthorisationView),
    readers: z.array(coded.extend({ contact: labelView })).describe('可以授权的机构 who may be authorised'),
    purposes: z.array(coded),
    consent: z
      .object({ wording: z.string(), text: labelView })
      .describe('现行单独同意书 the wording of a separate consent now in force'),
  })
  .meta({ id: 'Authorisations' });

/** An authorisation as its reader reads it: neither how nor by whom it was given. */
export const ReaderAuthorisationView = z
  .object({ ...shared, subject: NamedSubjectView })
  .meta({ id: 'ReaderAuthorisation' });

export const ReaderAuthorisationsView = z
  .object({ authorisations: z.array(ReaderAuthorisationView) })
  .meta({ id: 'ReaderAuthorisations' });

const stands = (given: Authorisation, today: CalendarDate) => {
  if (given.state === 'revoked') return 'revoked';
  return holdsOn(given, today) ? 'in-force' : 'expired';
};

const sharedOf = ({ id, version, purpose, kinds, givenOn, until, subscribed }: Authorisation) => ({
  id,
  version,
  purpose: { code: purpose, name: purposeName(purpose) },
  kinds: kinds.map((code) => ({ code, name: authorisedKindName(code) })),
  givenOn,
  until,
  subscribedAt: subscribed?.at,
});

export const toOwnAuthorisation = (
  given: Authorisation,
  today: CalendarDate,
): z.input<typeof OwnAuthorisationView> => ({
  ...sharedOf(given),
  state: stands(given, today),
  reader: { code: given.reader, name: readerName(given.reader) },
  consent: given.consent,
  receiptNumber: given.receiptNumber,
  revokedAt: given.revokedAt,
});

/** Newest first, with all that a new one needs. */
export const toOwnAuthorisations = (
  given: readonly Authorisation[],
  today: CalendarDate,
): z.input<typeof OwnAuthorisationsView> => {
  const { version: wording, text } = consentOn(today);
  return {
    authorisations: given
      .toSorted((a, b) => (a.change.at > b.change.at ? -1 : 1))
      .map((one) => toOwnAuthorisation(one, today)),
    readers: readersOn(today).map(({ code, name, contact }) => ({ code, name, contact })),
    purposes: purposesOn(today).map(({ code, name }) => ({ code, name })),
    consent: { wording, text },
  };
};

export const toReaderAuthorisation = (given: Authorisation): z.input<typeof ReaderAuthorisationView> => ({
  ...sharedOf(given),
  subject: given.subject,
});
