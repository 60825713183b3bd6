import type { AccessExports, LoggedPage } from '../../../../shared/audit/access-export-store.ts';
import { accessLine, linesText } from '../../../../shared/audit/access-lines.ts';
import { exportAccessLogs as contract } from '../../../../shared/audit/operations.ts';
import { digestId } from '../../../../shared/crypto/digest-id.ts';
import { type ApiDependencies, api } from '../../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../../shared/http/cursor.ts';
import type { Caller } from '../../../../shared/http/event.ts';
import { file, refuse } from '../../../../shared/http/respond.ts';
import type { Instant } from '../../../../shared/kernel/beijing-time.ts';
import type { Failure } from '../../../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';

export interface ExportAccessLogsDependencies extends ApiDependencies {
  readonly exports: AccessExports;
  /** 16 random bytes, base64url. */
  readonly random: () => string;
  readonly now: () => Instant;
}

/** Which page of which export; the position itself, which is a key of the table, never leaves. */
const CURSOR = /^[\w-]{22}#\d{1,6}$/;

const FORMATS = {
  ndjson: { type: 'application/x-ndjson', ending: 'ndjson' },
  csv: { type: 'text/csv', ending: 'csv' },
} as const;

type Start = Pick<LoggedPage, 'from' | 'to' | 'salt' | 'next'> & { readonly exportId: string; readonly page: number };
type Query = { readonly from?: LoggedPage['from']; readonly to?: LoggedPage['to']; readonly cursor?: string };

/** Where a request begins: a new export of a period, or the next page of one that the same auditor began. */
const startOf = async (
  { exports, random }: ExportAccessLogsDependencies,
  { from, to, cursor }: Query,
  { officer }: Caller,
): Promise<Result<Start, Failure>> => {
  if (cursor === undefined) {
    if (from === undefined) return fail({ kind: 'missing-field', pointer: '/from' });
    if (to === undefined) return fail({ kind: 'missing-field', pointer: '/to' });
    if (to < from) return fail({ kind: 'invalid-value', pointer: '/to', parameters: { expected: `≥ ${from}` } });
    return ok({ exportId: random(), page: 1, from, to, salt: random() });
  }
  const [exportId = '', page = ''] = (decodeCursor(cursor, CURSOR) ?? '').split('#');
  const before = exportId === '' ? undefined : await exports.logged(exportId, Number(page));
  if (before?.next === undefined || before.officer !== officer) return fail({ kind: 'invalid-cursor' });
  const { salt, next } = before;
  return ok({ exportId, page: Number(page) + 1, from: before.from, to: before.to, salt, next });
};

/** GET /audit/access-logs: a page of who asked whom and why. It is written down before it is handed out, and is itself an access. */
export const exportAccessLogs = (deps: ExportAccessLogsDependencies) =>
  api(contract, deps, async ({ query, caller }) => {
    const start = await startOf(deps, query, caller);
    if (!start.ok) return refuse(start.failure);
    const { exportId, page, from, to, salt } = start.value;
    const { accesses, next } = await deps.exports.read({ from, to }, start.value.next);
    const { department, officer } = caller;
    const at = deps.now();
    await deps.exports.log(exportId, page, {
      at,
      department,
      officer,
      from,
      to,
      salt,
      lines: accesses.length,
      ...(next && { next }),
    });
    // Of one export: what two exports say of a subject cannot be brought together by whoever has only them.
    const handles = (subject: string) => digestId(`${salt}|${subject}`);
    const lines = accesses
      .map((access) => accessLine(access, handles))
      .toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1));
    const { type, ending } = FORMATS[query.format];
    const cursor = next && encodeCursor(`${exportId}#${page}`);
    return file({
      bytes: new TextEncoder().encode(linesText(lines, query.format)),
      type,
      name: `access-logs-${from}-${to}-${page}.${ending}`,
      headers: nextLink('/audit/access-logs', cursor, { format: query.format }),
    });
  });
