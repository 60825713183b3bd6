import * as z from 'zod';

/** What goes back to the client. A header may come more than once, as cookies do. */
export type Answer = { status: number; headers: Record<string, string | string[]>; body: Buffer };

const HeaderValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const Proxied = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), HeaderValue).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
});

const lowerCased = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** The gateway's own answers, to the byte. */
const own = (status: number, message: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify({ message })),
});

/** The gateway's own answer to a missing or refused token: without a media type, unlike its others. */
export const unauthorized = (challenge: string): Answer => ({
  status: 401,
  headers: { 'www-authenticate': challenge },
  body: Buffer.from('{"message":"Unauthorized"}'),
});
export const forbidden = (challenge: string): Answer => own(403, 'Forbidden', { 'www-authenticate': challenge });
export const notFound = (): Answer => own(404, 'Not Found');
export const tooLarge = (): Answer => own(413, 'Request Entity Too Large');
export const tooManyRequests = (): Answer => own(429, 'Too Many Requests');
export const internalError = (): Answer => own(500, 'Internal Server Error');
export const unavailable = (): Answer => own(503, 'Service Unavailable');

/**
 * Reads what a function answered in format 2.0: with a status code it is the response, without one the whole of it is the
 * body of a 200. What is neither is the gateway's own 500.
 */
export const readAnswer = (payload: string): Answer => {
  const value: unknown = JSON.parse(payload);
  if (typeof value !== 'object' || value === null || !('statusCode' in value)) {
    const body = typeof value === 'string' ? value : payload;
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const parsed = Proxied.safeParse(value);
  if (!parsed.success) return internalError();
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...kept } = lowerCased(headers);
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...kept,
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
};
