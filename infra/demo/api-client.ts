import type { LocalStack } from '../local/local-stack.ts';

/** Somebody who works with the system; the subject's side works in no department. */
export interface Officer {
  readonly department: string;
  readonly name: string;
  readonly roles: string;
}

export const officer = (department: string, name = 'officer-1', roles = 'reporter'): Officer => ({
  department,
  name,
  roles,
});

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Calls the API over HTTP as an officer, with a token of the issuer. */
export const apiClient =
  (stack: Pick<LocalStack, 'apiUrl' | 'token'>) =>
  async (
    who: Officer,
    request: { method: string; path: string; body?: unknown; ifMatch?: number; language?: 'zh' | 'en' },
  ): Promise<Reply> => {
    const { method, path, body, ifMatch, language = 'zh' } = request;
    const { department, name, roles } = who;
    const isPlaced = department !== '';
    const token = await stack.token({
      sub: isPlaced ? `${department}/${name}` : name,
      ...(isPlaced && { department }),
      roles,
    });
    const response = await fetch(`${stack.apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'accept-language': language,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
export type ApiClient = ReturnType<typeof apiClient>;
