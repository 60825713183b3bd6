import * as z from 'zod';

/** The public projection of a record: a closed list of fields by kind; an absent value is an absent field. */
export type PublicFields = Readonly<Record<string, string | number | boolean | readonly string[]>>;

const wellFormed = z.string().refine((text) => text.isWellFormed(), 'half of a surrogate pair');
const id = z.string().regex(/^[\w-]{21}[AQgw]$/, 'not 16 bytes in base64url');

/** One public entry: docs/disclosure-format.md, section 2. */
export const PublicEntry = z.strictObject({
  /** The same for all versions of the entry; the only id of it that the public sees. */
  publicId: id,
  version: z.int().min(1),
  /** Random 16 bytes of this version, base64url; erased with the content. */
  salt: id,
  fields: z.record(z.string(), z.union([wellFormed, z.int(), z.boolean(), z.array(wellFormed).readonly()])).readonly(),
});
export type PublicEntry = Readonly<z.infer<typeof PublicEntry>>;

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** An entry as files hold it: members in the order of the format, fields by name. */
export const arranged = ({ publicId, version, salt, fields }: PublicEntry): PublicEntry => ({
  publicId,
  version,
  salt,
  fields: Object.fromEntries(Object.entries(fields).sort(byName)),
});

/** Sorts by `publicId`, which is ASCII, so that the order of its characters is that of its bytes. */
export const byPublicId = (a: { readonly publicId: string }, b: { readonly publicId: string }): number => {
  if (a.publicId === b.publicId) return 0;
  return a.publicId < b.publicId ? -1 : 1;
};
