import { account, region } from './aws-environment.ts';

type Call = {
  readonly url: string;
  readonly service: 'scheduler' | 'lambda' | 'logs';
  readonly method?: 'GET' | 'POST';
  readonly path?: string;
  readonly target?: string;
  readonly body?: unknown;
};

/**
 * Calls a service of the emulated AWS for which the system itself needs no client. The emulator takes service, account
 * and region from the signature's scope and does not check the signature.
 */
export const callAws = async ({ url, service, method = 'GET', path = '/', target, body }: Call): Promise<unknown> => {
  const scope = `${account}/20260101/${region}/${service}/aws4_request`;
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      'content-type': 'application/x-amz-json-1.1',
      ...(target !== undefined && { 'x-amz-target': target }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const refused = !response.ok || response.headers.has('x-amz-function-error');
  if (refused) throw new Error(`${service} ${target ?? path} answered ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
};
