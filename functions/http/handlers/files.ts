import { filePlace } from '../../../shared/crypto/file-keys.ts';
import { fileRulesOn } from '../../../shared/files/allowed-types.ts';
import type { FileLinks } from '../../../shared/files/file-link.ts';
import type { FileStore } from '../../../shared/files/file-store.ts';
import { toFileView } from '../../../shared/files/file-view.ts';
import { getFile, postFile } from '../../../shared/files/operations.ts';
import type { StoredFile } from '../../../shared/files/stored-file.ts';
import { admitFile, FILE_TRANSITIONS, offerAgain, offerFile } from '../../../shared/files/transitions.ts';
import type { UploadForms } from '../../../shared/files/upload-form-store.ts';
import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import { DEPARTMENT_ROLES } from '../../../shared/http/department-roles.ts';
import type { Caller } from '../../../shared/http/event.ts';
import { isPutAway } from '../../../shared/http/faults.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type Instant, toEpochMs } from '../../../shared/kernel/beijing-time.ts';
import { actingMandate } from '../../../shared/mandates/acting.ts';
import { subjectActor } from '../../../shared/mandates/mandate.ts';
import type { MandateStore } from '../../../shared/mandates/mandate-store.ts';
import type { Actor } from '../../../shared/register/head.ts';
import { ContentPutAway, type Stored } from '../../../shared/register/head-store.ts';

/** For whom somebody hands a file in, and as who. */
export interface Side {
  /** A department's code, or the key of the subject for whom is acted. */
  readonly owner: string;
  readonly mandate?: string;
  readonly by: Actor;
}

export interface FileDependencies extends ApiDependencies {
  readonly files: FileStore;
  readonly forms: UploadForms;
  readonly links: FileLinks;
  readonly mandates: Pick<MandateStore, 'find'>;
  readonly now: () => Instant;
}

/** Whoever is nothing but a subject acts under a mandate or not at all. */
const sideOf = async (
  { mandates }: Pick<FileDependencies, 'mandates'>,
  id: string | undefined,
  caller: Caller,
  at: Instant,
): Promise<Side | undefined> => {
  if (id === undefined) {
    const { department, officer, roles } = caller;
    const isOfficer = DEPARTMENT_ROLES.some((role) => roles.includes(role));
    return isOfficer ? { owner: department, by: { department, officer, at } } : undefined;
  }
  const mandate = await actingMandate(mandates, id, caller, beijingDate(at));
  return mandate && { owner: mandate.subject.key, mandate: mandate.id, by: subjectActor(mandate, at) };
};

const MINUTE_MS = 60_000;

/** A form that has most of its time is given out again; with little left, or none, or after a refusal, the place is opened anew. */
const needsNewOffer = ({ state, uploadUntil }: StoredFile, at: Instant): boolean => {
  const left = toEpochMs(uploadUntil) - toEpochMs(at);
  return state === 'rejected' || left < (fileRulesOn(beijingDate(at)).uploadMinutes * MINUTE_MS) / 2;
};

/** The file as it can be sent now; undefined if somebody else opened its place at the same moment. */
const opened = async (files: FileStore, found: Stored<StoredFile>, by: Actor): Promise<StoredFile | undefined> => {
  if (found.image.state === 'clean' || !needsNewOffer(found.image, by.at)) return found.image;
  const saved = await files.change(found, offerAgain(found.image, by), FILE_TRANSITIONS.offerAgain.from);
  return saved.ok ? saved.value.image : undefined;
};

/** Once a month at most a file is handed in that nobody uses and that is put away; nobody does so for two years. */
const MOST_PLACES = 24;

const unlessPutAway = (error: unknown): undefined => {
  if (!isPutAway(error)) throw error;
  return undefined;
};

/** Enters a file that is handed in: where one like it was put away, in the place after that. */
const registered = async (
  files: Pick<FileStore, 'add'>,
  announced: Parameters<typeof offerFile>[1],
  { by, ...whose }: Side,
): Promise<Awaited<ReturnType<FileStore['add']>>> => {
  let after: string | undefined;
  for (let places = 0; places < MOST_PLACES; places += 1) {
    const place = { ...whose, ...filePlace({ ...announced, ...whose, ...(after && { after }) }) };
    const added = await files.add(offerFile(place, announced, by), announced).catch(unlessPutAway);
    if (added !== undefined) return added;
    after = place.id;
  }
  throw new ContentPutAway(after ?? '');
};

/** POST /files: what it will be, by whom and what for; then the form by which it is sent past us into its bucket. */
export const postFiles = (deps: FileDependencies) =>
  api(postFile, deps, async ({ body, caller }) => {
    const { mandate, ...given } = body;
    const at = deps.now();
    const side = await sideOf(deps, mandate, caller, at);
    if (side === undefined) {
      return refuse({ kind: mandate === undefined ? 'missing-field' : 'not-found', pointer: '/mandate' });
    }
    const mediaType = admitFile(given, at);
    if (!mediaType.ok) return { refused: mediaType.failure };
    const { by } = side;
    const announced = { ...given, mediaType: mediaType.value };
    const added = await registered(deps.files, announced, side);
    // Its key is made of all that is announced: what is there is the same file.
    const found = added.ok ? added.value : added.failure;
    const file = await opened(deps.files, found, by);
    if (file === undefined) return refuse({ kind: 'stale-version', parameters: { current: found.image.version + 1 } });
    const isNew = added.ok && added.value.created;
    const form = file.state === 'clean' ? undefined : await deps.forms(file, at);
    const view = { ...toFileView(file), ...(form && { form: { ...form, until: file.uploadUntil } }) };
    return answer(isNew ? 201 : 200, view, isNew ? { location: `/files/${file.id}` } : undefined);
  });

/** GET /files/{id}: for whose it is; another's is as absent as none (I7). */
export const getFiles = (deps: FileDependencies) =>
  api(getFile, deps, async ({ id, query, caller }) => {
    const at = deps.now();
    const [side, found] = await Promise.all([sideOf(deps, query.mandate, caller, at), deps.files.find(id)]);
    if (side === undefined || found === undefined || found.image.owner !== side.owner) {
      return refuse({ kind: 'not-found' });
    }
    return answer(200, toFileView(found.image, await deps.links(found.image, at)));
  });
