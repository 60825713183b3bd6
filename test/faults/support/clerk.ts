import { type clientOf, officer } from '../../e2e/client.ts';
import { type Posting, posting } from './postings.ts';

type Api = ReturnType<typeof clientOf>;

/** What a clerk knows of a record: which requests about it were answered. */
interface File {
  readonly posting: Posting;
  id?: string;
  toEnd?: true;
  ended?: true;
}

const DEPARTMENT = 'market-regulation';
/** Posted together; one of them is withdrawn again. */
const BATCH = 6;
/** Of the postings, every sixth from the third on is a public penalty. */
const publicPosting = (at: number): Posting => posting(6 * at + 3);

const WITHDRAWAL = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-09', reason: '认定事实不清' };

/** What was written before a kill without being answered is found when it is sent again. */
const post = async (api: Api, files: readonly File[]): Promise<void> => {
  const sent = files.map(({ posting: { submission } }) => submission);
  const { status, body } = await api.call(officer(DEPARTMENT), 'POST', '/records', { body: sent });
  if (status !== 200) throw new Error(`POST: ${status} ${JSON.stringify(body)}`);
  for (const [at, file] of files.entries()) file.id = body.outcomes[at].record.id;
};

const change = async (api: Api, request: { path: string; version: number; by: string; body: object }) => {
  const { path, version, by, body } = request;
  const headers = { 'if-match': `"${version}"` };
  const reply = await api.call(officer(DEPARTMENT, by), 'POST', path, { body, headers });
  if (reply.status !== 200) throw new Error(`POST ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
};

/** Two officers end a record; after a kill they go on where the register stands. */
const end = async (api: Api, file: File): Promise<void> => {
  const { status, body } = await api.call(officer(DEPARTMENT), 'GET', `/records/${file.id}`);
  if (status !== 200) throw new Error(`GET: ${status}`);
  const path = `/records/${file.id}/withdrawal`;
  if (body.version === 1) await change(api, { path, version: 1, by: 'officer-1', body: WITHDRAWAL });
  if (body.version < 3)
    await change(api, { path: `${path}/confirmation`, version: 2, by: 'officer-2', body: { confirmed: true } });
  file.ended = true;
};

/** Posts public penalties and withdraws some of them, and remembers over all deaths of the stack what was answered. */
export const clerk = () => {
  const files: File[] = [];
  const numberOf = ({ posting: { documentNumber } }: File): string => documentNumber;
  const finish = async (api: Api): Promise<void> => {
    const unanswered = files.filter(({ id }) => !id);
    for (let at = 0; at < unanswered.length; at += BATCH) await post(api, unanswered.slice(at, at + BATCH));
    for (const file of files) if (file.toEnd && !file.ended) await end(api, file);
  };
  return {
    /** Brings everything that was begun to its end. */
    finish,
    /** Finishes what was begun, then begins new things, and calls for a publication each time; ends with the stack. */
    work: async (api: Api, publish: () => Promise<void>): Promise<never> => {
      for (;;) {
        await finish(api);
        await publish();
        const before = files.at(-1);
        if (before) before.toEnd = true;
        files.push(...Array.from({ length: BATCH }, (_, at) => ({ posting: publicPosting(files.length + at) })));
      }
    },
    all: () => files.map(numberOf),
    ended: () => files.filter((file) => file.ended).map(numberOf),
    standing: () => files.filter((file) => !file.ended).map(numberOf),
  };
};
