/** Types of the independent reader of transparency logs. */
import type { Buffer } from 'node:buffer';
import type { KeyObject } from 'node:crypto';

export interface Checkpoint {
  origin: string;
  size: number;
  root: Buffer;
  cosigned: (number | undefined)[];
}
export function openNote(bytes: Uint8Array): {
  text: string;
  signatures: { name: string; id: number; signature: Buffer }[];
};
export function openKey(vkey: string): { name: string; id: number; type: number; key: KeyObject };
export function openCheckpoint(bytes: Uint8Array, vkey: string, cosigners?: string[]): Checkpoint;
export function tileClient(
  get: (path: string) => Promise<Buffer | null>,
  size: number,
): {
  root(): Promise<Buffer>;
  entries(): Promise<Buffer[]>;
  leaf(index: number): Promise<Buffer>;
  inclusionProof(index: number): Promise<Buffer[]>;
  consistencyProof(first: number): Promise<Buffer[]>;
};
export function verifyInclusion(
  claim: { leaf: Buffer; index: number; size: number; root: Buffer },
  proof: Buffer[],
): boolean;
export function verifyConsistency(
  claim: { first: number; firstHash: Buffer; second: number; secondHash: Buffer },
  proof: Buffer[],
): boolean;
export function leafHashOf(data: Uint8Array): Buffer;
