/** A request's way to a route: which one, and what its parameters are. */
export type RouteMatch<Target> = { target: Target; parameters: Record<string, string> };

type Segment = { kind: 'literal' | 'parameter' | 'greedy'; text: string };
type Route<Target> = { method: string; segments: Segment[]; target: Target };

/** The more specific, the lower: a literal segment before a parameter before a greedy one. */
const RANK = { literal: 0, parameter: 1, greedy: 2 };

const parseSegment = (text: string): Segment => {
  const [, name, plus] = /^\{([^+}]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: 'literal', text };
  return { kind: plus ? 'greedy' : 'parameter', text: name };
};

const parseKey = <Target>(key: string, target: Target): Route<Target> => {
  const [method = '', path = ''] = key.split(' ');
  return { method, segments: path.split('/').slice(1).map(parseSegment), target };
};

const bySpecificity = <Target>(a: Route<Target>, b: Route<Target>) => {
  for (const [index, segment] of a.segments.entries()) {
    const other = b.segments[index];
    if (other && RANK[segment.kind] !== RANK[other.kind]) return RANK[segment.kind] - RANK[other.kind];
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
};

const decode = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const matchPath = (segments: Segment[], path: string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [index, { kind, text }] of segments.entries()) {
    const rest = path.slice(index);
    if (kind === 'greedy') {
      if (rest.join('/') === '') return undefined;
      return { ...parameters, [text]: decode(rest.join('/')) };
    }
    const given = rest[0];
    if (given === undefined || given === '') return segments.length === 1 && text === '' ? parameters : undefined;
    if (kind === 'literal' && decode(given) !== text) return undefined;
    if (kind === 'parameter') parameters[text] = decode(given);
  }
  return segments.length === path.length ? parameters : undefined;
};

/**
 * The routes of an HTTP API by their keys (`GET /records/{id}`, `ANY /{proxy+}`, `$default`). As in API Gateway the most
 * specific route wins whatever the order, and `$default` takes what no other route takes.
 */
export const createRouteTable = <Target>(targets: Map<string, Target>) => {
  const routes = [...targets].filter(([key]) => key !== '$default').map(([key, target]) => parseKey(key, target));
  routes.sort(bySpecificity);
  const fallback = targets.get('$default');
  return (method: string, rawPath: string): RouteMatch<Target> | undefined => {
    const path = rawPath.split('/').slice(1);
    for (const { method: wanted, segments, target } of routes) {
      if (wanted !== method && wanted !== 'ANY') continue;
      const parameters = matchPath(segments, path);
      if (parameters) return { target, parameters };
    }
    return fallback === undefined ? undefined : { target: fallback, parameters: {} };
  };
};
