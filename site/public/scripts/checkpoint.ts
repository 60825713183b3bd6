const KEPT = 'joint-credit checkpoint';

/** The checkpoint of the log that this browser saw last; undefined if there is none, or nothing may be kept. */
export const remembered = (): string | undefined => {
  try {
    return localStorage.getItem(KEPT) ?? undefined;
  } catch {
    return undefined;
  }
};

/** Keeps the checkpoint under which something was proven: the next one must only add to it. */
export const remember = (checkpoint: string): void => {
  try {
    localStorage.setItem(KEPT, checkpoint);
  } catch {
    // Nothing may be kept: the reader can paste one.
  }
};

export const forget = (): void => {
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // Nothing is kept.
  }
};
