import * as z from 'zod';

/** Says whether an event passes. */
export type EventFilter = (event: unknown) => boolean;

type Test = (value: unknown) => boolean;

const Pattern = z.record(z.string(), z.unknown());
const Literal = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Comparison = z.array(z.union([z.enum(['<', '<=', '=', '>', '>=']), z.number()]));

const comparisons: Record<string, (value: number, bound: number) => boolean> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '=': (value, bound) => value === bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

const numeric = (rule: unknown): Test => {
  const parts = Comparison.parse(rule);
  const tests = parts.flatMap((operator, index) => {
    const compare = comparisons[String(operator)];
    const bound = parts[index + 1];
    return compare && typeof bound === 'number' ? [(value: number) => compare(value, bound)] : [];
  });
  if (tests.length * 2 !== parts.length) throw new Error(`Not a numeric rule: ${JSON.stringify(rule)}`);
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
};

const onText = (rule: unknown, test: (value: string, rule: string) => boolean): Test => {
  const text = z.string().parse(rule);
  return (value) => typeof value === 'string' && test(value, text);
};

const anythingBut = (rule: unknown): Test => {
  const object = Pattern.safeParse(rule);
  const refused = object.success ? [operator(object.data)] : [rule].flat().map(literal);
  return (value) => value !== undefined && !refused.some((test) => test(value));
};

const literal = (rule: unknown): Test => {
  const expected = Literal.parse(rule);
  return (value) => value === expected;
};

const operators: Record<string, (rule: unknown) => Test> = {
  prefix: (rule) => onText(rule, (value, text) => value.startsWith(text)),
  suffix: (rule) => onText(rule, (value, text) => value.endsWith(text)),
  'equals-ignore-case': (rule) => onText(rule, (value, text) => value.toLowerCase() === text.toLowerCase()),
  // Presence is asked of leaves only: an object or a list counts as absent.
  exists: (rule) => (value) => (value !== undefined && (typeof value !== 'object' || value === null)) === rule,
  'anything-but': anythingBut,
  numeric,
};

const operator = (rule: Record<string, unknown>): Test => {
  const [[name, argument] = []] = Object.entries(rule);
  const make = name === undefined ? undefined : operators[name];
  if (!make || Object.keys(rule).length !== 1) throw new Error(`Not an event filter rule: ${JSON.stringify(rule)}`);
  return make(argument);
};

const leaf = (rules: unknown[]): Test => {
  const tests = rules.map((rule) => {
    const object = Pattern.safeParse(rule);
    return object.success ? operator(object.data) : literal(rule);
  });
  // A list in the event passes if one of its values does.
  return (value) => [value].flat().some((single) => tests.some((test) => test(single)));
};

const compile = (pattern: Record<string, unknown>): Test => {
  const tests = Object.entries(pattern).map(([name, rule]): Test => {
    if (name === '$or') {
      const branches = z.array(Pattern).parse(rule).map(compile);
      return (value) => branches.some((branch) => branch(value));
    }
    const test = Array.isArray(rule) ? leaf(rule) : compile(Pattern.parse(rule));
    return (value) => test(typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined);
  });
  return (value) => tests.every((test) => test(value));
};

/** Compiles the patterns of `FilterCriteria`: an event passes if one of them matches. An unknown rule fails at once. */
export const createEventFilter = (patterns: string[]): EventFilter => {
  if (patterns.length === 0) return () => true;
  const tests = patterns.map((pattern) => compile(Pattern.parse(JSON.parse(pattern))));
  return (event) => tests.some((test) => test(event));
};
