import * as z from 'zod';
import { askEngine, callEngine, type Engine } from '../aws-request.ts';
import type { Clock } from '../clock.ts';
import type { Deployment } from '../deployment.ts';
import type { Log } from '../log.ts';
import { BucketNotifications } from './bucket-notifications.ts';
import { type EventSource, pause } from './event-source.ts';

/** Who sent a file waits for it: a look is one listing of what is not done with, which is little. */
const BETWEEN_LOOKS_MILLISECONDS = 250;
const PAUSE_AFTER_FAULT_MILLISECONDS = 1_000;

type Listed = { key: string; mark: string; size: number; eTag: string };

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#34': '"', '#39': "'", apos: "'" };
const plain = (text: string) => text.replaceAll(/&([a-z#0-9]+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** The objects of a page of ListObjectsV2. Told apart by when they came: the same path may be written again. */
const listedIn = (xml: string): Listed[] =>
  [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, content = '']) => {
    const member = (name: string) => plain(new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(content)?.[1] ?? '');
    const eTag = member('ETag').replaceAll('"', '');
    return { key: member('Key'), mark: `${member('LastModified')} ${eTag}`, size: Number(member('Size')), eTag };
  });

/** S3's event (version 2.1) as far as anybody reads it; paths are encoded as in a form. */
const eventOf = (bucket: { name: string; arn: string }, { key, size, eTag }: Listed, region: string, at: Date) => ({
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: region,
      eventTime: at.toISOString(),
      eventName: 'ObjectCreated:Post',
      s3: {
        s3SchemaVersion: '1.0',
        bucket,
        object: { key: encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+'), size, eTag },
      },
    },
  ],
});

type Deps = { objects: Engine; queues: Engine; clock: Clock; log: Log };

/**
 * Tells a queue of the objects that come into a bucket. The engine tells nobody, so the bucket is looked at again and again; after a start
 * everything that lies there is new, as S3 too may tell of an object twice.
 */
const startBucket = (deps: Deps & { bucket: { name: string; arn: string }; prefix: string; queueUrl: string }) => {
  const { objects, queues, clock, log, bucket, prefix, queueUrl } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  let told = new Map<string, string>();

  const list = async () => {
    const found: Listed[] = [];
    let after: string | undefined;
    do {
      const query = new URLSearchParams({ 'list-type': '2', prefix, ...(after && { 'start-after': after }) });
      const answer = await askEngine(objects, { method: 'GET', path: `/${bucket.name}?${query}`, signal });
      if (answer.status !== 200) throw new Error(`Bucket ${bucket.name} could not be listed: ${answer.status}`);
      const page = String(answer.body);
      found.push(...listedIn(page));
      after = page.includes('<IsTruncated>true</IsTruncated>') ? found.at(-1)?.key : undefined;
    } while (after !== undefined);
    return found;
  };

  const tell = (object: Listed) => {
    const MessageBody = JSON.stringify(eventOf(bucket, object, queues.region, clock.now()));
    return callEngine(queues, 'AmazonSQS.SendMessage', { QueueUrl: queueUrl, MessageBody });
  };

  const look = async (): Promise<boolean> => {
    const found = await list();
    const came = found.filter(({ key, mark }) => told.get(key) !== mark);
    for (const object of came) await tell(object);
    told = new Map(found.map(({ key, mark }) => [key, mark]));
    return came.length === 0;
  };
  // One look at a time, so that what one has found is told before another finds nothing new.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = () => {
    const turn = last.then(look, look);
    last = turn.catch(() => undefined);
    return turn;
  };

  const run = async () => {
    while (!signal.aborted) {
      try {
        await inTurn();
        await pause(BETWEEN_LOOKS_MILLISECONDS, signal);
      } catch (error) {
        if (signal.aborted) return;
        log({ level: 'WARN', message: 'bucket not read', bucket: bucket.name, reason: String(error) });
        await pause(PAUSE_AFTER_FAULT_MILLISECONDS, signal);
      }
    }
  };
  const running = run();

  return {
    name: `bucket ${bucket.name}`,
    drained: inTurn,
    stop: async () => {
      stopping.abort();
      await running;
    },
  } satisfies EventSource;
};

/** Starts what the template's buckets tell queues. */
export const startBuckets = (deps: Deps & { deployment: Deployment }): EventSource[] => {
  const queues = deps.deployment.ofType('AWS::SQS::Queue');
  return deps.deployment.ofType('AWS::S3::Bucket').flatMap(({ key, identity, properties }) => {
    const notifications = BucketNotifications.optional().parse(properties['NotificationConfiguration']);
    const bucket = { name: identity.ref, arn: z.string().parse(identity.attributes['Arn']) };
    return (notifications?.QueueConfigurations ?? []).map(({ Queue, Filter }) => {
      const queue = queues.find(({ identity: { attributes } }) => attributes['Arn'] === Queue);
      if (!queue) throw new Error(`${key} tells a queue that is none of the template: ${Queue}`);
      return startBucket({
        ...deps,
        bucket,
        prefix: Filter?.S3Key.Rules[0]?.Value ?? '',
        queueUrl: queue.identity.ref,
      });
    });
  });
};
