import { randomUUID } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { callAws } from './aws-call.ts';

const Listing = z.object({ Schedules: z.array(z.object({ Name: z.string(), GroupName: z.string() })) });

const Schedule = z.object({
  State: z.literal('ENABLED'),
  Target: z.object({
    Arn: z.string(),
    Input: z.string().optional(),
    SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
  }),
});

/** To the second, as EventBridge Scheduler writes it. */
const scheduledTime = (at: Date) => at.toISOString().replace(/\.\d{3}Z$/, 'Z');

const definitionOf = async (url: string, name: string) => {
  const { Schedules } = Listing.parse(await callAws({ url, service: 'scheduler', path: '/schedules' }));
  const listed = Schedules.find(({ Name }) => Name === name);
  if (listed === undefined)
    throw new Error(`No schedule ${name} among ${Schedules.map(({ Name }) => Name).join(', ')}`);
  const path = `/schedules/${encodeURIComponent(name)}?groupName=${encodeURIComponent(listed.GroupName)}`;
  return Schedule.parse(await callAws({ url, service: 'scheduler', path }));
};

type Firing = { readonly url: string; readonly sqs: SQSClient; readonly name: string; readonly at: Date };

/** Does what the deployed schedule of that name would do at the given instant. */
export const fireSchedule = async ({ url, sqs, name, at }: Firing): Promise<void> => {
  const { Target } = await definitionOf(url, name);
  const input = (Target.Input ?? '{}').replaceAll('<aws.scheduler.scheduled-time>', scheduledTime(at));
  const [, , service, , owner, resource = ''] = Target.Arn.split(':');
  if (service === 'sqs') {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: `${url}/${owner}/${resource}`,
        MessageBody: input,
        // A test may set the same instant twice within the five minutes in which equal contents count as one message.
        ...(Target.SqsParameters && { ...Target.SqsParameters, MessageDeduplicationId: randomUUID() }),
      }),
    );
    return;
  }
  const functionName = Target.Arn.split(':function:')[1];
  if (functionName === undefined) throw new Error(`Schedule ${name} has an unknown target: ${Target.Arn}`);
  const path = `/2015-03-31/functions/${functionName}/invocations`;
  await callAws({ url, service: 'lambda', method: 'POST', path, body: JSON.parse(input) });
};
