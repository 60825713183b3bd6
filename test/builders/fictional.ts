import { creditCodeCheck, identityNumberCheck, organisationCodeCheck } from '../../shared/subjects/check-characters.ts';

/** Assigned to no place, so that codes and numbers of it are nobody's. */
const AREA = '210299';
const ORGANISATION_DIGITS = 8;

/** A company that there is not, with a valid unified code that follows from a number of its own. */
export const fictionalCompany = (number: number, name: string) => {
  const body = String(number).padStart(ORGANISATION_DIGITS, '0');
  const first17 = `91${AREA}${body}${organisationCodeCheck(body)}`;
  return {
    category: 'organisation',
    name,
    unifiedSocialCreditCode: `${first17}${creditCodeCheck(first17)}`,
  } as const;
};
export type FictionalCompany = ReturnType<typeof fictionalCompany>;

/** A person who is nobody, with a valid identity number of a birth date (`YYYYMMDD`) and three digits. */
export const fictionalPerson = (name: string, birth: string, sequence: string) => {
  const first17 = `${AREA}${birth}${sequence}`;
  const number = `${first17}${identityNumberCheck(first17)}`;
  return { category: 'person', name, document: { type: 'resident-identity-card', number } } as const;
};
export type FictionalPerson = ReturnType<typeof fictionalPerson>;
