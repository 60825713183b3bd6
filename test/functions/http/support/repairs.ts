import { penalty } from '../../../builders/submissions.ts';
import type { Reply } from '../../../to-be-problem.ts';
import { type Api, type Officer, officer, REPORTER } from './api.ts';

/** Who decides on what REPORTER wrote; another of the department; who supervises. */
export const DECIDER = officer('market-regulation', 'officer-2');
export const THIRD = officer('market-regulation', 'officer-3');
export const OFFICE = officer('credit-office', 'officer-1', 'credit-office');

let serial = 0;

/** Posts a record; its id. */
export const postedAs = async (api: Pick<Api, 'call'>, body: unknown, who: Officer = REPORTER): Promise<string> => {
  const reply = await api.call('post-records', { who, body });
  const id = reply.body.outcomes?.[0]?.record?.id ?? reply.body.id;
  if (typeof id !== 'string') throw new Error(JSON.stringify(reply.body));
  return id;
};

/** A general penalty of 3 August 2026, to be repaired from 3 November on, that REPORTER posted; its id. */
export const posted = (api: Pick<Api, 'call'>, override: object = {}): Promise<string> => {
  serial += 1;
  const decisionDate = '2026-08-03';
  const disclosure = { ...penalty().disclosure, decidedOn: decisionDate };
  const documentNumber = `庄市监罚〔2026〕${9_000 + serial}号`;
  return postedAs(api, penalty({ documentNumber, decisionDate, disclosure, ...override }));
};

export const application = (id: string, override: object = {}) => ({
  target: { type: 'record', id },
  performance: '罚款已经缴清，不合格产品已经全部召回。',
  commitment: {
    reason: '申请信用修复',
    content: '依法经营，不再销售不合格产品。',
    liability: '违背承诺的，自愿接受处理。',
    madeOn: '2026-11-09',
    publicity: 'limited',
  },
  ...override,
});

export const grant = (override: object = {}) => ({
  outcome: 'granted',
  document: '庄市监修〔2026〕1号',
  decidedOn: '2026-11-10',
  examined: '缴款凭证、整改报告',
  reasons: '最短公示期已满，义务已经履行。',
  ...override,
});

/** Steps of one application, each on the version that the step before gave. */
export const repairing = (api: Pick<Api, 'call'>) => {
  const change = async (
    operation:
      | 'accept-repair'
      | 'extend-repair'
      | 'decide-repair'
      | 'record-bad-faith'
      | 'reverse-bad-faith'
      | 'urge-repair',
    repair: Reply['body'],
    given: { readonly who: Officer; readonly body: unknown; readonly version?: number },
  ): Promise<Reply> =>
    api.call(operation, {
      who: given.who,
      id: repair.id,
      headers: { 'if-match': `"${given.version ?? repair.version}"` },
      body: given.body,
    });

  return {
    change,
    apply: (who: Officer, mandate: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
      api.call('apply-for-repair', { who, id: mandate, body, headers }),
    accept: (repair: Reply['body'], who = THIRD, body: unknown = { outcome: 'accepted' }) =>
      change('accept-repair', repair, { who, body }),
    decide: (repair: Reply['body'], body: unknown = grant(), who = DECIDER) =>
      change('decide-repair', repair, { who, body }),
    withdraw: (who: Officer, mandate: string, repair: Reply['body'], body: unknown = {}) =>
      api.call('withdraw-repair', {
        who,
        id: mandate,
        params: { repair: repair.id },
        headers: { 'if-match': `"${repair.version}"` },
        body,
      }),
  };
};
