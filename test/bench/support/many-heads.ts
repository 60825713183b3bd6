import { randomText } from '../../../shared/crypto/digests.ts';
import {
  CREDIT_CODE_ALPHABET,
  creditCodeCheck,
  organisationCodeCheck,
} from '../../../shared/subjects/check-characters.ts';
import { parseUnifiedSocialCreditCode } from '../../../shared/subjects/unified-social-credit-code.ts';
import { changed, publicHeads, type StoredHead, storedHead } from './stored-heads.ts';

/** So many entries an organisation has, that has any. */
const ENTRIES_A_SUBJECT = 4;
const DIFFERENT = 1_000;

/** The code of an organisation by its number, of area 210299, which is assigned to nobody. */
const codeOf = (number: number) => {
  const digits = CREDIT_CODE_ALPHABET.length;
  const body = Array.from(
    { length: 8 },
    (_, place) => CREDIT_CODE_ALPHABET[Math.floor(number / digits ** (7 - place)) % digits],
  ).join('');
  const first17 = `91210299${body}${organisationCodeCheck(body)}`;
  const code = parseUnifiedSocialCreditCode(`${first17}${creditCodeCheck(first17)}`);
  if (!code.ok) throw new Error(`${first17} is no code`);
  return code.value;
};

/** Makes public heads one by one, of as many organisations as a town of that size has: none is kept. */
export const headMaker = async () => {
  const models = await publicHeads(DIFFERENT);
  return (at: number): StoredHead => {
    const model = models[at % models.length];
    if (model === undefined || model.record.subject.category === 'person') throw new Error('no head to go by');
    const number = Math.floor(at / ENTRIES_A_SUBJECT);
    const unifiedSocialCreditCode = codeOf(number);
    const subject = {
      ...model.record.subject,
      unifiedSocialCreditCode,
      key: `ORG#${unifiedSocialCreditCode}` as const,
      name: `${model.record.subject.name}${number}`,
    };
    // In no order, as ids are.
    return storedHead({ ...model.record, subject, id: randomText(16), publicId: randomText(16) });
  };
};

/** The next version of a head with another fine. */
export const corrected = (head: StoredHead): StoredHead =>
  changed(head, { content: { ...head.record.content, fineFen: 1 } });
