import { isRecordKind, type RecordKind } from '../records/kinds/kinds.ts';
import { dictionaryOf, type Entry, fieldsOutsideTables } from './entry.ts';
import { requirementLabel } from './explained.ts';
import { publicityLabel } from './publicity.ts';

type Json = { readonly [name: string]: unknown };

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the API's description says of a field: its names, when it is filled, and whether it is public. */
export const fieldDescription = (kind: RecordKind, entry: Entry): string => {
  const { label, column } = entry;
  const key = column.national === undefined ? '' : ` (${column.national})`;
  const [requirement, publicity] = [requirementLabel(entry), publicityLabel(kind, entry)];
  return `${label.zh} ${label.en}${key}; ${requirement.zh} ${requirement.en}; ${publicity.zh} ${publicity.en}`;
};

const within = (properties: Json, name: string, change: (schema: Json) => Json): Json => {
  const inner = properties[name];
  return isJson(inner) ? { ...properties, [name]: change(inner) } : properties;
};

/** Describes the field at a path of a schema, in every alternative that has it. */
const describedAt = (schema: Json, path: readonly string[], description: string): Json => {
  const [name, ...rest] = path;
  if (name === undefined) return { ...schema, description };
  const { properties, oneOf } = schema;
  return {
    ...schema,
    ...(isJson(properties) && {
      properties: within(properties, name, (inner) => describedAt(inner, rest, description)),
    }),
    ...(Array.isArray(oneOf) && {
      oneOf: oneOf.map((option) => (isJson(option) ? describedAt(option, path, description) : option)),
    }),
  };
};

const kindOf = ({ properties }: Json): RecordKind | undefined => {
  const kind = isJson(properties) && isJson(properties['kind']) ? properties['kind']['const'] : undefined;
  return isRecordKind(kind) ? kind : undefined;
};

const describedKind = (schema: Json): Json => {
  const kind = kindOf(schema);
  if (kind === undefined) return schema;
  return [...dictionaryOf(kind), ...fieldsOutsideTables(kind)].reduce(
    (described, entry) => describedAt(described, entry.column.at.slice(1).split('/'), fieldDescription(kind, entry)),
    schema,
  );
};

const POSTING = 'RecordSubmission';

/** The API's description with the words of the data dictionary at every field of a posting. */
export const withDictionary = (description: Json): Json => {
  const components = isJson(description['components']) ? description['components'] : {};
  const schemas = isJson(components['schemas']) ? components['schemas'] : {};
  const posting = within(schemas, POSTING, (schema) => ({
    ...schema,
    oneOf: Array.isArray(schema['oneOf']) ? schema['oneOf'].map((one) => (isJson(one) ? describedKind(one) : one)) : [],
  }));
  return { ...description, components: { ...components, schemas: posting } };
};
