/** GB 32100-2015: 31 characters, their place is their value; I, O, S, V and Z are missing. */
export const CREDIT_CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_CODE_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The weighted sum of the characters' values, or undefined if one is not of the alphabet. */
const weightedSum = (text: string, alphabet: string, weights: readonly number[]): number | undefined => {
  if (text.length !== weights.length) return undefined;
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) {
    const value = alphabet.indexOf(text[at] ?? '');
    if (value < 0) return undefined;
    sum += (weights[at] ?? 0) * value;
  }
  return sum;
};

const CREDIT_CODE_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Character 18 of a unified social credit code for the first 17: GB/T 17710, ISO 7064 MOD 31,3. */
export const creditCodeCheck = (first17: string): string | undefined => {
  const sum = weightedSum(first17, CREDIT_CODE_ALPHABET, CREDIT_CODE_WEIGHTS);
  return sum === undefined ? undefined : CREDIT_CODE_ALPHABET[(31 - (sum % 31)) % 31];
};

const ORGANISATION_CODE_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Character 9 of an organisation code for the first 8: GB 11714-1997. */
export const organisationCodeCheck = (first8: string): string | undefined => {
  const sum = weightedSum(first8, ORGANISATION_CODE_ALPHABET, ORGANISATION_CODE_WEIGHTS);
  return sum === undefined ? undefined : '0123456789X'[(11 - (sum % 11)) % 11];
};

const IDENTITY_NUMBER_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Character 18 of an identity number for the first 17 digits: GB 11643-1999, ISO 7064 MOD 11-2. */
export const identityNumberCheck = (first17: string): string | undefined => {
  const sum = weightedSum(first17, '0123456789', IDENTITY_NUMBER_WEIGHTS);
  return sum === undefined ? undefined : '10X98765432'[sum % 11];
};

/** Digit 15 of a business registration number for the first 14: GS 15-2006, ISO 7064 MOD 11,10. */
export const registrationNumberCheck = (first14: string): string => {
  const product = [...first14].reduce((carry, digit) => {
    const sum = (carry + Number(digit)) % 10;
    return ((sum === 0 ? 10 : sum) * 2) % 11;
  }, 10);
  return String((11 - product) % 10);
};

/** Whether a bank card number's last digit fits: ISO/IEC 7812-1, Luhn. */
export const luhnHolds = (digits: string): boolean => {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
};
