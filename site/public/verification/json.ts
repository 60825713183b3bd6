import { Fault } from './fault.ts';

/** JSON that came from elsewhere: whatever is asked of it may not be there. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A file's JSON; `missing` if it is none. */
export const jsonOf = (bytes: Uint8Array, path: string): Json => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Fault('missing', { path, expected: 'JSON' });
  }
};

const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const member = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

export const textIn = (value: Json | undefined, name: string): string => {
  const found = member(value, name);
  return typeof found === 'string' ? found : '';
};

export const numberIn = (value: Json | undefined, name: string): number => {
  const found = member(value, name);
  return typeof found === 'number' ? found : Number.NaN;
};

export const listIn = (value: Json | undefined, name: string): readonly Json[] => {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
};

/** JSON Canonicalization Scheme (RFC 8785) of what the format knows: its numbers are integers. */
export const canonical = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join(',')}}`;
};
