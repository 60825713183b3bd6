import { type Log, messages } from '../../../shared/kernel/log.ts';
import { laySite as lay, type SiteDown } from '../../../shared/site/lay-down.ts';
import type { SiteFile } from '../../../shared/site/site-files.ts';
import type { SiteLines } from '../../../shared/site/site-lines.ts';

export interface LaySiteDependencies extends SiteDown {
  /** The files that were deployed with the function. */
  readonly files: () => Promise<readonly SiteFile[]>;
  readonly lines: () => SiteLines;
  readonly log: Log;
}

/** Lays the site that was deployed with it beside what is published; of one that lies there already it says nothing. */
export const laySite = (deps: LaySiteDependencies) => async (): Promise<void> => {
  const done = await lay(deps, await deps.files(), deps.lines());
  if (done.written + done.deleted > 0) deps.log.info(messages.siteLaid, done);
};
