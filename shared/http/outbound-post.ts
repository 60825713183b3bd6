import { Resolver } from 'node:dns/promises';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP } from 'node:net';
import type { Network } from '../webhooks/settings.ts';
import { isLoopback, isPublicAddress } from './public-address.ts';

/** A request to somebody else's system. */
export interface OutboundPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** All of it: the name, the connection, and the answer. */
  readonly timeoutMs: number;
}

/** What it answered; its body is of no use to us and is not kept. Or why there was no answer. */
export type OutboundAnswer =
  | { readonly status: number; readonly retryAfter?: string | undefined }
  | { readonly failed: 'timed-out' | 'refused-connection' | 'certificate' | 'name-not-found' | 'address-not-public' };

/** Sends a request to an address of the public internet, and to no other. */
export type PostOut = (post: OutboundPost) => Promise<OutboundAnswer>;

export interface PostOutDeps {
  readonly network: Network;
  /** Every address of a name. Throws if it has none. */
  readonly resolve: (name: string, timeoutMs: number) => Promise<readonly string[]>;
  /** Authorities of certificates, in place of those that everybody trusts: for trials with one's own. */
  readonly ca?: string;
}

/** Of an answer's body so much is let in, and no more. */
const MOST_ANSWER_BYTES = 16_384;

/** By the resolver's own protocol, not the system's threads: a name server that does not answer keeps no other name waiting. */
export const resolveName = async (name: string, timeoutMs: number): Promise<readonly string[]> => {
  const resolver = new Resolver({ timeout: Math.ceil(timeoutMs / 2), tries: 2 });
  const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const addresses = found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const [first] = found;
  if (addresses.length === 0) throw first.status === 'rejected' ? first.reason : new Error('no address');
  return addresses;
};

const TLS_CODES = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO)/;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** How an error of a connection is told. */
const failureOf = (error: unknown): OutboundAnswer => ({
  failed: TLS_CODES.test(codeOf(error)) ? 'certificate' : 'refused-connection',
});

/** The address to connect to: all that the name has are looked at, and one that is not public is enough to refuse. */
const addressOf = async (
  { network, resolve }: PostOutDeps,
  hostname: string,
  timeoutMs: number,
): Promise<string | OutboundAnswer> => {
  const literal = hostname.replace(/^\[|\]$/g, '');
  const addresses =
    isIP(literal) > 0 ? [literal] : await resolve(hostname, timeoutMs).catch((): readonly string[] => []);
  const mayReach = (address: string): boolean =>
    isPublicAddress(address) || (network === 'this-machine' && isLoopback(address));
  const [first] = addresses;
  if (first === undefined) return { failed: 'name-not-found' };
  return addresses.every(mayReach) ? first : { failed: 'address-not-public' };
};

/**
 * Posts once: the name is resolved once, the connection goes to that very address (with the name in TLS and `Host`), no redirect is followed,
 * and all of it has one deadline. A status is an answer; what of the body comes in time is read and forgotten.
 */
export const postOut =
  (deps: PostOutDeps): PostOut =>
  async ({ url, headers, body, timeoutMs }) => {
    const { protocol, hostname, host, port, pathname, search } = new URL(url);
    if (protocol !== 'https:' && deps.network === 'public') return { failed: 'address-not-public' };
    const { promise, resolve: settle } = Promise.withResolvers<OutboundAnswer>();
    const timer = setTimeout(() => settle({ failed: 'timed-out' }), timeoutMs);
    const connect = async (): Promise<(() => void) | undefined> => {
      const address = await addressOf(deps, hostname, timeoutMs);
      if (typeof address !== 'string') return void settle(address);
      const options = {
        host: address,
        port: port === '' ? undefined : Number(port),
        path: `${pathname}${search}`,
        method: 'POST',
        headers: { ...headers, host, 'content-length': Buffer.byteLength(body) },
        agent: false,
      };
      // A name in TLS is a name: an address there is against RFC 6066, and is checked against the certificate without it.
      const tls = {
        ...(isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && { servername: hostname }),
        ...(deps.ca && { ca: deps.ca }),
      };
      const request = protocol === 'https:' ? https.request({ ...options, ...tls }) : http.request(options);
      request.on('error', (error) => settle(failureOf(error)));
      request.on('response', (answer) => {
        let bytes = 0;
        const answered = { status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] };
        const end = () => settle(answered);
        answer.on('data', (chunk: Uint8Array) => {
          bytes += chunk.length;
          if (bytes > MOST_ANSWER_BYTES) end();
        });
        answer.on('end', end).on('error', end).on('close', end);
        // It said what it says: a body that drips is not waited for longer than the rest of the time.
        clearTimeout(timer);
        setTimeout(end, Math.min(timeoutMs, BODY_MS)).unref();
      });
      request.end(body);
      return () => request.destroy();
    };
    const close = connect().catch((error: unknown) => void settle(failureOf(error)));
    const answer = await promise;
    clearTimeout(timer);
    // Never waits for a name that does not resolve: what is settled is answered, and closed when it can be.
    void close.then((destroy) => destroy?.());
    return answer;
  };

/** An answer's body is let in for so long: long enough that a usual receiver ends it itself. */
const BODY_MS = 1_000;
