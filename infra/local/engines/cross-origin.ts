import * as z from 'zod';

/** What a bucket's template says of pages of other origins (S3 CORS). */
export const CorsRules = z.array(
  z.strictObject({
    AllowedOrigins: z.array(z.string()),
    AllowedMethods: z.array(z.string()),
    AllowedHeaders: z.array(z.string()).default([]),
    ExposedHeaders: z.array(z.string()).default([]),
    MaxAge: z.number().optional(),
  }),
);
export type CorsRules = z.output<typeof CorsRules>;

type Given = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};
export type CrossOriginAnswer = {
  readonly headers: Readonly<Record<string, string>>;
  /** Of a preflight: it is answered, and goes no further. */
  readonly status?: 200 | 403;
};

const fits = (patterns: readonly string[], given: string): boolean =>
  patterns.some((pattern) => {
    const [start = '', end] = pattern.split('*');
    return end === undefined ? pattern === given : given.startsWith(start) && given.endsWith(end);
  });

const headersOf = (rule: CorsRules[number], origin: string): Readonly<Record<string, string>> => ({
  'access-control-allow-origin': rule.AllowedOrigins.includes('*') ? '*' : origin,
  'access-control-allow-methods': rule.AllowedMethods.join(', '),
  ...(rule.ExposedHeaders.length > 0 && { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') }),
  ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
  vary: 'Origin',
});

/** What is said to a browser about a page of another origin, by the rules of the bucket that it addresses; undefined if nothing is. */
export const crossOriginAnswer = (
  rulesOf: (bucket: string) => CorsRules | undefined,
  { method, url, headers }: Given,
): CrossOriginAnswer | undefined => {
  const { origin, 'access-control-request-method': asked, 'access-control-request-headers': wanted } = headers;
  if (typeof origin !== 'string') return undefined;
  const bucket = decodeURIComponent(url.split(/[/?]/)[1] ?? '');
  const isPreflight = method === 'OPTIONS' && typeof asked === 'string';
  const meant = isPreflight ? asked : method;
  const names = typeof wanted === 'string' && isPreflight ? wanted.split(',').map((name) => name.trim()) : [];
  const rule = rulesOf(bucket)?.find(
    ({ AllowedOrigins, AllowedMethods, AllowedHeaders }) =>
      fits(AllowedOrigins, origin) &&
      AllowedMethods.includes(meant) &&
      names.every((name) => fits(AllowedHeaders, name)),
  );
  if (rule === undefined) return isPreflight ? { headers: {}, status: 403 } : undefined;
  if (!isPreflight) return { headers: headersOf(rule, origin) };
  return { headers: { ...headersOf(rule, origin), 'access-control-allow-headers': names.join(', ') }, status: 200 };
};
