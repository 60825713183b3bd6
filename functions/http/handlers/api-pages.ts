import { gzipSync } from 'node:zlib';
import type { ApiEvent, ApiResult } from '../../../shared/http/event.ts';
import { unknownRoute } from '../../../shared/http/operations.ts';
import { problemsPage } from '../../../shared/http/problems-page.ts';
import { refuse, respond } from '../../../shared/http/respond.ts';
import { preferredLanguage } from '../../../shared/kernel/language.ts';

const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/** The files that lie beside the function's bundle, by the path that serves them. */
const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/openapi.json': { file: 'openapi.json', type: 'application/json' },
  '/docs': { file: 'index.html', type: HTML },
  '/docs/start.js': { file: 'start.js', type: SCRIPT },
  '/docs/swagger-ui.css': { file: 'swagger-ui.css', type: 'text/css; charset=utf-8' },
  '/docs/swagger-ui-bundle.js': { file: 'swagger-ui-bundle.js', type: SCRIPT },
  '/upload': { file: 'upload.html', type: HTML },
  '/upload/upload.css': { file: 'upload.css', type: 'text/css; charset=utf-8' },
  '/upload/upload.js': { file: 'upload.js', type: SCRIPT },
};
const SIGN_IN = '/upload/config.json';

/** Swagger UI sets styles on its elements; scripts come from here alone, and nothing is sent anywhere else. */
const READING =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'";

/** Whoever uploads has a token: what this page may reach is here, who gave the token, and where files go. */
const uploading = (reaches: readonly string[]): string => {
  const origins = reaches.map((url) => new URL(url).origin);
  return `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src ${["'self'", ...origins].join(' ')}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
};

/** Pages change with a deployment only. */
const CACHE = 'public, max-age=300';

const page = (text: string | Uint8Array, type: string, policy: string): ApiResult => ({
  statusCode: 200,
  headers: {
    'content-type': type,
    'content-encoding': 'gzip',
    'cache-control': CACHE,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=31536000',
    vary: 'accept-language',
  },
  body: gzipSync(text).toString('base64'),
  isBase64Encoded: true,
});

export interface ApiPagesDependencies {
  readonly read: (file: string) => Promise<Uint8Array>;
  /** Who signs officers in for the page by which they upload: the issuer, the client that the page is to it, what it asks for. */
  readonly signIn: { readonly issuer: string; readonly client: string; readonly scope: string };
  /** Addresses whose origins this page reaches besides its own. */
  readonly reaches: readonly string[];
}

/** GET /openapi.json, /docs, /docs/{file}, /upload and /upload/{file}: the API description, its readable pages and the page by which files are uploaded, for anybody. */
export const apiPages =
  ({ read, signIn, reaches }: ApiPagesDependencies) =>
  async ({ rawPath, headers, requestContext: { requestId } }: ApiEvent): Promise<ApiResult> => {
    const language = preferredLanguage(headers['accept-language']);
    if (rawPath === '/docs/problems') return page(problemsPage(language), HTML, READING);
    if (rawPath === SIGN_IN) return page(JSON.stringify(signIn), 'application/json', READING);
    const found = Object.hasOwn(FILES, rawPath) ? FILES[rawPath] : undefined;
    if (found !== undefined)
      return page(await read(found.file), found.type, rawPath === '/upload' ? uploading(reaches) : READING);
    const unknown = refuse({ kind: 'unknown-route' });
    return respond(unknownRoute, unknown, { language, requestId });
  };
