import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { Answer } from './http/answer.ts';
import type { LocalStack } from './local-stack.ts';
import { readBody } from './loopback-server.ts';
import type { SignIn } from './sign-in.ts';

const ClockInput = z.strictObject({ now: z.iso.datetime({ offset: true }) });
const TokenInput = z.strictObject({
  claims: z.record(z.string(), z.unknown()),
  lifetimeSeconds: z.number().int().positive().optional(),
});

const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: Buffer.from(JSON.stringify(value)),
});

/** What the runner lets its user do, and no deployed system: look, move the clock, fire schedules, mint tokens. */
const operations = (stack: LocalStack): Record<string, (input: unknown, rest: string) => Promise<unknown>> => ({
  'GET /outputs': async () => {
    const { apiUrl, publicUrl, issuerUrl, outputs, endpoints, region } = stack;
    return { apiUrl, publicUrl, issuerUrl, region, outputs, endpoints };
  },
  'GET /clock': async () => ({ now: stack.clock.now().toISOString() }),
  'POST /clock': async (input) => {
    stack.clock.set(new Date(ClockInput.parse(input).now));
    return { now: stack.clock.now().toISOString() };
  },
  'POST /schedules': async (_, name) => {
    await stack.fire(name);
    return { fired: name };
  },
  'POST /tokens': async (input) => {
    const { claims, lifetimeSeconds } = TokenInput.parse(input);
    return { token: await stack.token(claims, lifetimeSeconds) };
  },
  'GET /idle': async () => {
    await stack.idle();
    return { idle: true };
  },
});

/** A page of another site, open in a browser on this machine, must not reach this. */
const fromElsewhere = ({ headers: { origin, host } }: IncomingMessage, own: string) => {
  const hosts = [new URL(own).host, `localhost:${new URL(own).port}`];
  return !hosts.includes(host ?? '') || (origin !== undefined && !hosts.includes(origin.replace('http://', '')));
};

/** Serves the control endpoints, paths without their prefix; the issuer's documents and pages lie below `/issuer`. */
export const createControl = (
  stack: LocalStack,
  { documents, signIn }: { documents: Record<string, unknown>; signIn: SignIn },
) => {
  const known = operations(stack);
  return async (message: IncomingMessage, path: string): Promise<Answer> => {
    if (fromElsewhere(message, stack.apiUrl)) return json(403, { error: 'Only for callers on this machine' });
    const document = documents[path.replace(/^\/issuer/, '')];
    if (document !== undefined && message.method === 'GET') return json(200, document);
    const signingIn = await signIn(message, path.replace(/^\/issuer/, ''));
    if (signingIn !== undefined) return signingIn;
    const [, name = '', ...rest] = path.split('/');
    const operation = known[`${message.method} /${name}`];
    if (!operation) return json(404, { error: `There are ${Object.keys(known).join(', ')}` });
    try {
      const text = String(await readBody(message));
      return json(200, await operation(text === '' ? {} : JSON.parse(text), decodeURIComponent(rest.join('/'))));
    } catch (error) {
      return json(error instanceof z.ZodError ? 400 : 409, {
        error: error instanceof Error ? error.message : String(error),
      });
    }
  };
};
