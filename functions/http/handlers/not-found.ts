import type { ApiEvent, ApiResult } from '../../../shared/http/event.ts';
import { unknownRoute } from '../../../shared/http/operations.ts';
import { refuse, respond } from '../../../shared/http/respond.ts';
import { preferredLanguage } from '../../../shared/kernel/language.ts';

/** $default: every route that does not exist, as a problem. */
export const notFound = async ({ headers, requestContext: { requestId } }: ApiEvent): Promise<ApiResult> =>
  respond(unknownRoute, refuse({ kind: 'unknown-route' }), {
    language: preferredLanguage(headers['accept-language']),
    requestId,
  });
