import type { FunctionName } from '../../../infra/function-names.ts';
import { notification } from '../../../shared/notifications/notification.ts';
import { recordFromItem } from '../../../shared/records/record-store.ts';
import { usual, weighedReferenceSet } from '../reference/usual.ts';
import { queueEvent, streamEvent } from '../units/town.ts';
import { OFFICERS, posting, request } from './events.ts';
import { headItemsOf } from './head-items.ts';

const ID = 'hMupF8z2hk5cIsZlMR3J5h';

/** Functions with buckets, which are not played. */
type WithBuckets =
  // Reads for an auditor, who waits.
  | 'audit'
  | 'access-exports'
  | 'publish'
  | 'fold-deltas'
  | 'pack-exchange'
  | 'take-exchange'
  | 'files'
  | 'scan-file'
  | 'imports'
  | 'take-imports';

/** The event with which each function is woken, in an empty town. */
export const firstEvents = async (): Promise<Readonly<Record<Exclude<FunctionName, WithBuckets>, unknown>>> => {
  const penalty = usual(await weighedReferenceSet(), ({ submission }) => submission.kind === 'administrative-penalty');
  const officer = { department: penalty.department, sub: OFFICERS.first };
  const [item = {}] = await headItemsOf([penalty]);
  const { image: record } = recordFromItem(item);
  const told = { type: 'record.posted', recipient: 'credit-office', at: record.receivedAt } as const;
  const get = (path: string, query?: Readonly<Record<string, string>>) => ({
    ...request(officer, { method: 'GET', path, id: ID }),
    ...(query && { queryStringParameters: query }),
  });
  const change = (path: string, body: unknown) =>
    request(officer, { path: `/records/${ID}/${path}`, id: ID, body, headers: { 'if-match': '"1"' } });
  const withdrawal = { verb: 'revoke', document: '复决〔2026〕3号', decidedOn: '2026-11-20', reason: '主要事实不清' };
  return {
    'post-records': posting(officer, penalty.submission),
    'get-record': get(`/records/${ID}`),
    'get-record-history': get(`/records/${ID}/history`),
    'correct-record': change('corrections', { reason: '录入有误', content: { remarks: '更正' } }),
    'find-outcome': change('fulfilment', { status: '全部履行', foundOn: '2026-11-20' }),
    'propose-withdrawal': change('withdrawal', withdrawal),
    'confirm-withdrawal': change('withdrawal/confirmation', { confirmed: true }),
    'release-hold': change('hold-release', { finding: '同一主体已更名' }),
    'list-notifications': get('/notifications'),
    'acknowledge-notification': request(officer, { path: `/notifications/${ID}/acknowledgement`, id: ID }),
    endpoints: get('/endpoints'),
    subscriptions: get('/subscriptions'),
    'send-deliveries': { at: '2026-11-20T00:00:00Z' },
    'get-disclosure-statistics': get('/statistics/disclosures', { month: '2026-10' }),
    'joint-statistics': get('/statistics/joint', { month: '2026-10' }),
    tasks: request(officer, { method: 'GET', path: '/tasks', roles: 'implementer' }),
    letters: request(officer, { method: 'GET', path: '/letters', roles: 'reporter' }),
    repairs: request(officer, { method: 'GET', path: '/repairs', roles: 'reporter' }),
    objections: request(officer, { method: 'GET', path: '/objections', roles: 'reporter' }),
    'record-suspensions': request(officer, {
      path: '/records/{id}/suspension',
      id: ID,
      roles: 'court',
      body: { document: '（2026）辽0283行保1号', reason: '停止执行' },
    }),
    subjects: request(officer, { method: 'GET', path: '/subjects/{id}', id: ID, roles: 'subject' }),
    authorisations: request(officer, { method: 'GET', path: '/authorisations', roles: 'reader' }),
    'verify-report': request(officer, { method: 'GET', path: '/report-verifications/{code}' }),
    mandates: request(officer, { method: 'GET', path: '/subjects', roles: 'counter-clerk' }),
    'typical-cases': get('/typical-cases', { year: '2026' }),
    instruments: get('/instruments'),
    lists: get('/lists/measures'),
    cases: get('/cases/{id}'),
    'get-case-timeline': get(`/cases/${ID}/timeline`),
    checks: request(
      { ...officer, department: 'finance' },
      {
        path: '/checks',
        body: {
          decisionType: 'procurement-qualification',
          reference: '庄采资〔2026〕1号',
          subjects: [{ unifiedSocialCreditCode: '91210299000000019R' }],
        },
      },
    ),
    'green-channel': request(officer, {
      path: '/green-channel',
      body: {
        reference: '庄市监办〔2026〕1号',
        purpose: '食品经营许可',
        subject: { unifiedSocialCreditCode: '91210299000000019R' },
      },
    }),
    acceptances: request(officer, { method: 'GET', path: '/acceptances' }),
    'progress-reports': get('/progress-reports', { period: '2026-Q4' }),
    withdrawals: get('/reopen-list'),
    'api-pages': get('/openapi.json'),
    'not-found': get('/nowhere'),
    relay: streamEvent(item),
    'deliver-notification': queueEvent(notification(record, told, () => ID)),
    'fold-statistics': {},
    'disclose-statistics': {},
    'lay-site': {},
    'work-on-cases': queueEvent({ type: 'repeal', basis: 'some-law-3', run: 'v1', pass: 1, quiet: 0 }),
    'end-by-date': {},
    retain: {},
    archive: request(officer, { method: 'GET', path: `/records/${ID}/erasure`, roles: 'credit-office' }),
    'flag-checks': {},
    'run-clocks': {},
  };
};
