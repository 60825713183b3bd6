import { gzipSync } from 'node:zlib';
import type { ApiEvent, ApiResult } from '../../../shared/http/event.ts';
import { unknownRoute } from '../../../shared/http/operations.ts';
import { problemsPage } from '../../../shared/http/problems-page.ts';
import { refuse, respond } from '../../../shared/http/respond.ts';
import { preferredLanguage } from '../../../shared/kernel/language.ts';

const HTML = 'text/html; charset=utf-8';

/** The files that lie beside the function's bundle, by the path that serves them. */
const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/openapi.json': { file: 'openapi.json', type: 'application/json' },
  '/docs': { file: 'index.html', type: HTML },
  '/docs/start.js': { file: 'start.js', type: 'text/javascript; charset=utf-8' },
  '/docs/swagger-ui.css': { file: 'swagger-ui.css', type: 'text/css; charset=utf-8' },
  '/docs/swagger-ui-bundle.js': { file: 'swagger-ui-bundle.js', type: 'text/javascript; charset=utf-8' },
};

/** Swagger UI sets styles on its elements; scripts come from here alone, and nothing is sent anywhere else. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'";

/** Pages change with a deployment only. */
const CACHE = 'public, max-age=300';

const page = (text: string | Uint8Array, type: string): ApiResult => ({
  statusCode: 200,
  headers: {
    'content-type': type,
    'content-encoding': 'gzip',
    'cache-control': CACHE,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=31536000',
    vary: 'accept-language',
  },
  body: gzipSync(text).toString('base64'),
  isBase64Encoded: true,
});

/** GET /openapi.json, /docs and /docs/{file}: the API description and its readable pages, for anybody. */
export const apiPages =
  (deps: { readonly read: (file: string) => Promise<Uint8Array> }) =>
  async ({ rawPath, headers, requestContext: { requestId, http } }: ApiEvent): Promise<ApiResult> => {
    const language = preferredLanguage(headers['accept-language']);
    if (rawPath === '/docs/problems') return page(problemsPage(language), HTML);
    const found = FILES[rawPath];
    if (found !== undefined) return page(await deps.read(found.file), found.type);
    const unknown = refuse({ kind: 'unknown-route', parameters: { method: http.method, path: http.path } });
    return respond(unknownRoute, unknown, { language, requestId });
  };
