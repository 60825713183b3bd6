import { decodeCursor, encodeCursor, nextLink } from '../../../../shared/http/cursor.ts';
import type { ApiRequest } from '../../../../shared/http/event.ts';
import { type Answer, refuse } from '../../../../shared/http/respond.ts';

type PagedRequest = Pick<ApiRequest<unknown, { readonly cursor?: string }>, 'id' | 'query'>;

/** Answers with the page after the request's cursor, or refuses a cursor that is none of ours. */
export const paged = async (
  { query: { cursor } }: PagedRequest,
  shape: RegExp,
  read: (after: string | undefined) => Promise<Answer>,
): Promise<Answer> => {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, shape);
  if (cursor !== undefined && after === undefined) return refuse({ kind: 'invalid-cursor' });
  return read(after);
};

/** The header that leads to the next page. */
export const linkTo = (
  { id }: PagedRequest,
  list: string,
  next: string | undefined,
): Readonly<Record<string, string>> =>
  nextLink(`/subjects/${id}/${list}`, next === undefined ? undefined : encodeCursor(next));
