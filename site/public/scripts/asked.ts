import { findIdentityNumbers } from '../../../shared/subjects/personal-data-in-text.ts';
import { normaliseCode, parseUnifiedSocialCreditCode } from '../../../shared/subjects/unified-social-credit-code.ts';

/** What somebody looks for. */
export type Asked =
  | { readonly is: 'nothing' | 'person' | 'wrong-format' | 'wrong-check' }
  | { readonly is: 'code'; readonly code: string }
  | { readonly is: 'name'; readonly name: string };

/** As long as a code, or a number of the sort: nobody is called so. */
const LIKE_A_CODE = /^(?=(?:.*\d){8})[0-9A-Z]{15,20}$/;

/** Reads what was entered: a code if it looks like one (exact, its check character proven), else a name; never a person's number. */
export const readAsked = (text: string): Asked => {
  const name = text.trim();
  if (name === '') return { is: 'nothing' };
  const parsed = parseUnifiedSocialCreditCode(name);
  if (parsed.ok) return { is: 'code', code: parsed.value };
  if (findIdentityNumbers(name).length > 0) return { is: 'person' };
  if (!LIKE_A_CODE.test(normaliseCode(name))) return { is: 'name', name };
  return { is: parsed.failure.kind === 'check-character' ? 'wrong-check' : 'wrong-format' };
};
