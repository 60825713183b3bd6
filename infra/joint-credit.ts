import { App, type AppProps, DefaultStackSynthesizer, type IStackSynthesizer, Validations } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { ApiStack } from './api-stack.ts';
import { readConfig } from './config.ts';
import { StatefulStack } from './stateful-stack.ts';
import { StatelessStack } from './stateless-stack.ts';

/** CDK's flags as its pinned version recommends them, here and not in cdk.json, so that tests synthesise the very same. */
const FLAGS = {
  ...recommendedFlags,
  // CloudFormation itself shall refuse to take a table away from functions that use it.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  // The partition stays a token wherever the region is known: one template for all partitions.
  '@aws-cdk/core:enablePartitionLiterals': false,
};

/** The whole system: three stacks, checked at synthesis by the AwsSolutions rules. */
export const jointCredit = (props: AppProps = {}) => {
  const app = new App({ ...props, analyticsReporting: false, context: { ...FLAGS, ...props.context } });
  const config = readConfig(app.node);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stateful = new StatefulStack(app, `${config.stackPrefix}Stateful`, { config, synthesizer: synthesizer() });
  const stateless = new StatelessStack(app, `${config.stackPrefix}Stateless`, {
    config,
    stateful,
    synthesizer: synthesizer(),
  });
  const api = new ApiStack(app, `${config.stackPrefix}Api`, {
    config,
    topic: stateless.alarmTopic,
    synthesizer: synthesizer(),
  });
  // A route leads to a function that is there.
  api.addStackDependency(stateless);
  return { app, stateful, stateless, api };
};

/** The CLI checks the bootstrap version by itself; without the rule the templates have no parameter at all. */
const synthesizer = (): IStackSynthesizer =>
  // @ts-expect-error Its class says `string | undefined` where its interface says optional; only exactOptionalPropertyTypes minds.
  new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
