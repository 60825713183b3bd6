import { expect } from 'vitest';
import { PROBLEMS } from '../shared/http/problems.ts';
import type { FailureKind } from '../shared/kernel/failure.ts';

/** What a test sees of an answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  readonly body: any;
}

/** What of a problem is not as the house has it: its kind, its place, its sentences in the language of the answer. */
const flawsOf = ({ status, headers, body }: Reply, expected: { status: number; kind: FailureKind; at?: string }) => {
  const language = headers['content-language'] === 'en' ? 'en' : 'zh';
  const errors: readonly { type: string; pointer: string; detail: string }[] = body?.errors ?? [];
  const sentences: readonly string[] = [body?.title, body?.detail, ...errors.map(({ detail }) => detail)];
  const place = errors.find(({ pointer }) => pointer === expected.at);
  const checks: readonly (readonly [flaw: string, holds: boolean])[] = [
    [`status ${status} instead of ${expected.status}`, status === expected.status],
    [`status ${body?.status} in its body`, body?.status === status],
    [`media type ${headers['content-type']}`, headers['content-type'] === 'application/problem+json'],
    [`type ${body?.type}`, body?.type === `/docs/problems#${expected.kind}`],
    [`title ${body?.title}`, body?.title === PROBLEMS[expected.kind].title[language]],
    [`no error at ${expected.at}`, expected.at === undefined || place !== undefined],
    ['an empty sentence', sentences.every((sentence) => typeof sentence === 'string' && sentence.length > 3)],
    [
      'a gap in a sentence',
      sentences.every((sentence) => !/[{}]|undefined|\[object|“”|：。|: \./.test(sentence ?? '')),
    ],
    [
      'another language',
      language === 'zh' ? /\p{Script=Han}/u.test(sentences.join('')) : /[a-z]{3}/.test(body?.detail),
    ],
  ];
  return checks.filter(([, holds]) => !holds).map(([flaw]) => flaw);
};

expect.extend({
  /** An RFC 9457 problem of a kind, at a place of the body (JSON Pointer), with whole sentences. */
  toBeProblem(reply: Reply, status: number, kind: FailureKind, pointer?: string) {
    const flaws = flawsOf(reply, { status, kind, ...(pointer !== undefined && { at: pointer }) });
    return {
      pass: flaws.length === 0,
      message: () =>
        `not ${status} ${kind} ${pointer ?? ''}: ${flaws.join('; ')}\n${JSON.stringify(reply.body, null, 1)}`,
    };
  },
});

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    toBeProblem(status: number, kind: FailureKind, pointer?: string): R;
  }
}
