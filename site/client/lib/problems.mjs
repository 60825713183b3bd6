/** What is offered does not hold, or would lead back: nothing of it is taken. Exit code 1. */
export class Refused extends Error {}

/** The site, or the folder, cannot be read or written now; the next run goes on where this one stopped. Exit code 2. */
export class Unreadable extends Error {}

/** What the list of parts named was replaced meanwhile: the newest version is asked for again. */
export class Changed extends Error {}

/** The command that was to be told of what left failed: it is told again by the next run. Exit code 3. */
export class NotTold extends Error {}

/** The command was called in a way that it does not know. Exit code 64. */
export class Usage extends Error {}

/** Throws unless it holds. */
export function demand(holds, message) {
  if (!holds) throw new Refused(message);
}
