import type { Instant } from '../kernel/beijing-time.ts';
import type { Head } from '../register/head.ts';
import type { MediaType } from './allowed-types.ts';

/** 待上传或待检查 pending · 可用 clean · 已拒收 rejected. */
export const FILE_STATES = ['pending', 'clean', 'rejected'] as const;
export type FileState = (typeof FILE_STATES)[number];

/** What is done to a file: its place is opened, opened again after it expired or was refused, and the scan's word on it. */
export const FILE_ACTIONS = ['offer', 'offer-again', 'pass', 'reject'] as const;
export type FileAction = (typeof FILE_ACTIONS)[number];

/** What a file is handed in for. */
export const FILE_PURPOSES = [
  'objection',
  'repair',
  'statement',
  'commitment',
  'acceptance',
  'authorisation',
  'decision',
] as const;
export type FilePurpose = (typeof FILE_PURPOSES)[number];

/**
 * Why the scan refused a file: it is larger or smaller than was said, is not the file whose digest was given, is not of its type, can be
 * opened as another type as well, is cut off, or is infected.
 */
export const REJECTIONS = ['wrong-size', 'wrong-digest', 'wrong-type', 'two-types', 'incomplete', 'infected'] as const;
export type Rejection = (typeof REJECTIONS)[number];

/** Who looked: the checks that are built in alone, or the scanner named at deployment as well. */
export const SCANNERS = ['built-in', 'scanner'] as const;
export type Scanner = (typeof SCANNERS)[number];

/** What the scan found, and when. */
export interface Scan {
  readonly at: Instant;
  readonly by: Scanner;
  readonly rejection?: Rejection;
}

/** A file that somebody hands in; its bytes lie in a bucket of their own, under its id. */
export interface StoredFile extends Head<FileState, FileAction> {
  /** Whose it is: the code of a department, or the key of the subject for whom it was handed in. */
  readonly owner: string;
  /** The mandate under which it was handed in for a subject. */
  readonly mandate?: string;
  /** Where its head lies: a function of what it is and whose. */
  readonly digest: string;
  /** As its owner calls it; shown, and offered when it is saved, never a path. */
  readonly name: string;
  readonly mediaType: MediaType;
  readonly bytes: number;
  /** SHA-256 of its bytes, hex. */
  readonly sha256: string;
  readonly purpose: FilePurpose;
  /** Until when the form holds by which it can be sent. */
  readonly uploadUntil: Instant;
  readonly scan?: Scan;
}
