import { COMPANY } from '../../../builders/submissions.ts';
import { type Api, type Officer, officer } from './api.ts';

export const CLERK = officer('business-environment', 'clerk-1', 'counter-clerk');

/** An account of the subject's side: it works in no department. */
export const account = (name: string): Officer => ({ department: '', officer: name, roles: 'subject' });

/** Has a clerk enter that an account may act for a subject; the id stands in /subjects/{id}. */
export const mandateOf = async (
  api: Pick<Api, 'call'>,
  who: Officer,
  given: {
    readonly subject?: object;
    readonly capacity?: string;
    readonly until?: string;
    readonly receipt?: string;
  } = {},
): Promise<string> => {
  const { subject = COMPANY, capacity = 'self', until = '2027-11-01', receipt = '回执-1' } = given;
  const reply = await api.call('enter-mandate', {
    who: CLERK,
    body: {
      subject,
      capacity,
      account: who.officer,
      until,
      evidence: { receiptNumber: receipt, document: '营业执照与法定代表人身份证明' },
    },
  });
  if (reply.status > 201) throw new Error(JSON.stringify(reply.body));
  return reply.body.id;
};

/** Opens a visit at the counter: the clerk acts on paper evidence for one day. */
export const visitOf = async (
  api: Pick<Api, 'call'>,
  given: { readonly subject?: object; readonly capacity?: string; readonly receipt: string },
): Promise<string> => {
  const { subject = COMPANY, capacity = 'self', receipt } = given;
  const evidence = { receiptNumber: receipt, document: '居民身份证原件' };
  const reply = await api.call('enter-mandate', { who: CLERK, body: { subject, capacity, evidence } });
  if (reply.status > 201) throw new Error(JSON.stringify(reply.body));
  return reply.body.id;
};
