import type { Mandate } from '../mandates/mandate.ts';
import type { HeadKey } from '../register/head.ts';
import { digestId } from './digest-id.ts';

/** What tells a mandate from the others of its account: for whom, in what capacity, since when, on which receipt. */
type Distinct = Pick<Mandate, 'capacity' | 'from' | 'evidence'> & { readonly subject: Pick<Mandate['subject'], 'key'> };

/** Key of a mandate: in the partition of its account, so that one consistent Query answers for whom an account may act. */
export const mandateKey = ({ account, ...mandate }: Pick<Mandate, 'account'> & Partial<Distinct>): HeadKey => {
  const { subject, capacity, from, evidence } = mandate;
  const parts = [subject?.key, capacity, from, evidence?.receiptNumber];
  return { pk: `ACCOUNT#${digestId(account)}`, sk: `mandate#${digestId(parts.join('|'))}` };
};
