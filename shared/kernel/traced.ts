/**
 * How a version of a head is named wherever something is logged of it. All that follows from a version bears ids that follow from it, so this name leads
 * from the request that made it through relay, notices, work on cases and publication, and nothing need be carried along (docs/adr/0040-following-a-request.md).
 * An id is a digest: it names nobody.
 */
export const traced = ({ id, version }: { readonly id: string; readonly version: number }): string =>
  `${id}@${version}`;

/** As many as one line names: beyond it the line's own number and time lead on. */
const MOST = 100;

/** Those of several, as far as a line holds them. */
export const tracedOf = (heads: readonly { readonly id: string; readonly version: number }[]): readonly string[] =>
  heads.slice(0, MOST).map(traced);
