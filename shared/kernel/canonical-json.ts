const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
};

/** JSON without spaces, members sorted by name: RFC 8785 for strings, integers, booleans, arrays and objects of them. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));
