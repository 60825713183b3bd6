import { identityNumberCheck } from '../../../shared/subjects/check-characters.ts';
import { licence, PERSON, penalty } from '../../builders/submissions.ts';
import { type Api, type OperationId, type Request, SECOND } from '../../functions/http/support/api.ts';
import { creditCode } from './postings.ts';

let serial = 0;
/** What makes a posting a new one: its own number and subject. */
export const fresh = () => {
  serial += 1;
  const subject = {
    ...penalty().subject,
    name: `庄河示例第${serial}有限公司`,
    unifiedSocialCreditCode: creditCode(serial),
  };
  return { documentNumber: `庄罚〔2026〕${serial}号`, subject };
};
const freshPerson = () => {
  const first17 = `21029919900101${String(++serial % 1_000).padStart(3, '0')}`;
  const number = `${first17}${identityNumberCheck(first17)}`;
  const { disclosure: _, ...posting } = penalty({ ...fresh(), actDate: '2026-10-01' });
  return { ...posting, subject: { ...PERSON, document: { ...PERSON.document, number } } };
};
const withName = (subject: object) => ({ ...subject, name: `庄河更名第${serial}有限公司` });

/** A request, ready to be sent. */
export interface Prepared {
  readonly operation: OperationId;
  readonly request: Request;
  /** The record that the request is about, once it exists. */
  readonly id?: string;
}

export const versioned = (version: number) => ({ 'if-match': `"${version}"` });
export const WITHDRAWAL = {
  verb: 'revoke',
  document: '庄市监撤〔2026〕1号',
  decidedOn: '2026-11-09',
  reason: '认定事实不清',
};
const onRecord = async (operation: OperationId, id: string, request: Request = {}): Promise<Prepared> => ({
  operation,
  id,
  request: { id, ...request },
});

/** Every operation of the API, prepared as often as needed on records of its own. */
export const requests = (api: Api) => {
  const posted = async (body: object = penalty(fresh())): Promise<string> => (await api.post(body)).body.id;
  const proposed = async (): Promise<string> => {
    const id = await posted();
    await api.call('propose-withdrawal', { id, headers: versioned(1), body: WITHDRAWAL });
    return id;
  };
  const held = async (): Promise<string> => {
    const { subject } = fresh();
    await posted(penalty({ ...fresh(), subject }));
    return posted(licence({ documentNumber: fresh().documentNumber, subject: withName(subject) }));
  };
  const notified = async (): Promise<string> => {
    const about = await posted();
    const id = `${'n'.repeat(12)}${String(serial).padStart(10, '0')}`;
    const at = api.now();
    const department = 'market-regulation';
    await api.stores.inbox.deliver({
      id,
      about,
      at,
      department,
      recipient: department,
      type: 'record.posted',
      version: 1,
      kind: 'administrative-penalty',
    });
    return id;
  };

  return {
    'a post about a new company': async () => ({ operation: 'post-records', request: { body: penalty(fresh()) } }),
    'a post about a known company': async () => {
      const { subject } = fresh();
      await posted(penalty({ ...fresh(), subject }));
      return { operation: 'post-records', request: { body: penalty({ ...fresh(), subject }) } };
    },
    'a post about a new person': async () => ({ operation: 'post-records', request: { body: freshPerson() } }),
    'a post with an idempotency key': async () => {
      const headers = { 'idempotency-key': `key ${serial}`.replace(' ', '-') };
      return { operation: 'post-records', request: { body: penalty(fresh()), headers } };
    },
    'a correction': async () => {
      const body = { reason: '金额录入有误', content: { fineFen: 1_000_000 } };
      return onRecord('correct-record', await posted(), { headers: versioned(1), body });
    },
    'a proposed withdrawal': async () =>
      onRecord('propose-withdrawal', await posted(), { headers: versioned(1), body: WITHDRAWAL }),
    'a confirmed withdrawal': async () =>
      onRecord('confirm-withdrawal', await proposed(), {
        who: SECOND,
        headers: versioned(2),
        body: { confirmed: true },
      }),
    'a released hold': async () => {
      const body = { finding: '经核对登记档案，系同一主体更名' };
      return onRecord('release-hold', await held(), { who: SECOND, headers: versioned(1), body });
    },
    'a read': async () => onRecord('get-record', await posted()),
    'a history': async () => onRecord('get-record-history', await proposed()),
    'a list of notifications': async () => ({ operation: 'list-notifications', request: {} }),
    'an acknowledgement': async () => ({ operation: 'acknowledge-notification', request: { id: await notified() } }),
    'the statistics': async () => ({
      operation: 'get-disclosure-statistics',
      request: { query: { month: '2026-11' } },
    }),
  } satisfies Record<string, () => Promise<Prepared>>;
};
