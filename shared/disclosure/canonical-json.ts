type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** RFC 8785 (JSON Canonicalization Scheme), for integers in place of all numbers. */
export const canonicalJson = (value: Json): string => {
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
};
