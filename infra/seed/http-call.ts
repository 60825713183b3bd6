import * as z from 'zod';
import { claimsOf, type DemoIdentity } from '../local/demo-identities.ts';
import type { SeedCall, SeedOfficer } from './seed-lists.ts';

/** Who seeds a system on this machine. */
export const SEED_IDENTITIES: Readonly<Record<SeedOfficer, DemoIdentity>> = {
  clerk: { department: 'credit-office', officer: 'officer-1', roles: ['credit-office'] },
  reviewer: { department: 'justice', officer: 'reviewer-1', roles: ['legal-reviewer'] },
};

/** A token for each of the two officers. */
export type SeedTokens = Readonly<Record<SeedOfficer, string>>;

const Token = z.object({ token: z.string() });
const Clock = z.object({ now: z.string() });
const Problem = z.object({ error: z.string() });

const control = async <Shape extends z.ZodType>(
  url: string,
  shape: Shape,
  body?: unknown,
): Promise<z.output<Shape>> => {
  const response = await fetch(url, {
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(Problem.safeParse(answer).data?.error ?? `${url}: ${response.status}`);
  return shape.parse(answer);
};

/** What a system of `npm start` lets its user do: tokens of its own issuer, and its clock, which may be set. */
export const localSystem = (apiUrl: string) => ({
  tokens: async (names: { department: string; roles: string }): Promise<SeedTokens> => {
    const tokenOf = async (identity: DemoIdentity) =>
      (await control(`${apiUrl}/_local/tokens`, Token, { claims: claimsOf(identity, names) })).token;
    return { clerk: await tokenOf(SEED_IDENTITIES.clerk), reviewer: await tokenOf(SEED_IDENTITIES.reviewer) };
  },
  now: async (): Promise<Date> => new Date((await control(`${apiUrl}/_local/clock`, Clock)).now),
});

/** Requests of a deployed stage's default throttle are answered with 429 when too many come: wait, and ask again. */
const PATIENCE = { attempts: 6, firstMs: 250 };

/** Calls the API over HTTP with the officers' tokens. */
export const httpCall =
  (apiUrl: string, tokens: SeedTokens): SeedCall =>
  async (who, { method, path, body, ifMatch }) => {
    const ask = () =>
      fetch(`${apiUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${tokens[who]}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    let response = await ask();
    for (let attempt = 0; attempt < PATIENCE.attempts && [429, 503].includes(response.status); attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, PATIENCE.firstMs * 2 ** attempt));
      response = await ask();
    }
    return { status: response.status, body: await response.json() };
  };
