import * as z from 'zod';

/** What references in a template lead to. Each throws, by name, on what it does not know. */
export type References = {
  ref(logicalId: string): string;
  attribute(logicalId: string, name: string): string;
  importValue(exportName: string): unknown;
  /** Applied to each text that was put together, for texts that name an address by its parts. */
  settle(text: string): string;
};

const Pair = z.tuple([z.unknown(), z.unknown()]);
const Name = z.union([z.string(), z.number()]).transform(String);

/**
 * Resolves the intrinsic functions of a template's value, everything else is kept.
 * An intrinsic that is not known here fails by name rather than passing through.
 */
export const createResolver = (references: References): ((value: unknown) => unknown) => {
  const text = (value: unknown) => Name.parse(resolve(value));
  const list = (value: unknown) => z.array(z.unknown()).parse(resolve(value)).map(text);

  const attribute = (argument: unknown) => {
    if (typeof argument === 'string') return lookUp(argument);
    const [id, name] = Pair.parse(argument);
    return references.attribute(text(id), text(name));
  };
  const lookUp = (path: string) => {
    const dot = path.indexOf('.');
    return dot < 0 ? references.ref(path) : references.attribute(path.slice(0, dot), path.slice(dot + 1));
  };
  const substitute = (argument: unknown) => {
    const [template, given] = typeof argument === 'string' ? [argument, {}] : Pair.parse(argument);
    const values = z.record(z.string(), z.unknown()).parse(given);
    return z
      .string()
      .parse(template)
      .replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
        if (literal) return `\${${name}}`;
        return name in values ? text(values[name]) : lookUp(name);
      });
  };
  const select = (argument: unknown) => {
    const [index, values] = Pair.parse(argument);
    const chosen = list(values)[Number(text(index))];
    if (chosen === undefined) throw new Error(`Fn::Select finds nothing at ${text(index)}`);
    return chosen;
  };

  const functions: Record<string, (argument: unknown) => unknown> = {
    Ref: (argument) => references.ref(text(argument)),
    'Fn::GetAtt': attribute,
    'Fn::Join': (argument) => {
      const [delimiter, values] = Pair.parse(argument);
      return references.settle(list(values).join(text(delimiter)));
    },
    'Fn::Sub': (argument) => references.settle(substitute(argument)),
    'Fn::Select': select,
    'Fn::Split': (argument) => {
      const [delimiter, value] = Pair.parse(argument);
      return text(value).split(text(delimiter));
    },
    'Fn::ImportValue': (argument) => references.importValue(text(argument)),
  };

  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value === 'string' && value.includes('{{resolve:'))
      throw new Error(`Dynamic references are not run locally: ${value}`);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    if (entries.length !== 1 || name === undefined || !/^(Ref|Fn::.+)$/.test(name))
      return Object.fromEntries(entries.map(([key, inner]) => [key, resolve(inner)]));
    const run = functions[name];
    if (run) return run(argument);
    throw new Error(`${name} is not run locally`);
  };
  return resolve;
};
