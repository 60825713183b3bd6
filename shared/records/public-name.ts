import { comparableText } from '../kernel/comparable-text.ts';
import { SUBJECT_CATEGORY_WORDS } from '../subjects/subject.ts';
import { isSoleTrader } from '../subjects/unified-social-credit-code.ts';
import type { CreditRecord } from './record.ts';

/** What is written beside an operator's name: 张三（个体工商户）. */
const FORM = /个体工商户|个体户|个体|经营者[::]?|[()]/g;
/** Two to four characters, some of them masked perhaps: no trade name that names its trade is so short, and most persons' names are. */
const LIKE_A_PERSON = /^[\p{Script=Han}*×]{2,4}$/u;
/** 买买提·艾力 */
const IN_PARTS = /^\p{Script=Han}+(?:[·•‧・]\p{Script=Han}+)+$/u;

/** Where nobody said who the operator is, what may be a person's name is taken for one (I6). */
const isOperators = (name: string, operator: string | undefined): boolean => {
  const own = comparableText(name).replaceAll(FORM, '');
  if (operator !== undefined) return own === comparableText(operator);
  return LIKE_A_PERSON.test(own) || IN_PARTS.test(name.replaceAll(/[\s()（）]|个体工商户|个体户/g, ''));
};

/** What the public reads. A sole trader without a trade name is registered under the operator's own: then only the category is shown (I6). */
export const publicName = ({ category, name, ...subject }: CreditRecord['subject']): string => {
  const { unifiedSocialCreditCode: code, legalRepresentative } = subject;
  const isTrader = category === 'sole-trader' || (code !== undefined && isSoleTrader(code));
  return isTrader && isOperators(name, legalRepresentative?.name) ? SUBJECT_CATEGORY_WORDS['sole-trader'] : name;
};
