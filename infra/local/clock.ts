/**
 * The clock that functions, schedules and token checks see: the machine's own, moved by an offset.
 * The offset lies in shared memory, so that a move reaches running function threads at once.
 */
export type Clock = {
  now(): Date;
  /** What this clock showed, or will show, when the machine's clock shows the given milliseconds. */
  shown(machineMilliseconds: number): number;
  set(now: Date): void;
  onMove(listener: () => void): void;
  readonly offset: SharedArrayBuffer;
};

/** A clock that starts at the given instant, or at the machine's own time, and runs on. */
export const createClock = (start?: Date): Clock => {
  const offset = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const milliseconds = new Float64Array(offset);
  const listeners: (() => void)[] = [];
  const shown = (machine: number) => machine + (milliseconds[0] ?? 0);
  const move = (to: Date) => {
    milliseconds[0] = to.getTime() - Date.now();
  };
  if (start) move(start);
  return {
    now: () => new Date(shown(Date.now())),
    shown,
    set: (to) => {
      move(to);
      for (const listener of listeners) listener();
    },
    onMove: (listener) => listeners.push(listener),
    offset,
  };
};
