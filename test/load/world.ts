import { fictionalCompany } from '../builders/fictional.ts';
import type { Chance } from './chance.ts';
import type { Client, Reply, Request, Who } from './client.ts';
import type { Ledger, LedgerRecord } from './ledger.ts';

export type Company = ReturnType<typeof fictionalCompany>;

/** Departments that post, each with three officers who may do all that a department does. */
export const DEPARTMENTS = [
  'market-regulation',
  'emergency-management',
  'ecology-environment',
  'tax',
  'culture-tourism',
  'human-resources',
  'housing-construction',
] as const;

const PLACES = ['庄河', '青堆', '徐岭', '黑岛', '栗子房', '大营', '塔岭', '仙人洞', '蓉花山', '长岭', '荷花山', '城山'];
const WORDS = ['海达', '明远', '金穗', '鑫隆', '宏泰', '北辰', '瑞丰', '华盛', '安平', '兴旺', '同创', '诚信', '远航'];
const TRADES = ['建筑', '食品', '贸易', '物流', '水产', '机械', '化工', '餐饮', '农业', '装饰', '劳务', '科技', '运输'];

/** The name of a company follows from its number, and no two bear the same. */
const nameOf = (number: number): string => {
  const pick = (words: readonly string[], at: number) => words[at % words.length] ?? '';
  const [place, word, trade] = [
    pick(PLACES, number),
    pick(WORDS, Math.floor(number / 12)),
    pick(TRADES, Math.floor(number / 156)),
  ];
  const more = Math.floor(number / 2028);
  return `${place}${word}${trade}${more === 0 ? '' : `第${more}`}有限公司`;
};

const FIRST_COMPANY = 7_000_000;

/** What scenes share: who there is, what stands, and how to ask. */
export interface World {
  readonly ledger: Ledger;
  /** Beijing date of the system's clock. */
  today(): string;
  company(chance: Chance): Company;
  /** A number that no document has borne yet. */
  serial(): number;
  /** Asks, and counts one operation. */
  ask(who: Who, name: string, line: string, request?: Request): Promise<Reply>;
  /** Says that a request was more operations than one: records of an array, rows of a file. */
  count(more: number): void;
  /** Whether the answer's status is one of these; else it goes into the ledger as wrong, with what was asked. */
  expect(reply: Reply, what: string, ...statuses: readonly number[]): boolean;
  /** A record that nobody else works on until it is given back. */
  borrow(chance: Chance, fits?: (record: LedgerRecord) => boolean): LedgerRecord | undefined;
  giveBack(record: LedgerRecord): void;
  /** Whether the second half of the run has begun, days later. */
  isLater(): boolean;
  /** What the second half of the run takes up. */
  readonly later: ((chance: Chance) => Promise<void>)[];
}

const LOOKS = 20;

/** A world of so many companies; `counted` hears of every operation. */
export const newWorld = (deps: {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly companies: number;
  readonly today: () => string;
  readonly counted: (operations: number) => void;
}): World => {
  const { client, ledger, companies, today, counted } = deps;
  const firstDay = today();
  const free: LedgerRecord[] = [];
  let serial = 0;
  return {
    ledger,
    today,
    isLater: () => today() !== firstDay,
    later: [],
    company: (chance) => {
      // A quarter of them is in half of all decisions.
      const number = chance.happens(0.5) ? chance.below(Math.ceil(companies / 4)) : chance.below(companies);
      return fictionalCompany(FIRST_COMPANY + number, nameOf(number));
    },
    serial: () => {
      serial += 1;
      return serial;
    },
    ask: (who, name, line, request) => {
      counted(1);
      return client.call(who, name, line, request);
    },
    count: counted,
    expect: (reply, what, ...statuses) => {
      // What was asked again may have been done before.
      const allowed = reply.retried && statuses.includes(201) ? [...statuses, 200] : statuses;
      if (allowed.includes(reply.status)) return true;
      ledger.wrong.push(`${what}: ${reply.status} ${JSON.stringify(reply.body).slice(0, 400)}`);
      return false;
    },
    borrow: (chance, fits = () => true) => {
      for (let look = 0; look < LOOKS && free.length > 0; look += 1) {
        const at = chance.below(free.length);
        const found = free[at];
        const last = free.at(-1);
        if (found === undefined || last === undefined || !fits(found)) continue;
        free[at] = last;
        free.pop();
        return found;
      }
      return undefined;
    },
    giveBack: (record) => void free.push(record),
  };
};
