import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { account, region } from './aws-environment.ts';
import { bootstrap, deploy, Outputs, setKeys } from './deploy.ts';
import { startEmulator } from './emulator.ts';
import { openApiDoor, openSiteDoor } from './emulator-workarounds.ts';
import { functionLogs } from './function-logs.ts';
import { fireSchedule } from './schedules.ts';

/** All that a test process must know of a deployment to an emulated AWS, as plain JSON. */
export const Deployment = z.object({
  /** The emulated AWS itself, every service of it. */
  url: z.string(),
  apiUrl: z.string(),
  publicUrl: z.string(),
  clockOffsetFile: z.string(),
  outputs: Outputs,
  issuer: z.object({ url: z.string(), audience: z.string(), keyPath: z.string() }),
});
export type Deployment = z.infer<typeof Deployment>;

export type RunningDeployment = Deployment & {
  /** Ends it; what the functions have logged stays beside the emulator's own log. */
  stop(): Promise<void>;
};

type Given = { readonly assembly: string; readonly issuer: Deployment['issuer']; readonly folder: string };

/** An emulated AWS of its own with the assembly deployed to it and its keys set; nothing is left of it after `stop`. */
export const startDeployment = async ({ assembly, issuer, folder }: Given): Promise<RunningDeployment> => {
  await mkdir(folder);
  const { url, clockOffsetFile, stop } = await startEmulator(folder);
  try {
    await bootstrap({ url, folder });
    const outputs = await deploy({ url, assembly, folder });
    await setKeys(url, outputs);
    // The deployed schedule would within five minutes; the emulator's own ticker is off.
    const credentials = { accessKeyId: account, secretAccessKey: 'none' };
    await fireSchedule({
      url,
      sqs: new SQSClient({ endpoint: url, region, credentials }),
      name: 'lay-site',
      at: new Date(),
    });
    const [api, site] = await Promise.all([openApiDoor(outputs.ApiUrl, url), openSiteDoor(outputs.SiteUrl, url)]);
    return {
      ...{ url, apiUrl: api.url, publicUrl: site.url, clockOffsetFile, outputs, issuer },
      stop: async () => {
        // Whatever has become of the emulator, nothing of it is left.
        await writeFile(join(folder, 'functions.log'), await functionLogs(url).catch(String));
        await Promise.all([api.close(), site.close()]);
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
