import { rename, writeFile } from 'node:fs/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { account, region } from './aws-environment.ts';
import { Deployment } from './deployment.ts';
import { functionLogs } from './function-logs.ts';
import { idle } from './idle.ts';
import { issuerOf } from './issuer.ts';
import { fireSchedule } from './schedules.ts';

/** Where a test process asks for a deployment of its own: what `npm run test:deploy` hands over in a file. */
export const EmulatedDeployment = z.object({ deploymentsUrl: z.string() });
export type EmulatedDeployment = z.infer<typeof EmulatedDeployment>;

const Answer = Deployment.extend({ path: z.string() });

const askFor = async (deploymentsUrl: string): Promise<z.infer<typeof Answer>> => {
  const response = await fetch(deploymentsUrl, { method: 'POST' });
  if (!response.ok) throw new Error(await response.text());
  return Answer.parse(await response.json());
};

/** Drives a new deployment on an emulated AWS as the end-to-end suite wants it. */
export const emulatedTarget = async ({ deploymentsUrl }: EmulatedDeployment) => {
  const { path, url, apiUrl, publicUrl, clockOffsetFile, outputs, issuer } = await askFor(deploymentsUrl);
  const { token } = await issuerOf(issuer);
  const sqs = new SQSClient({ endpoint: url, region, credentials: { accessKeyId: account, secretAccessKey: 'none' } });
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const fire = (name: string) => fireSchedule({ url, sqs, name, at: now() });
  return {
    apiUrl,
    publicUrl,
    outputs,
    endpoints: { dynamodb: url, s3: url, sqs: url, secretsmanager: url },
    token,
    now,
    /** From now on the functions' clock shows this instant and runs on. */
    setClock: async (instant: Date): Promise<void> => {
      offset = instant.getTime() - Date.now();
      await writeFile(`${clockOffsetFile}.new`, String(offset));
      await rename(`${clockOffsetFile}.new`, clockOffsetFile);
    },
    firePublication: (reason: 'daily' | 'additions') => fire(`publish-${reason}`),
    fireSchedule: fire,
    logs: () => functionLogs(url),
    idle: () =>
      idle({
        url,
        sqs,
        // In the order in which work flows: case work makes changes of which departments are notified.
        worked: [
          outputs.FileScanQueueUrl,
          outputs.ExchangeArrivalsQueueUrl,
          outputs.CaseWorkQueueUrl,
          outputs.PublicationQueueUrl,
          outputs.NotificationQueueUrl,
        ],
      }),
    stop: async () => void (await fetch(new URL(path, deploymentsUrl), { method: 'DELETE' })),
  };
};
