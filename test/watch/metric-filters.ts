import * as z from 'zod';
import type { Deployment } from '../../infra/local/deployment.ts';
import { metricName } from './cloudwatch.ts';

const Filter = z.strictObject({
  LogGroupName: z.string(),
  FilterPattern: z.string(),
  MetricTransformations: z.array(
    z.strictObject({ MetricName: z.string(), MetricNamespace: z.string(), MetricValue: z.literal('1') }),
  ),
});

const Logged = z.looseObject({ LoggingConfig: z.looseObject({ LogGroup: z.string() }) });

/** The two patterns that these stacks write: one term, or several of which any is enough. Another one fails by its own words. */
const ONE_TERM = /^"([^"]+)"$/;
const ANY_TERM = /^\?"[^"]+"( \?"[^"]+")*$/;

/** The terms of a pattern, any of which is enough. */
export const termsOf = (pattern: string): readonly string[] => {
  const one = ONE_TERM.exec(pattern)?.[1];
  if (one !== undefined) return [one];
  if (!ANY_TERM.test(pattern)) throw new Error(`What does ${pattern} match?`);
  return [...pattern.matchAll(/\?"([^"]+)"/g)].map(([, term = '']) => term);
};

/** The metrics that a line of a function counts in: by the template's filters on the log group that the template gives it. */
export const lineCounter = (deployment: Deployment) => {
  const groups = new Map(
    deployment
      .ofType('AWS::Lambda::Function')
      .map(({ identity, properties }) => [identity.ref, Logged.parse(properties).LoggingConfig.LogGroup]),
  );
  const filters = deployment.ofType('AWS::Logs::MetricFilter').flatMap(({ properties }) => {
    const { LogGroupName: group, FilterPattern, MetricTransformations } = Filter.parse(properties);
    const terms = termsOf(FilterPattern);
    return MetricTransformations.map(({ MetricName, MetricNamespace }) => ({
      group,
      terms,
      metric: metricName(MetricNamespace, MetricName),
    }));
  });
  return (functionName: string, line: string): readonly string[] =>
    filters
      .filter(({ group, terms }) => group === groups.get(functionName) && terms.some((term) => line.includes(term)))
      .map(({ metric }) => metric);
};
