import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What the gateway found out about a request before it asks a function. */
export type GatewayRequest = {
  message: IncomingMessage;
  path: string;
  query: string;
  body: Buffer;
  now: Date;
  apiId: string;
  accountId: string;
  requestId: string;
};

/** What the authorizer found in the token; every claim as text. */
export type Authorization = { claims: Record<string, string>; scopes: string[] | null };

/** These are text to the gateway, everything else comes to the function in base64. */
const TEXT = /^(text\/|application\/(json|javascript|xml|[^;]+\+(json|xml))\b)/;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The common log format, `22/Nov/2026:16:00:00 +0000`. */
const logTime = (now: Date) => {
  const [date = '', time = ''] = now.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
};

const decode = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Lower-cased, repeated ones joined by commas, cookies apart. */
const headersOf = ({ headersDistinct, socket }: IncomingMessage) => {
  const { cookie: _, ...others } = headersDistinct;
  const joined = Object.entries(others).map(([name, values]) => [name, (values ?? []).join(',')]);
  return {
    ...Object.fromEntries(joined),
    'x-amzn-trace-id': `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
    'x-forwarded-for': socket.remoteAddress ?? '127.0.0.1',
    'x-forwarded-port': String(socket.localPort ?? ''),
    'x-forwarded-proto': 'http',
  };
};

const parametersOf = (query: string) => {
  const parameters = new URLSearchParams(query);
  const names = [...new Set(parameters.keys())];
  return Object.fromEntries(names.map((name) => [name, parameters.getAll(name).join(',')]));
};

/** The event of payload format 2.0. Like API Gateway's it holds the path decoded, also where the name says raw. */
export const createEvent = (
  request: GatewayRequest,
  route: { key: string; parameters: Record<string, string> },
  authorization?: Authorization,
) => {
  const { message, query, body, now, apiId, accountId, requestId } = request;
  const path = decode(request.path);
  const cookies = message.headers.cookie?.split(/;\s*/);
  const queryStringParameters = parametersOf(query);
  const encoded =
    message.headers['content-encoding'] !== undefined || !TEXT.test(message.headers['content-type'] ?? '');
  const isBase64Encoded = body.length > 0 && encoded;
  const domainName = message.headers.host ?? 'localhost';
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: path,
    rawQueryString: query,
    ...(cookies && { cookies }),
    headers: headersOf(message),
    ...(Object.keys(queryStringParameters).length > 0 && { queryStringParameters }),
    requestContext: {
      accountId,
      apiId,
      ...(authorization && { authorizer: { jwt: authorization } }),
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method: message.method,
        path,
        protocol: `HTTP/${message.httpVersion}`,
        sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
        userAgent: message.headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: route.key,
      stage: '$default',
      time: logTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(route.parameters).length > 0 && { pathParameters: route.parameters }),
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
};
