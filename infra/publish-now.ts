import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { sqsClient } from '../shared/aws/clients.ts';
import { publicationQueue } from '../shared/disclosure/publication-queue.ts';
import { readCommand } from './command-line.ts';

const USAGE = `请求立即发布一次 Asks the publisher for a run now.

  --queue-url <url>    the stack's output PublicationQueueUrl (or the variable PUBLICATION_QUEUE_URL)
  --reason <reason>    manual (default), additions, removal: publishes what changed
                       daily: also if nothing did, and adds the public copy up anew
  --allow-volume       lets through more additions than the volume check does: a person has looked at them

Region, credentials and endpoint come from the environment, as for the AWS command line.`;

const settings = readCommand({
  usage: USAGE,
  options: {
    'queue-url': { type: 'string' },
    reason: { type: 'string' },
    'allow-volume': { type: 'boolean' },
  },
  variables: { 'queue-url': 'PUBLICATION_QUEUE_URL' },
  settings: {
    'queue-url': z.url(),
    reason: z.enum(['manual', 'additions', 'removal', 'daily']).default('manual'),
    'allow-volume': z.boolean().default(false),
  },
});

if (settings) {
  const { 'queue-url': queueUrl, reason, 'allow-volume': allowVolume } = settings;
  // Each asking is its own: nobody who asks twice within five minutes is taken for one.
  await publicationQueue({ client: sqsClient(), queueUrl }).request(reason, randomUUID(), { allowVolume });
  const volume = allowVolume ? '，不作数量核验 without the volume check' : '';
  console.log(`已请求发布 A publication was asked for: ${reason}${volume}`);
}
