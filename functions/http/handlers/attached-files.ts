import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { maySee } from '../../../shared/cases/visibility.ts';
import { getCaseFile, getObjectionFile, getRepairFile } from '../../../shared/files/attached-operations.ts';
import type { FileLinks } from '../../../shared/files/file-link.ts';
import type { FilesById } from '../../../shared/files/file-store.ts';
import { toFileView } from '../../../shared/files/file-view.ts';
import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import type { Caller } from '../../../shared/http/event.ts';
import type { Operation } from '../../../shared/http/operation.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import type { Objection } from '../../../shared/objections/objection.ts';
import { mayKnow } from '../../../shared/objections/visibility.ts';
import type { Repair } from '../../../shared/repairs/repair.ts';
import { visibleRepair } from './repairs/read-repairs.ts';

export interface AttachedFilesDependencies extends ApiDependencies {
  readonly filesById: FilesById;
  readonly links: FileLinks;
  readonly objections: { find(id: string): Promise<{ readonly image: Objection } | undefined> };
  readonly cases: { find(id: string): Promise<{ readonly image: JointCase } | undefined> };
  readonly repairs: Parameters<typeof visibleRepair>[0]['repairs'];
  readonly now: () => Instant;
}

/** A function that gives a link to a file of something that the caller may know of; any other file of the world is absent there. */
const attachedTo = (
  contract: Operation,
  deps: AttachedFilesDependencies,
  filesOf: (id: string, caller: Caller) => Promise<readonly string[]>,
) =>
  api(contract, deps, async ({ id, params, caller }) => {
    const wanted = params['file'] ?? '';
    const isAttached = (await filesOf(id, caller)).includes(wanted);
    const file = isAttached ? (await deps.filesById([wanted])).get(wanted) : undefined;
    const link = file && (await deps.links(file, deps.now()));
    return file && link ? answer(200, toFileView(file, link)) : refuse({ kind: 'not-found' });
  });

const filesOfObjection = ({ files, review }: Objection): readonly string[] => [...files, ...(review?.files ?? [])];
const filesOfRepair = ({ application }: Repair): readonly string[] => application.files;

/** GET /objections/{id}/files/{file}: for who handles or supervises it. */
export const getObjectionFiles = (deps: AttachedFilesDependencies) =>
  attachedTo(getObjectionFile, deps, async (id, caller) => {
    const stored = await deps.objections.find(id);
    return stored !== undefined && mayKnow(stored.image, caller) ? filesOfObjection(stored.image) : [];
  });

/** GET /cases/{id}/files/{file}: for whoever may read the case. */
export const getCaseFiles = (deps: AttachedFilesDependencies) =>
  attachedTo(getCaseFile, deps, async (id, caller) => {
    const stored = await deps.cases.find(id);
    const isSeen = stored !== undefined && maySee(stored.image, caller);
    return isSeen ? stored.image.statements.flatMap(({ files = [] }) => files) : [];
  });

/** GET /repairs/{id}/files/{file}: likewise. */
export const getRepairFiles = (deps: AttachedFilesDependencies) =>
  attachedTo(getRepairFile, deps, async (id, caller) => {
    const stored = await visibleRepair(deps, id, caller);
    return stored === undefined ? [] : filesOfRepair(stored.image);
  });
