import { type App, DefaultStackSynthesizer, type IStackSynthesizer, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readConfig } from './config.ts';
import { StatefulStack } from './stateful-stack.ts';
import { StatelessStack } from './stateless-stack.ts';

/** The whole system in an app: two stacks, checked at synthesis by the AwsSolutions rules. */
export const addJointCredit = (app: App): { readonly stateful: StatefulStack; readonly stateless: StatelessStack } => {
  const config = readConfig(app.node);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stateful = new StatefulStack(app, `${config.stackPrefix}Stateful`, { config, synthesizer: synthesizer() });
  const stateless = new StatelessStack(app, `${config.stackPrefix}Stateless`, {
    config,
    stateful,
    synthesizer: synthesizer(),
  });
  return { stateful, stateless };
};

/** The CLI checks the bootstrap version by itself; without the rule the templates have no parameter at all. */
const synthesizer = (): IStackSynthesizer =>
  // @ts-expect-error Its class says `string | undefined` where its interface says optional; only exactOptionalPropertyTypes minds.
  new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
