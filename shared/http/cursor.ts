/** Opaque position of a page: the last key of the page before. */
export const encodeCursor = (position: string): string => Buffer.from(position, 'utf8').toString('base64url');

/** The position that a cursor stands for, or undefined if it is not one of ours. */
export const decodeCursor = (cursor: string, shape: RegExp): string | undefined => {
  const position = Buffer.from(cursor, 'base64url').toString('utf8');
  return shape.test(position) ? position : undefined;
};

/** `Link` header (RFC 8288) to the next page, which is asked for in the same way as this one. */
export const nextLink = (
  path: string,
  cursor: string | undefined,
  asked: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> =>
  cursor === undefined ? {} : { link: `<${path}?${new URLSearchParams({ ...asked, cursor })}>; rel="next"` };
