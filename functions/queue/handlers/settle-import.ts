import { importKey } from '../../../shared/crypto/import-keys.ts';
import type { Import } from '../../../shared/imports/import.ts';
import type { ImportBytes } from '../../../shared/imports/import-bytes-store.ts';
import type { ImportPlan } from '../../../shared/imports/import-plan.ts';
import type { ImportStore, StoredImport } from '../../../shared/imports/import-store.ts';
import { PLAN_PART, progressOf } from '../../../shared/imports/progress.ts';
import type { ImportProgress } from '../../../shared/imports/progress-store.ts';
import { toErrorTable } from '../../../shared/imports/tables/error-table.ts';
import { finishImport, IMPORT_TRANSITIONS } from '../../../shared/imports/transitions.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';

export interface SettleImportDependencies {
  readonly imports: ImportStore;
  readonly bytes: ImportBytes;
  readonly progress: Pick<ImportProgress, 'of'>;
  readonly now: () => Instant;
  readonly log: Log;
}

/** The work's own name among those who change heads. */
export const importActor = (at: Instant) => ({ department: 'credit-office', officer: 'take-imports', at });

/**
 * Ends an import whose parts are all done: the error file is written, then the head says so once, then what was sent is deleted. Whoever
 * finishes a part asks for it; two at once come to the same.
 */
export const settleImport = async (
  deps: SettleImportDependencies,
  found: StoredImport,
  plan: ImportPlan,
): Promise<void> => {
  const { image } = found;
  const at = deps.now();
  const parts = await deps.progress.of(image.id);
  const { done, counts } = progressOf(parts, at);
  if (image.state === 'running' && done < plan.parts.length) return;
  const refusedParts = parts
    .filter(({ part, outcome }) => part !== PLAN_PART && (outcome?.refused ?? 0) > 0)
    .map(({ part }) => part);
  const head = image.state === 'running' ? await finish() : image;
  await deps.bytes.tidy(head, refusedParts);

  async function finish(): Promise<Import> {
    if (counts.refused > 0) {
      await deps.bytes.keepErrors(image, toErrorTable(image.kind, plan.head, deps.bytes.refused(image, refusedParts)));
    }
    const settled = await settleHead(deps.imports, {
      key: importKey(image),
      found,
      next: (current) => finishImport(current, counts, importActor(at)),
      from: IMPORT_TRANSITIONS.finish.from,
    });
    if (settled.changed) deps.log.info(messages.importFinished, { import: image.id, parts: done, ...counts });
    return settled.head.image;
  }
};
