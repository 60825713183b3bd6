import { fictionalCompany } from '../../builders/fictional.ts';
import { penalty } from '../../builders/submissions.ts';
import { type clientOf, type Officer, officer, type Reply } from '../../e2e/client.ts';
import type { Chance } from './chance.ts';
import { isDead } from './mortal-stack.ts';
import { creditCode } from './postings.ts';

type Api = ReturnType<typeof clientOf>;

const REPORTER = officer('market-regulation');
const SECOND = officer('market-regulation', 'officer-2');
const INITIATOR = officer('human-resources', 'officer-1', 'initiator');
const REASONS = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-09', reason: '认定事实不清' };
const LIMITS = 'wage-arrears-procurement-limits';

/** What is sent next about something, until it is answered, and what its answer must be. */
interface Step {
  readonly who: Officer;
  readonly path: string;
  readonly body: object;
  readonly headers?: Record<string, string>;
  readonly type?: string;
}

/** A record or a case as its clerk knows it: what was answered, and what is left to be done. */
export interface File {
  readonly serial: number;
  readonly what: 'record' | 'case';
  readonly serious: boolean;
  id: string;
  version: number;
  /** Types of the notices that each answered version brought forth. */
  readonly told: { readonly version: number; readonly type: string }[];
  left: ('post' | 'correct' | 'propose' | 'confirm' | 'notice')[];
}

export const documentNumberOf = ({ serial }: Pick<File, 'serial'>): string => `庄罚〔2026〕${serial}号`;

const postingOf = (file: File) =>
  penalty({
    documentNumber: documentNumberOf(file),
    ...(file.serious && { severity: { grade: 'serious', criterion: '标准' } }),
    subject: {
      ...penalty().subject,
      name: `庄河示例第${file.serial}公司`,
      unifiedSocialCreditCode: creditCode(file.serial),
    },
  });

const proposalOf = ({ serial }: File) => ({
  subject: fictionalCompany(5_000 + serial, `庄河示例第${serial}建筑有限公司`),
  behaviour: 'wage-arrears',
  act: {
    documentNumber: `庄人社监〔2026〕${serial}号`,
    decidedOn: '2026-11-05',
    actDate: '2026-10-20',
    facts: '拖欠农民工工资，逾期仍未支付。',
  },
  measures: [LIMITS],
});

const stepOf = (file: File): Step | undefined => {
  const { serial, what, id, version } = file;
  const onVersion = { 'if-match': `"${version}"` };
  const record = `/records/${id}`;
  switch (file.left[0]) {
    case undefined:
      return undefined;
    case 'post':
      return what === 'record'
        ? { who: REPORTER, path: '/records', body: postingOf(file), type: 'record.posted' }
        : { who: INITIATOR, path: '/cases', body: proposalOf(file), headers: { 'idempotency-key': `case-${serial}` } };
    case 'correct': {
      const body = { reason: '金额录入有误', content: { fineFen: 2_000_000 - version } };
      return { who: REPORTER, path: `${record}/corrections`, body, headers: onVersion, type: 'record.corrected' };
    }
    case 'propose':
      return { who: REPORTER, path: `${record}/withdrawal`, body: REASONS, headers: onVersion };
    case 'confirm': {
      const path = `${record}/withdrawal/confirmation`;
      return { who: SECOND, path, body: { confirmed: true }, headers: onVersion, type: 'record.ended' };
    }
    case 'notice': {
      const body = { documentNumber: `庄人社监告〔2026〕${serial}号`, method: 'in-person', servedOn: '2026-11-10' };
      return { who: INITIATOR, path: `/cases/${id}/notice`, body, headers: onVersion };
    }
    default:
      return file.left[0] satisfies never;
  }
};

const take = (file: File, { type }: Step, { body }: Reply): void => {
  const made = file.left[0] === 'post';
  if (made) file.id = file.what === 'record' ? body.id : body.case.id;
  file.version = made ? 1 : file.version + 1;
  if (type !== undefined) file.told.push({ version: file.version, type });
  file.left = file.left.slice(1);
};

const BUSY = 503;

/** Clerks who post, correct, withdraw and open cases, and send again whatever was not answered. */
export const busyClerks = (luck: Chance, answered = () => {}) => {
  const files: File[] = [];
  const begin = (): File => {
    const what = luck.happens(0.2) ? 'case' : 'record';
    const corrections = Array<'correct'>(luck.between(0, 3)).fill('correct');
    const end = luck.happens(0.3) ? (['propose', 'confirm'] as const) : [];
    const left: File['left'] = what === 'case' ? ['post', 'notice'] : ['post', ...corrections, ...end];
    const file: File = {
      serial: files.length + 1,
      what,
      serious: luck.happens(0.3),
      id: '',
      version: 0,
      told: [],
      left,
    };
    files.push(file);
    return file;
  };
  /** Does the next step of a file; false if nobody answers any more. */
  const go = async (api: Api, file: File): Promise<boolean> => {
    const step = stepOf(file);
    if (step === undefined) return true;
    const { who, path, body, headers = {} } = step;
    let reply: Reply;
    try {
      reply = await api.call(who, 'POST', path, { body, headers });
    } catch (error) {
      if (isDead(error)) return false;
      throw error;
    }
    // An engine is gone, and the runner has not noticed yet.
    if (reply.status >= BUSY) return true;
    if (![200, 201].includes(reply.status)) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    take(file, step, reply);
    answered();
    return true;
  };
  const busy = new Set<File>();
  const work = async (api: Api, isOver: () => boolean): Promise<void> => {
    while (!isOver()) {
      const waiting = files.filter((file) => file.left.length > 0 && !busy.has(file));
      const file = waiting.length < 12 || luck.happens(0.2) ? begin() : luck.oneOf(waiting);
      busy.add(file);
      const lives = await go(api, file).finally(() => busy.delete(file));
      if (!lives) return;
    }
  };
  return {
    files: files as readonly File[],
    /** Several at once, until it is over or nobody answers. */
    work: async (api: Api, isOver: () => boolean, clerks = 3): Promise<void> => {
      await Promise.all(Array.from({ length: clerks }, () => work(api, isOver)));
    },
    /** Brings everything that was begun to its end. */
    finish: async (api: Api): Promise<void> => {
      for (const file of files) {
        while (file.left.length > 0) if (!(await go(api, file))) throw new Error('nobody answers');
      }
    },
  };
};
