import { describe, expect, it } from 'vitest';
import { PUBLIC_KINDS } from '../../../shared/dictionary/public-kinds.ts';
import { lyingFiles } from '../../../shared/open-data/lying-files.ts';
import { FIELDS } from '../../../site/verify.mjs';

const files = lyingFiles({ zh: '信用办', en: 'Credit Office' }, PUBLIC_KINDS);
const read = (path: string) => JSON.parse(files[path] ?? 'null');

/** The format lets a penalty have one; the national table of penalties has no such column, so that none ever does. */
const UNFILLED = 'documentName?';

/** A field as the verifier declares it: `name:type`, text where no type is named; `?` says that it may be absent. */
const declared = (kind: string): string[] =>
  (FIELDS[kind] ?? '')
    .trim()
    .split(/\s+/)
    .filter((field) => kind !== 'administrative-penalty' || field !== UNFILLED)
    .sort();

const typeOf = ({ type, items, format, enum: words }: Record<string, unknown>): string => {
  if (Array.isArray(words)) return `:=${words.join('|')}`;
  if (type === 'integer') return ':count';
  if (format === 'date') return ':date';
  return items === undefined ? '' : ':texts';
};

describe('the schema of an entry', () => {
  it.each(Object.keys(FIELDS))(
    'of %s has the fields that the verifier, which shares no code with it, lets pass',
    (kind) => {
      const { properties, required } = read(`schema/${kind}.json`).properties.fields;
      const fields = Object.entries<Record<string, unknown>>(properties).map(
        ([name, schema]) => `${name}${typeOf(schema)}${required.includes(name) ? '' : '?'}`,
      );
      expect(fields.sort()).toEqual(declared(kind));
    },
  );

  it('is there for every kind that may be public, and every file of the index is', () => {
    expect(PUBLIC_KINDS.map(({ kind }) => kind).sort()).toEqual(Object.keys(FIELDS).sort());
    for (const { path } of read('schema/index.json').schemas) expect(files[path]).toBeDefined();
  });
});

describe('the dictionary of public data', () => {
  it('names each field in both languages, once, and says where it was posted', () => {
    for (const { kind, fields } of read('data-dictionary.json').kinds) {
      const names = fields.map(({ name }: { name: string }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const { label } of fields) expect(label.zh && label.en, kind).toBeTruthy();
    }
    const [penalty] = read('data-dictionary.json').kinds.filter(
      ({ kind }: { kind: string }) => kind === 'administrative-penalty',
    );
    expect(penalty.fields.find(({ name }: { name: string }) => name === 'fineFen')).toMatchObject({
      type: 'count',
      posted: 'content.fineFen',
      national: 'CF_NR_FK',
    });
  });
});

describe('the catalogue', () => {
  const graph: { '@id'?: string; [name: string]: unknown }[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    graph.push(value as { '@id'?: string });
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(read('catalog.jsonld'));

  it('has three datasets, each with a title in both languages, a publisher, terms, a frequency and distributions', () => {
    const datasets = graph.filter((node) => node['@type'] === 'dcat:Dataset');
    expect(datasets).toHaveLength(3);
    for (const dataset of datasets) {
      for (const name of ['dct:title', 'dct:description', 'dct:publisher', 'dct:license', 'dct:accrualPeriodicity']) {
        expect(dataset[name], name).toBeDefined();
      }
      expect(dataset['dcat:distribution']).not.toEqual([]);
    }
  });

  it('points at files of the format or at those that lie beside it', () => {
    const known =
      /^(latest|deltas|withdrawn|feed)\.json$|^feed\.atom$|^data\.html$|^deltas\/P\d+D\.ndjson\.gz$|^\.\/$|^#|^https?:/;
    const links = graph.map((node) => node['@id']).filter((id) => id !== undefined);
    expect(links.filter((id) => !known.test(id) && files[id] === undefined)).toEqual([]);
  });

  it('asks in its terms that what leaves is deleted, in both languages', () => {
    const point = read('terms.json').points.find(({ id }: { id: string }) => id === 'delete');
    expect(point.zh).toContain('删除');
    expect(point.en).toContain('deleted');
  });
});
