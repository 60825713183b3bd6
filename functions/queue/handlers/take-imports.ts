import * as z from 'zod';
import type { BatchAnswer } from '../../../shared/aws/event-batch.ts';
import { importKey } from '../../../shared/crypto/import-keys.ts';
import { idOfIncoming } from '../../../shared/imports/import-paths.ts';
import type { ImportPlan } from '../../../shared/imports/import-plan.ts';
import type { StoredImport } from '../../../shared/imports/import-store.ts';
import { PartMessage, type PartQueue } from '../../../shared/imports/part-queue.ts';
import { PLAN_PART } from '../../../shared/imports/progress.ts';
import { beginImport, IMPORT_TRANSITIONS, rejectImport } from '../../../shared/imports/transitions.ts';
import { messages } from '../../../shared/kernel/log.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import { planImport } from './plan-import.ts';
import { importActor, type SettleImportDependencies, settleImport } from './settle-import.ts';
import { type TakePartDependencies, takePart } from './take-part.ts';

/** What the queues hand out: S3's word that files came, or that notifications were switched on; or a part. */
const QueueEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.coerce.number() }),
    }),
  ),
});
const Came = z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) });
const ObjectsCame = z.object({ Records: z.array(Came).default([]) });
const Message = z.union([PartMessage, ObjectsCame]);

export interface TakeImportsDependencies extends SettleImportDependencies, TakePartDependencies {
  readonly progress: TakePartDependencies['progress'];
  readonly parts: PartQueue;
  /** @default as many as make some seconds of work */
  readonly bytesAPart?: number;
}

/** In S3's events a path is encoded as in a form. */
const pathOf = ({ s3 }: z.output<typeof Came>): string => decodeURIComponent(s3.object.key.replaceAll('+', ' '));

/**
 * Takes in files of records: a file that came is divided, its parts are taken in one message each, and who does the last of them ends the
 * import. Every step looks first at what was done before it, so that any of them may be interrupted or repeated.
 */
export const takeImports = (deps: TakeImportsDependencies) => {
  const { imports, bytes, progress, parts: queue, now, log } = deps;

  const found = async (id: string): Promise<StoredImport> => {
    const head = await imports.find(id);
    // The index lags behind a head of a moment ago: the message comes again.
    if (head === undefined) throw new Error(`there is no import ${id} yet`);
    return head;
  };

  /** Writes down that an import runs, or why it does not; answers with the head as it is then. */
  const begun = async (head: StoredImport): Promise<StoredImport> => {
    const plan = await planImport(deps, head.image);
    if (plan.ok) await bytes.keepPlan(head.image, plan.value);
    const by = importActor(now());
    const settled = await settleHead(imports, {
      key: importKey(head.image),
      found: head,
      next: (image) =>
        plan.ok ? beginImport(image, plan.value.parts.length, by) : rejectImport(image, plan.failure, by),
      from: IMPORT_TRANSITIONS.begin.from,
    });
    const { id, state } = settled.head.image;
    log.info(messages.importRead, { import: id, state, parts: settled.head.image.parts });
    return settled.head;
  };

  /** A small file is taken in at once: it does not wait behind the parts of a large one. */
  const work = async (head: StoredImport, plan: ImportPlan, delivery: number): Promise<void> => {
    const { image } = head;
    if (plan.parts.length === 1) {
      await takePart(deps, image, plan, 1, { at: now(), delivery });
      return settleImport(deps, head, plan);
    }
    const done = new Set((await progress.of(image.id)).flatMap(({ part, outcome }) => (outcome ? [part] : [])));
    const left = plan.parts.map((_, at) => at + 1).filter((part) => !done.has(part));
    if (left.length === 0) return settleImport(deps, head, plan);
    return queue.send(left.map((part) => ({ import: image.id, part })));
  };

  const takeFile = async (path: string, delivery: number): Promise<void> => {
    const id = idOfIncoming(path);
    if (id === undefined) return log.warn(messages.importUnknown, {});
    let head = await found(id);
    if (head.image.state === 'awaited') {
      if ((await bytes.size(head.image)) === undefined) return log.info(messages.importGone, { import: id });
      await progress.begin(id, PLAN_PART, { at: now(), delivery });
      head = await begun(head);
    }
    const plan = head.image.state === 'running' ? await bytes.plan(head.image) : undefined;
    if (plan !== undefined) return work(head, plan, delivery);
    if (head.image.state === 'running') throw new Error(`the plan of import ${id} is not there`);
    // Refused, cancelled, or over before a repeated event: what lies there nobody needs.
    return bytes.tidy(head.image, []);
  };

  const takeMessage = async ({ import: id, part }: PartMessage, delivery: number): Promise<void> => {
    const head = await found(id);
    const plan = await bytes.plan(head.image);
    // Over: its plan is gone with all else.
    if (plan === undefined && head.image.state === 'finished') return;
    if (plan === undefined) throw new Error(`the plan of import ${id} is not there`);
    if (head.image.state === 'running') await takePart(deps, head.image, plan, part, { at: now(), delivery });
    await settleImport(deps, head, plan);
  };

  return async (event: unknown): Promise<BatchAnswer> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const { messageId, body, attributes } of QueueEvent.parse(event).Records) {
      const { ApproximateReceiveCount: delivery } = attributes;
      try {
        const message = Message.parse(JSON.parse(body));
        if ('part' in message) await takeMessage(message, delivery);
        else for (const came of message.Records) await takeFile(pathOf(came), delivery);
      } catch (error) {
        log.error(messages.importFailed, { itemIdentifier: messageId, delivery, error });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
};
