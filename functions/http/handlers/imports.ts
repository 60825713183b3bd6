import { importDigest, importId } from '../../../shared/crypto/import-keys.ts';
import { type ApiDependencies, api, etag } from '../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../shared/http/cursor.ts';
import type { Caller } from '../../../shared/http/event.ts';
import { answer, file, refuse } from '../../../shared/http/respond.ts';
import type { Import } from '../../../shared/imports/import.ts';
import type { ImportForms } from '../../../shared/imports/import-form-store.ts';
import { IMPORT_POSITION, type ImportStore, type StoredImport } from '../../../shared/imports/import-store.ts';
import type { ImportSubmission } from '../../../shared/imports/import-submission.ts';
import { type ShownWith, toImportView } from '../../../shared/imports/import-view.ts';
import { errorsKeptUntil } from '../../../shared/imports/kept.ts';
import {
  cancelImportOperation,
  getImport,
  getImportTemplate,
  listImports,
  postImport,
  TEMPLATE_FILES,
} from '../../../shared/imports/operations.ts';
import { progressOf } from '../../../shared/imports/progress.ts';
import type { ImportProgress } from '../../../shared/imports/progress-store.ts';
import {
  admitImport,
  cancelImport,
  IMPORT_TRANSITIONS,
  needsNewForm,
  offerImport,
  offerImportAgain,
} from '../../../shared/imports/transitions.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import type { Language } from '../../../shared/kernel/language.ts';
import { isRecordKind, type RecordKind } from '../../../shared/records/kinds/kinds.ts';
import type { Actor } from '../../../shared/register/head.ts';
import { type ChangeDependencies, changeHead } from './change-head.ts';

export interface ImportDependencies extends ChangeDependencies {
  readonly imports: ImportStore;
  readonly forms: ImportForms;
  readonly progress: Pick<ImportProgress, 'of'>;
}

const isOver = ({ state }: Import): boolean => state !== 'awaited' && state !== 'running';

/** The run of a file that is under way, or a new one; undefined if it was changed at the same moment. */
const openRun = async (
  { imports }: Pick<ImportDependencies, 'imports'>,
  given: ImportSubmission,
  by: Actor,
): Promise<{ readonly image: Import; readonly isNew: boolean } | undefined> => {
  const digest = importDigest({ ...given, department: by.department });
  const last = await imports.latest(digest);
  if (last !== undefined && !isOver(last.image)) return continued(imports, last, by);
  const place = { digest, run: (last?.image.run ?? 0) + 1 };
  const added = await imports.add(offerImport({ ...place, id: importId(place) }, given, by), given);
  // Its key is made of all that is announced: what is there is the same file.
  return added.ok
    ? { image: added.value.image, isNew: added.value.created }
    : { image: added.failure.image, isNew: false };
};

const continued = async (imports: ImportStore, found: StoredImport, by: Actor) => {
  if (found.image.state !== 'awaited' || !needsNewForm(found.image, by.at)) return { image: found.image, isNew: false };
  const again = offerImportAgain(found.image, by);
  const saved = await imports.change(found, again, IMPORT_TRANSITIONS.offerAgain.from);
  return saved.ok ? { image: saved.value.image, isNew: false } : undefined;
};

/** POST /imports: what it will be; then the form by which it is sent past us into its bucket. */
export const postImports = (deps: ImportDependencies) =>
  api(postImport, deps, async ({ body, caller: { department, officer }, language }) => {
    const by = { department, officer, at: deps.now() };
    const admitted = admitImport(body, by);
    if (!admitted.ok) return { refused: admitted.failure };
    const opened = await openRun(deps, admitted.value, by);
    if (opened === undefined) return refuse({ kind: 'stale-version' });
    const { image, isNew } = opened;
    const form = image.state === 'awaited' ? await deps.forms.form(image, by.at) : undefined;
    const view = { ...toImportView(image, { language }), ...(form && { form: { ...form, until: image.uploadUntil } }) };
    return answer(isNew ? 201 : 200, view, isNew ? { location: `/imports/${image.id}` } : undefined);
  });

const PAGE = 50;

/** GET /imports: a page of the caller's own department. The position of a later page says of which list it is. */
export const listOwnImports = (deps: ImportDependencies) =>
  api(listImports, deps, async ({ query, caller, language }) => {
    const { cursor, limit = PAGE } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor, IMPORT_POSITION);
    if (cursor !== undefined && after === undefined) return refuse({ kind: 'invalid-cursor' });
    const listed = after?.startsWith('done#') ? 'done' : 'open';
    const status = query.status ?? listed;
    if (after !== undefined && status !== listed) return refuse({ kind: 'invalid-cursor' });
    const { imports, next } = await deps.imports.list({ owner: caller.department, status, after, limit });
    const views = imports.map(({ image }) => toImportView(image, { language }));
    return answer(200, { imports: views }, nextLink('/imports', next && encodeCursor(next)));
  });

/** An import of the caller's department; another's is as absent as none (I7). */
const own = async ({ imports }: Pick<ImportDependencies, 'imports'>, id: string, { department }: Caller) => {
  const found = await imports.find(id);
  return found?.image.department === department ? found : undefined;
};

/** What is known of an import beside its head: how far it is, and where its refused rows can be read. */
const shownWith = async (deps: ImportDependencies, image: Import, language: Language): Promise<ShownWith> => {
  const at: Instant = deps.now();
  if (!isOver(image)) return { language, progress: progressOf(await deps.progress.of(image.id), at) };
  const keptUntil = errorsKeptUntil(image);
  if (keptUntil === undefined) return { language };
  const link = beijingDate(at) <= keptUntil ? await deps.forms.link(image, at) : undefined;
  return { language, errors: { keptUntil, ...(link && { link }) } };
};

/** GET /imports/{id}. */
export const getOwnImport = (deps: ImportDependencies) =>
  api(getImport, deps, async ({ id, caller, language }) => {
    const found = await own(deps, id, caller);
    if (found === undefined) return refuse({ kind: 'not-found' });
    const shown = await shownWith(deps, found.image, language);
    return answer(200, toImportView(found.image, shown), { etag: etag(found.image.version) });
  });

/** POST /imports/{id}/cancellation. */
export const cancelOwnImport = (deps: ImportDependencies) =>
  changeHead(cancelImportOperation, deps, {
    heads: deps.imports,
    find: (id, caller) => own(deps, id, caller),
    transition: IMPORT_TRANSITIONS.cancel,
    change: (image, _, { by }) => cancelImport(image, by),
    view: (image) => toImportView(image, { language: 'zh' }),
  });

/** Makes the template of a kind of record as a file of a format. */
export type TemplateOf = (kind: RecordKind, format: keyof typeof TEMPLATE_FILES) => Uint8Array | Promise<Uint8Array>;

/** GET /imports/templates/{kind}. */
export const getTemplates = (deps: ApiDependencies & { readonly templateOf: TemplateOf }) =>
  api(getImportTemplate, deps, async ({ params, query: { format = 'csv' } }) => {
    const kind = params['kind'];
    if (!isRecordKind(kind)) return refuse({ kind: 'not-found' });
    const bytes = await deps.templateOf(kind, format);
    return file({ bytes, type: TEMPLATE_FILES[format], name: `${kind}.${format}` });
  });
