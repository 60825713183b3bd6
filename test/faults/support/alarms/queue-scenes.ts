import { MINUTE, type Scene } from './scene.ts';

const part = JSON.stringify({ import: 'i'.repeat(22), part: 1 });

const message =
  (queue: string, body: string): Scene =>
  (town) =>
    town.message(queue, body);
const object =
  (bucket: string, key: string): Scene =>
  (town) =>
    town.object(bucket, key, '{}');

/** A message comes that its function fails on again and again, until the queue sets it aside. */
const isSetAside =
  (consumer: string, comes: Scene): Scene =>
  async (town, alarm) => {
    const begun = town.now();
    town.breakCalls(consumer);
    await comes(town, alarm);
    await town.goesOn(alarm, begun);
  };

/** A message lies in the queue, because its function does not come to an end, until somebody should hear of it. */
const liesTooLong =
  (consumer: string, comes: Scene): Scene =>
  async (town, alarm) => {
    const { Dimensions, Threshold } = town.alarm(alarm);
    town.hold(consumer);
    await comes(town, alarm);
    await town.liesIn(Dimensions[0]?.Value ?? '');
    town.goOn(Threshold * 1_000 + MINUTE);
    await town.sample();
  };

/** What waits in queues too long, or is set aside. */
export const QUEUE_SCENES: Readonly<Record<string, Scene>> = {
  'notification-dead-letters': isSetAside('deliver-notification', message('punishment-notifications.fifo', '{}')),
  'case-work-dead-letters': isSetAside('work-on-cases', message('case-work.fifo', '{}')),
  'import-part-dead-letters': isSetAside('take-imports', message('import-parts', part)),
  'import-file-dead-letters': isSetAside('take-imports', object('ImportsBucket', `incoming/${'i'.repeat(22)}`)),
  'file-scan-dead-letters': isSetAside('scan-file', object('FilesBucket', `incoming/${'f'.repeat(22)}`)),
  'exchange-dead-letters': isSetAside('take-exchange', object('ExchangeBucket', 'in/receipts/alarm.json')),
  'publication-dead-letters': isSetAside('publish', (town) => town.fire('publish-additions')),
  'disclosure-removals-late': liesTooLong('publish', (town) => town.fire('publish-additions')),
  'file-scans-late': liesTooLong('scan-file', object('FilesBucket', `incoming/${'g'.repeat(22)}`)),
  'imports-late': liesTooLong('take-imports', message('import-parts', part)),
};
