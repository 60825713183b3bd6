import { MINUTE, run, type Scene } from './scene.ts';

/** What is done when an alarm is on: what must happen happens, dead letters are taken away; all else is over once it happens no more. */
export const putRight: Scene = async (town, name) => {
  const { TreatMissingData, MetricName, Dimensions, Period, EvaluationPeriods } = town.alarm(name);
  town.mend();
  await town.idle();
  if (TreatMissingData === 'breaching') return run(town, 'publish-daily');
  if (MetricName === 'ApproximateNumberOfMessagesVisible') await town.purge(Dimensions[0]?.Value ?? '');
  town.goOn(Period * EvaluationPeriods * 1_000 + MINUTE);
};
