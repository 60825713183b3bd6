/** What a look at a system from outside brought to light. */
export interface Found {
  readonly findings: readonly string[];
  /** How much of each sort was looked at: a check that looked at nothing finds nothing. */
  readonly looked: Readonly<Record<string, number>>;
}

/** Where the parts of a check write what they found. */
export interface Notes {
  wrong(what: string): void;
  looked(what: string, count?: number): void;
}

export const newNotes = () => {
  const findings: string[] = [];
  const looked: Record<string, number> = {};
  const notes: Notes = {
    wrong: (what) => void findings.push(what),
    looked: (what, count = 1) => {
      looked[what] = (looked[what] ?? 0) + count;
    },
  };
  return { notes, found: { findings, looked } satisfies Found };
};

/** Does work on each of many, so many at once. */
export const each = async <One>(
  all: Iterable<One>,
  atOnce: number,
  work: (one: One) => Promise<void>,
): Promise<void> => {
  const rest = all[Symbol.iterator]();
  const worker = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};
