import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Where everything lies that outlives this process, or only seems to. */
export type State = {
  directory: string;
  /** Whether it is there at the next start. */
  kept: boolean;
  /** Functions' code, never below the repository. */
  codeDirectory: string;
  close(): void;
};

/** Memory where the system has it as a file system: what is not kept need not reach a disk. */
const temporaryRoot = () => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

/** Held by the operating system, so that it ends with the process, however that ends. */
const lock = (directory: string) => {
  const database = new DatabaseSync(join(directory, 'lock.db'));
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new Error(`Another runner uses ${directory}; stop it, or start with --memory or another --state`, { cause });
  }
  return () => database.close();
};

/** Opens the state in the given directory, or a new one that is removed at the end. */
export const openState = (given: string | 'memory'): State => {
  const kept = given !== 'memory';
  const directory = kept ? resolve(given) : mkdtempSync(join(temporaryRoot(), 'joint-credit-'));
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const unlock = lock(directory);
  const codeDirectory = mkdtempSync(join(tmpdir(), 'joint-credit-code-'));
  return {
    directory,
    kept,
    codeDirectory,
    close: () => {
      unlock();
      rmSync(codeDirectory, { recursive: true, force: true });
      if (!kept) rmSync(directory, { recursive: true, force: true });
    },
  };
};
