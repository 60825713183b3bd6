import type { Instant } from '../kernel/beijing-time.ts';
import type { Failures } from '../kernel/failure.ts';
import type { RecordKind } from '../records/kinds/kinds.ts';
import type { Head } from '../register/head.ts';
import type { ImportFormat } from './import-rules.ts';

/** 待上传 awaited · 处理中 running · 已完成 finished · 文件不符 rejected · 已取消 cancelled. */
export const IMPORT_STATES = ['awaited', 'running', 'finished', 'rejected', 'cancelled'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** What is done to an import: its place is opened, opened again, its parts are found or its file refused, it is cancelled, it ends. */
export const IMPORT_ACTIONS = ['offer', 'offer-again', 'begin', 'reject', 'cancel', 'finish'] as const;
export type ImportAction = (typeof IMPORT_ACTIONS)[number];

/** What became of rows. Their sum is the rows that were read. */
export interface RowCounts {
  readonly rows: number;
  /** Taken in by this import. */
  readonly created: number;
  /** There already, with the same content. */
  readonly unchanged: number;
  readonly refused: number;
}

/** A file of records of one kind that a department hands in, and what became of it. Its rows lie in a bucket of their own, never here. */
export interface Import extends Head<ImportState, ImportAction> {
  readonly department: string;
  /** Who handed it in: the records bear this name. */
  readonly officer: string;
  readonly kind: RecordKind;
  readonly format: ImportFormat;
  /** As the department calls it. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of its bytes, hex. */
  readonly sha256: string;
  /** A function of all that was announced. */
  readonly digest: string;
  /** The same file handed in again after it was over is another run. */
  readonly run: number;
  readonly announcedAt: Instant;
  /** Until when the form holds by which it can be sent. */
  readonly uploadUntil: Instant;
  /** Ranges of rows, each one piece of work; known once it runs. */
  readonly parts?: number;
  /** Once it is finished. */
  readonly counts?: RowCounts;
  /** Why the file as a whole was refused. */
  readonly failures?: Failures;
}
