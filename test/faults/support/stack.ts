import { clientOf, officer } from '../../e2e/client.ts';
import { startTarget } from '../../e2e/target.ts';

const DEPARTMENT = 'market-regulation';
const WITHDRAWAL = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-09', reason: '认定事实不清' };

/** The stack in this process, its clock at `now`, its publications fired by hand; and what the tests of its clock do with it. */
export const startStack = async (now: string) => {
  const target = await startTarget(new Date(now));
  const api = clientOf(target);
  const published = async (path: string) => (await api.published(path)).body;
  const change = async (path: string, { version, body, by }: { version: number; body: object; by?: string }) => {
    const options = { body, headers: { 'if-match': `"${version}"` } };
    const reply = await api.call(officer(DEPARTMENT, by), 'POST', path, options);
    if (reply.status !== 200) throw new Error(`POST ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  };
  return {
    ...target,
    api,
    published,
    clockAt: (instant: string) => target.setClock(new Date(instant)),
    publish: async (reason: 'daily' | 'additions' = 'additions') => {
      await target.idle();
      await target.firePublication(reason);
      await target.idle();
    },
    /** Posts a record of the market regulation bureau and answers its id. */
    post: async (submission: object): Promise<string> => {
      const { status, body } = await api.call(officer(DEPARTMENT), 'POST', '/records', { body: submission });
      if (status !== 201) throw new Error(`POST: ${status} ${JSON.stringify(body)}`);
      return body.id;
    },
    read: (id: string) => api.call(officer(DEPARTMENT), 'GET', `/records/${id}`),
    correct: (id: string, version: number, content: object) =>
      change(`/records/${id}/corrections`, { version, body: { reason: '录入有误', content } }),
    /** Two officers end a record that was never changed. */
    withdraw: async (id: string): Promise<void> => {
      const path = `/records/${id}/withdrawal`;
      await change(path, { version: 1, body: WITHDRAWAL });
      await change(`${path}/confirmation`, { version: 2, by: 'officer-2', body: { confirmed: true } });
    },
  };
};
