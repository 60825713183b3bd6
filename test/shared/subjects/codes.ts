import fc from 'fast-check';
import {
  CREDIT_CODE_ALPHABET,
  creditCodeCheck,
  identityNumberCheck,
  organisationCodeCheck,
} from '../../../shared/subjects/check-characters.ts';

/** Two digits of a real first pair: registering authority and entity class. */
const subjectClasses = [
  '11',
  '12',
  '13',
  '19',
  '21',
  '29',
  '31',
  '35',
  '39',
  '41',
  '51',
  '52',
  '53',
  '61',
  '71',
  '81',
  '91',
  '92',
  '93',
  'A1',
  'N1',
  'N2',
  'N3',
  'Y1',
];
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));

/** Valid unified social credit codes of any area, their inner organisation code valid too. */
export const anyCreditCode = fc
  .tuple(
    fc.constantFrom(...subjectClasses),
    fc.oneof(fc.constant('210299'), digits(6)),
    fc.oneof(digits(8), fc.string({ unit: fc.constantFrom(...CREDIT_CODE_ALPHABET), minLength: 8, maxLength: 8 })),
  )
  .map(([subjectClass, area, body]) => {
    const first17 = `${subjectClass}${area}${body}${organisationCodeCheck(body)}`;
    return `${first17}${creditCodeCheck(first17)}`;
  });

/** Valid resident identity numbers of the unassigned area 210299, so that they are nobody's. */
export const anyIdentityNumber = fc
  .tuple(fc.date({ min: new Date('1900-01-01'), max: new Date('2013-12-31'), noInvalidDate: true }), digits(3))
  .map(([birth, sequence]) => {
    const first17 = `210299${birth.toISOString().slice(0, 10).replaceAll('-', '')}${sequence}`;
    return `${first17}${identityNumberCheck(first17)}`;
  });
