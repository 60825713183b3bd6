import { setTimeout as pause } from 'node:timers/promises';
import type { System } from './system/system.ts';

/** Who asks. A subject's own account has no department. */
export interface Who {
  readonly department?: string;
  readonly officer: string;
  readonly roles: string;
}

export const officer = (department: string, number: number, roles: string): Who => ({
  department,
  officer: `${department}/officer-${number}`,
  roles,
});

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers of any shape are looked into
  readonly body: any;
  /** Whether it was asked more than once because nobody could say what became of it: then it may have been done before. */
  readonly retried: boolean;
}

export interface Request {
  readonly body?: unknown;
  readonly ifMatch?: number;
  readonly key?: string;
}

/** How long the answers of an operation took, in milliseconds. */
export type Latencies = Map<string, number[]>;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** A gateway's own words where a function did not come to an answer: ask again. */
const NO_ANSWER = [502, 503, 504];
const PATIENCE = { attempts: 8, firstMs: 250 };

/** What the gateway says of a function that did not come to an end. */
const isFunctionFailure = (status: number, body: unknown): boolean =>
  status === 500 && JSON.stringify(body) === '{"message":"Internal Server Error"}';

/** Calls the API as department systems do; notes how long each operation took, and whatever no caller should get. */
export const clientOf = (system: System, notes: { readonly latencies: Latencies; readonly unanswered: string[] }) => {
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (who: Who): Promise<string> => {
    const key = `${who.officer}|${who.roles}`;
    const known = tokens.get(key);
    if (known !== undefined) return known;
    const { department, officer: sub, roles } = who;
    const token = system.token({ sub, roles, ...(department !== undefined && { department }) });
    tokens.set(key, token);
    return token;
  };

  const note = (name: string, milliseconds: number): void => {
    const taken = notes.latencies.get(name) ?? [];
    taken.push(milliseconds);
    notes.latencies.set(name, taken);
  };

  /** `name` is what the latency counts for. */
  const call = async (who: Who, name: string, line: string, request: Request = {}): Promise<Reply> => {
    const [method = 'GET', path = '/'] = line.split(' ');
    const authorization = `Bearer ${await tokenOf(who)}`;
    const ask = async (attempt = 1): Promise<Reply> => {
      const began = performance.now();
      const response = await fetch(`${system.apiUrl}${path}`, {
        method,
        headers: {
          authorization,
          ...(request.body !== undefined && { 'content-type': 'application/json' }),
          ...(request.ifMatch !== undefined && { 'if-match': `"${request.ifMatch}"` }),
          ...(request.key !== undefined && { 'idempotency-key': request.key }),
        },
        ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      });
      const { status, headers } = response;
      const body = parsed(await response.text());
      note(name, performance.now() - began);
      if (status >= 500) notes.unanswered.push(`${line}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
      const isAnswer = !NO_ANSWER.includes(status) && !isFunctionFailure(status, body);
      if (isAnswer || attempt === PATIENCE.attempts) return { status, headers, body, retried: attempt > 1 };
      await pause(PATIENCE.firstMs * 2 ** attempt);
      return ask(attempt + 1);
    };
    return ask();
  };
  return { call };
};
export type Client = ReturnType<typeof clientOf>;
