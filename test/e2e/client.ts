import { expect } from 'vitest';
import type { Target } from './target.ts';

/** Who asks: an officer of a department with roles. */
export interface Officer {
  readonly department: string;
  readonly officer: string;
  readonly roles: string;
}

export const officer = (department: string, name = 'officer-1', roles = 'reporter'): Officer => ({
  department,
  officer: `${department}/${name}`,
  roles,
});

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  readonly body: any;
}

interface Options {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly raw?: string;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Calls the API as an officer, over HTTP, with a real token. */
export const clientOf = (target: Pick<Target, 'apiUrl' | 'publicUrl' | 'token'>) => {
  const call = async (
    who: Officer | undefined,
    method: string,
    path: string,
    options: Options = {},
  ): Promise<Reply> => {
    const token = who && (await target.token({ sub: who.officer, department: who.department, roles: who.roles }));
    const payload = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const response = await fetch(`${target.apiUrl}${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(payload !== undefined && { body: payload }),
    });
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  };
  const published = async (path: string): Promise<Reply> => {
    const response = await fetch(`${target.publicUrl}/${path}`);
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  };
  return { call, published };
};

/** Asserts a problem: status, kind and, if given, where. */
export const expectProblem = (reply: Reply, status: number, kind: string, pointer?: string): void => {
  expect({ status: reply.status, type: reply.body?.type, contentType: reply.headers.get('content-type') }).toEqual({
    status,
    type: `/docs/problems#${kind}`,
    contentType: 'application/problem+json',
  });
  if (pointer !== undefined)
    expect(reply.body.errors?.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
};
