import * as z from 'zod';
import type { BatchAnswer } from '../../../shared/aws/event-batch.ts';
import { sha256Hex } from '../../../shared/crypto/digests.ts';
import type { FileBytes, Incoming } from '../../../shared/files/file-bytes-store.ts';
import { idOfIncoming } from '../../../shared/files/file-paths.ts';
import type { FileStore } from '../../../shared/files/file-store.ts';
import { inspect } from '../../../shared/files/inspect.ts';
import type { FileScanner } from '../../../shared/files/scanner-store.ts';
import type { Rejection, Scan, StoredFile } from '../../../shared/files/stored-file.ts';
import { afterScan, FILE_TRANSITIONS } from '../../../shared/files/transitions.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import type { Stored } from '../../../shared/register/head-store.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';

/** What the queue hands out: S3's word that objects came, or that notifications were switched on, which says nothing of objects. */
const QueueEvent = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });
const Came = z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) });
const ObjectsCame = z.object({ Records: z.array(Came).default([]) });

export interface ScanFileDeps {
  readonly files: Pick<FileStore, 'find' | 'get' | 'change'>;
  readonly bytes: FileBytes;
  /** Absent where none was named at deployment: the built-in checks are all there is. */
  readonly scanner: FileScanner | undefined;
  readonly keyOf: (file: StoredFile) => { readonly pk: string; readonly sk: string };
  readonly now: () => Instant;
  readonly log: Log;
}

/** In S3's events a path is encoded as in a form. */
const pathOf = ({ s3 }: z.output<typeof Came>): string => decodeURIComponent(s3.object.key.replaceAll('+', ' '));

const wrongIn = (file: StoredFile, incoming: Incoming): Rejection | undefined => {
  if (!('bytes' in incoming) || incoming.bytes.length !== file.bytes) return 'wrong-size';
  if (sha256Hex(incoming.bytes) !== file.sha256) return 'wrong-digest';
  return inspect(incoming.bytes, file.mediaType);
};

/** The scan's own name among those who change heads. */
const scanActor = (at: Instant) => ({ department: 'credit-office', officer: 'scan-file', at });

/**
 * Looks at what was sent for a file, once: built-in checks first, then the scanner, if there is one, on the very bytes that were checked. Its
 * word is written before anything is deleted, so that whatever dies on the way is done by the next try.
 */
export const scanFile = (deps: ScanFileDeps) => {
  const { files, bytes, scanner, now, log } = deps;

  const look = async (file: StoredFile, incoming: Incoming): Promise<Omit<Scan, 'at'>> => {
    const rejection = wrongIn(file, incoming);
    if (rejection !== undefined || !('bytes' in incoming)) return { by: 'built-in', ...(rejection && { rejection }) };
    const place = await bytes.keep(file, incoming.bytes);
    if (scanner === undefined) return { by: 'built-in' };
    const { bytes: size, mediaType, sha256 } = file;
    const verdict = await scanner({ ...place, bytes: size, mediaType, sha256 });
    return { by: 'scanner', ...(verdict === 'infected' && { rejection: 'infected' }) };
  };

  /** What came for a file that was judged already, by a replayed event or a form that was used again, is no matter any more. */
  const tidy = (file: StoredFile) => bytes.discard(file, file.state === 'rejected' ? 'checked' : undefined);

  const judge = async (found: Stored<StoredFile>): Promise<void> => {
    const file = found.image;
    if (file.state !== 'pending') return tidy(file);
    const incoming = await bytes.incoming(file);
    // Deleted before it was looked at: its owner may send it again.
    if (incoming === undefined) return log.info(messages.fileGone, { file: file.id });
    const seen = await look(file, incoming);
    const by = scanActor(now());
    const { head } = await settleHead(files, {
      key: deps.keyOf(file),
      found,
      next: (image) => afterScan(image, { ...seen, at: by.at }, by),
      from: FILE_TRANSITIONS.pass.from,
    });
    await tidy(head.image);
    log.info(messages.fileScanned, { file: file.id, state: head.image.state, by: seen.by, rejection: seen.rejection });
  };

  const scan = async (path: string): Promise<void> => {
    const id = idOfIncoming(path);
    if (id === undefined) return log.warn(messages.fileUnknown, {});
    const found = await files.find(id);
    // The index lags behind a head of a moment ago: the event comes again.
    if (found === undefined) throw new Error(`there is no file ${id} yet`);
    return judge(found);
  };

  return async (event: unknown): Promise<BatchAnswer> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const { messageId, body } of QueueEvent.parse(event).Records) {
      try {
        for (const came of ObjectsCame.parse(JSON.parse(body)).Records) await scan(pathOf(came));
      } catch (error) {
        log.error(messages.fileScanFailed, { itemIdentifier: messageId, error });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
};
