import type { Label } from '../kernel/label.ts';
import { catalogue } from './catalogue.ts';
import { publicDictionary } from './public-dictionary.ts';
import type { PublicKind } from './public-kind.ts';
import { entrySchema, fileSchemas } from './schemas.ts';
import { termsFile } from './terms.ts';

/** The files that describe open data and change with the system alone: laid down beside the public copy, by path. */
export const lyingFiles = (publisher: Label, kinds: readonly PublicKind[]): Readonly<Record<string, string>> => {
  const schemas = { ...Object.fromEntries(kinds.map((kind) => [kind.kind, entrySchema(kind)])), ...fileSchemas(kinds) };
  const index = {
    schemas: Object.entries(schemas).map(([name, { title, description }]) => ({
      name,
      path: `schema/${name}.json`,
      title: { zh: title, en: description },
    })),
  };
  const files: Record<string, unknown> = {
    'catalog.jsonld': catalogue(publisher, kinds),
    'data-dictionary.json': publicDictionary(kinds),
    'terms.json': termsFile(),
    'schema/index.json': index,
    ...Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`schema/${name}.json`, schema])),
  };
  return Object.fromEntries(
    Object.entries(files).map(([path, value]) => [path, `${JSON.stringify(value, null, 2)}\n`]),
  );
};
