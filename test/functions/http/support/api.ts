import { readFile } from 'node:fs/promises';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { acknowledgeNotification } from '../../../../functions/http/handlers/acknowledge-notification.ts';
import { getCaseTimeline } from '../../../../functions/http/handlers/get-case-timeline.ts';
import { getDisclosureStatistics } from '../../../../functions/http/handlers/get-disclosure-statistics.ts';
import { getRecord } from '../../../../functions/http/handlers/get-record.ts';
import { getRecordHistory } from '../../../../functions/http/handlers/get-record-history.ts';
import { instrumentRoutes } from '../../../../functions/http/handlers/instrument-routes.ts';
import { getJointStatistics, getScorecard } from '../../../../functions/http/handlers/joint-statistics.ts';
import { listCaseTasks } from '../../../../functions/http/handlers/list-case-tasks.ts';
import { listNotifications } from '../../../../functions/http/handlers/list-notifications.ts';
import { listRoutes } from '../../../../functions/http/handlers/list-routes.ts';
import { postRecords } from '../../../../functions/http/handlers/post-records.ts';
import { postTaskFeedback } from '../../../../functions/http/handlers/post-task-feedback.ts';
import {
  acceptReports,
  compileReports,
  listReports,
  openReports,
  returnReports,
  submitReports,
  writeReports,
} from '../../../../functions/http/handlers/progress-reports.ts';
import { getDocumentNumbers, getQuality } from '../../../../functions/http/handlers/quality.ts';
import { getTask, listTasks } from '../../../../functions/http/handlers/read-tasks.ts';
import {
  confirmWithdrawals,
  correctRecords,
  findOutcomes,
  proposeWithdrawals,
  releaseHolds,
} from '../../../../functions/http/handlers/record-changes.ts';
import { acknowledgeTasks, confirmLifts, giveFeedbacks } from '../../../../functions/http/handlers/task-changes.ts';
import {
  listCases,
  publishCases,
  reviewCases,
  reviseCases,
  withdrawCases,
  writeCases,
} from '../../../../functions/http/handlers/typical-cases.ts';
import { documentClient } from '../../../../shared/aws/clients.ts';
import { caseStore } from '../../../../shared/cases/case-store.ts';
import { repealReports } from '../../../../shared/cases/repeal-report-store.ts';
import { randomText } from '../../../../shared/crypto/digests.ts';
import { personKeys } from '../../../../shared/crypto/person-keys.ts';
import { entryStateStore } from '../../../../shared/disclosure/entry-state-store.ts';
import type { Document } from '../../../../shared/documents/document.ts';
import { renderPdf } from '../../../../shared/documents/render-pdf.ts';
import { renderXlsx } from '../../../../shared/documents/render-xlsx.ts';
import { problemsOf } from '../../../../shared/http/declared-problems.ts';
import type { ApiEvent, ApiResult } from '../../../../shared/http/event.ts';
import { instrumentStore } from '../../../../shared/instruments/instrument-store.ts';
import { type Instant, toInstant } from '../../../../shared/kernel/beijing-time.ts';
import { canonicalJson } from '../../../../shared/kernel/canonical-json.ts';
import type { LogFields } from '../../../../shared/kernel/log.ts';
import { editionStore } from '../../../../shared/lists/edition-store.ts';
import { inboxStore } from '../../../../shared/notifications/inbox-store.ts';
import { OPERATIONS } from '../../../../shared/operations.ts';
import { figuresOf } from '../../../../shared/progress-reports/figures-of.ts';
import { progressReportStore } from '../../../../shared/progress-reports/progress-report-store.ts';
import { intakeCountStore } from '../../../../shared/quality/intake-count-store.ts';
import { qualityCountStore } from '../../../../shared/quality/quality-count-store.ts';
import { idempotencyStore } from '../../../../shared/records/idempotency-store.ts';
import { RECORD_HEAD, recordStore } from '../../../../shared/records/record-store.ts';
import { headInserts } from '../../../../shared/register/head-inserts-store.ts';
import { foldedCountStore } from '../../../../shared/statistics/folded-count-store.ts';
import { foldedJointStore } from '../../../../shared/statistics/folded-joint-store.ts';
import { unitStore } from '../../../../shared/statistics/unit-store.ts';
import { codeAliasStore } from '../../../../shared/subjects/code-alias-store.ts';
import { nameLeadStore } from '../../../../shared/subjects/name-lead-store.ts';
import { subjectBatches } from '../../../../shared/subjects/subject-batch-store.ts';
import { subjectNames, subjectStore } from '../../../../shared/subjects/subject-store.ts';
import { approvedSubscriptions } from '../../../../shared/subscriptions/approved-subscriptions-store.ts';
import { taskStore } from '../../../../shared/tasks/task-store.ts';
import { typicalCaseStore } from '../../../../shared/typical-cases/typical-case-store.ts';
import { personKeysSecret } from '../../../builders/person-keys.ts';
import { type Engines, names, startEngines } from '../../../engines.ts';
import type { Reply } from '../../../to-be-problem.ts';
import { type AuditOperationId, auditHandlers } from './audit-handlers.ts';
import { type CaseOperationId, caseHandlers } from './cases.ts';
import { checkHandlers } from './check-handlers.ts';
import { type ConvenienceOperationId, convenienceHandlers } from './convenience-handlers.ts';
import { type DoorOperationId, doorHandlers } from './door-handlers.ts';
import { type DueProcessOperationId, dueProcessHandlers } from './due-process.ts';
import {
  type EndpointOperationId,
  endpointHandlers,
  type SubscriptionOperationId,
  subscriptionHandlers,
} from './endpoint-handlers.ts';
import { type FileOperationId, fileHandlers } from './file-handlers.ts';
import { type ImportOperationId, importHandlers } from './import-handlers.ts';
import { type LedgerOperationId, ledgerHandlers } from './ledger-handlers.ts';
import { type LetterOperationId, letterHandlers } from './letter-handlers.ts';

/** Who asks, as the authorizer vouches for it. */
export interface Officer {
  readonly department: string;
  readonly officer: string;
  readonly roles: string;
}

export const officer = (department: string, name = 'officer-1', roles = 'reporter'): Officer => ({
  department,
  officer: `${department}/${name}`,
  roles,
});

export const REPORTER = officer('market-regulation');
export const SECOND = officer('market-regulation', 'officer-2');

export interface Request {
  /** Claims as they are; or an officer. @default REPORTER */
  readonly who?: Officer;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly id?: string;
  /** What stands in braces in the path beside the id. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The body's very characters, or bytes, instead of a value. */
  readonly raw?: string | Uint8Array;
}

/** Operations of the functions that serve several routes: their handlers are found by the route table of each. */
type ListOperationId =
  | 'propose-instrument'
  | 'list-instruments'
  | 'get-instrument'
  | 'revise-instrument'
  | 'approve-instrument'
  | 'reword-instrument'
  | 'propose-repeal'
  | 'confirm-repeal'
  | 'get-behaviours'
  | 'get-measures'
  | 'list-behaviours-editions'
  | 'list-measures-editions'
  | 'get-behaviours-difference'
  | 'get-measures-difference'
  | 'prepare-behaviours-edition'
  | 'prepare-measures-edition'
  | 'get-edition'
  | 'change-edition'
  | 'publish-edition';

const byId = (routes: readonly (readonly [contract: { readonly id: string }, handler: unknown])[]) =>
  Object.fromEntries(routes.map(([{ id }, handler]) => [id, handler])) as Record<ListOperationId, unknown>;

export type OperationId =
  | ListOperationId
  | CaseOperationId
  | ConvenienceOperationId
  | DueProcessOperationId
  | DoorOperationId
  | FileOperationId
  | ImportOperationId
  | AuditOperationId
  | LedgerOperationId
  | LetterOperationId
  | EndpointOperationId
  | SubscriptionOperationId
  | 'post-records'
  | 'get-record'
  | 'get-record-history'
  | 'correct-record'
  | 'find-record-outcome'
  | 'propose-withdrawal'
  | 'confirm-withdrawal'
  | 'release-hold'
  | 'list-notifications'
  | 'acknowledge-notification'
  | 'post-check'
  | 'get-check'
  | 'post-check-outcome'
  | 'list-flagged-checks'
  | 'get-disclosure-statistics'
  | 'get-case-timeline'
  | 'get-joint-statistics'
  | 'get-scorecard'
  | 'get-quality'
  | 'get-document-numbers'
  | 'list-tasks'
  | 'get-task'
  | 'acknowledge-task'
  | 'give-task-feedback'
  | 'confirm-task-lift'
  | 'post-task-feedback'
  | 'list-case-tasks'
  | 'write-typical-case'
  | 'list-typical-cases'
  | 'revise-typical-case'
  | 'review-typical-case'
  | 'publish-typical-case'
  | 'withdraw-typical-case'
  | 'list-progress-reports'
  | 'open-progress-report'
  | 'compile-progress-reports'
  | 'write-progress-report'
  | 'submit-progress-report'
  | 'return-progress-report'
  | 'accept-progress-report';

export const operationOf = (id: string) => {
  const found = OPERATIONS.find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found;
};

/** An event in the HTTP API's format 2.0. */
export const eventOf = (operationId: OperationId, request: Request): ApiEvent => {
  const { method, path } = operationOf(operationId);
  const { who = REPORTER, id, params, query, headers, body, raw } = request;
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const claims = request.claims ?? { sub: who.officer, department: who.department, roles: who.roles };
  const inPath: Readonly<Record<string, string>> = { ...(id !== undefined && { id }), ...params };
  const rawPath = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(inPath[name] ?? ''));
  return {
    routeKey: `${method} ${path}`,
    rawPath,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { ...(text !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(query && { queryStringParameters: query }),
    ...(Object.keys(inPath).length > 0 && { pathParameters: inPath }),
    ...(typeof text === 'string' && { body: text, isBase64Encoded: false }),
    ...(text instanceof Uint8Array && { body: Buffer.from(text).toString('base64'), isBase64Encoded: true }),
    requestContext: {
      requestId: `request-${randomText(6)}`,
      http: { method, path: rawPath },
      authorizer: { jwt: { claims } },
    },
  };
};

const problemsIn = (body: Reply['body']): readonly { readonly type: string }[] =>
  [body, ...(body?.outcomes ?? []).map((outcome: { problem?: unknown }) => outcome.problem)].filter((one) =>
    String(one?.type).startsWith('/docs/problems#'),
  );

/** Every problem that is answered is one that the operation's description declares. */
const expectDeclared = (operationId: OperationId, reply: Reply): void => {
  const declared: readonly string[] = problemsOf(operationOf(operationId)).map((kind) => `/docs/problems#${kind}`);
  for (const { type } of problemsIn(reply.body))
    expect(declared, `${operationId} does not declare ${type}`).toContain(type);
};

type Handler = (event: ApiEvent, context: object) => Promise<ApiResult>;

const plain = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;

const textOf = (item: Record<string, unknown>): string =>
  canonicalJson(Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)])));

const FONT = 'node_modules/@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf';

/** All handlers behind the gateway, with real tables, a clock that stands, and a log that is kept. */
export const startApi = async () => {
  const engines: Engines = await startEngines();
  const client = documentClient();
  const register = { client, table: names.registerTable };
  const derived = { client, table: names.derivedTable };
  const logged: { readonly message: string; readonly fields: LogFields }[] = [];
  const note = (message: string, fields: LogFields) => void logged.push({ message, fields });
  let time = Date.parse('2026-11-10T02:00:00.000Z');
  const now = (): Instant => toInstant(time);
  const keys = personKeys(personKeysSecret());
  const base = {
    claimNames: { department: 'department', roles: 'roles' },
    log: { info: note, warn: note, error: note },
    records: recordStore(register),
    idempotency: idempotencyStore(derived),
    intake: intakeCountStore(derived),
    inbox: inboxStore(derived),
    folded: foldedCountStore(derived),
    foldedJoint: foldedJointStore(derived),
    units: unitStore(derived),
    quality: qualityCountStore(derived),
    entryStates: entryStateStore(client, names.derivedTable),
    instruments: instrumentStore(register),
    reports: repealReports(derived),
    editions: editionStore(register),
    subscriptions: approvedSubscriptions(register, now),
    now,
  };
  const joint = { ...base, cases: caseStore(register), tasks: taskStore(register) };
  const olderCodes = codeAliasStore(derived);
  const subjects = subjectStore({ ...register, personKeys: async () => keys, olderCodes });
  const postDeps = {
    ...base,
    subjects,
    addMany: headInserts(RECORD_HEAD, register),
    resolveMany: subjectBatches({ ...register, personKeys: async () => keys, subjects }),
    seal: async (number: string) => keys.seal(number),
    publicId: () => randomText(16),
  };
  const typicalDeps = {
    ...base,
    typicalCases: typicalCaseStore(register),
    cases: caseStore(register),
    publicId: () => randomText(16),
  };
  const reportDeps = {
    ...base,
    reports: progressReportStore(register),
    figuresOf: figuresOf({ folded: base.folded, foldedJoint: foldedJointStore(derived) }),
    render: { pdf: async (document: Document) => renderPdf(document, await readFile(FONT)), xlsx: renderXlsx },
  };
  const handlers = {
    'post-records': postRecords(postDeps),
    'get-record': getRecord(base),
    'get-record-history': getRecordHistory(base),
    'correct-record': correctRecords(base),
    'find-record-outcome': findOutcomes(base),
    'propose-withdrawal': proposeWithdrawals(base),
    'confirm-withdrawal': confirmWithdrawals(base),
    'release-hold': releaseHolds({ ...base, subjects: subjectNames(register) }),
    'list-notifications': listNotifications(base),
    'acknowledge-notification': acknowledgeNotification(base),
    'get-disclosure-statistics': getDisclosureStatistics(base),
    ...checkHandlers(client, { ...base, keys }),
    ...caseHandlers({ ...base, subjects }, { register, derived, people: { personKeys: async () => keys, olderCodes } }),
    ...convenienceHandlers({ ...base, keys, subjects }),
    ...dueProcessHandlers({ ...base, subjects }, { register, derived }),
    ...doorHandlers(base, { register, derived }),
    ...fileHandlers(base, register),
    ...importHandlers(base, { register, derived }),
    ...auditHandlers(base, { register, derived }),
    ...ledgerHandlers(client, base),
    ...letterHandlers(client, base),
    ...endpointHandlers(base, { register, derived }),
    ...subscriptionHandlers(base, register),
    'get-case-timeline': getCaseTimeline(joint),
    'get-joint-statistics': getJointStatistics(base),
    'get-scorecard': getScorecard(base),
    'get-quality': getQuality(base),
    'get-document-numbers': getDocumentNumbers(base),
    'list-tasks': listTasks(joint),
    'get-task': getTask(joint),
    'acknowledge-task': acknowledgeTasks(joint),
    'give-task-feedback': giveFeedbacks(joint),
    'confirm-task-lift': confirmLifts(joint),
    'post-task-feedback': postTaskFeedback(joint),
    'list-case-tasks': listCaseTasks(joint),
    'write-typical-case': writeCases(typicalDeps),
    'list-typical-cases': listCases(typicalDeps),
    'revise-typical-case': reviseCases(typicalDeps),
    'review-typical-case': reviewCases(typicalDeps),
    'publish-typical-case': publishCases(typicalDeps),
    'withdraw-typical-case': withdrawCases(typicalDeps),
    ...byId([...instrumentRoutes(base), ...listRoutes(base)]),
    'list-progress-reports': listReports(reportDeps),
    'open-progress-report': openReports(reportDeps),
    'compile-progress-reports': compileReports(reportDeps),
    'write-progress-report': writeReports(reportDeps),
    'submit-progress-report': submitReports(reportDeps),
    'return-progress-report': returnReports(reportDeps),
    'accept-progress-report': acceptReports(reportDeps),
  } satisfies Record<OperationId, unknown>;

  const call = async (operationId: OperationId, request: Request = {}): Promise<Reply> => {
    const handler = handlers[operationId] as unknown as Handler;
    const { statusCode, headers, body, isBase64Encoded } = await handler(eventOf(operationId, request), {});
    const value = isBase64Encoded ? Buffer.from(body, 'base64') : JSON.parse(body);
    const reply = { status: statusCode, headers, body: value, bytes: Buffer.byteLength(body) };
    expectDeclared(operationId, reply);
    return reply;
  };

  /** All items of both tables, as text: what is stored, but for the count of what was sent, which a refusal is in too. */
  const stored = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const TableName of [names.registerTable, names.derivedTable]) {
      for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) {
        const kept = Items.filter(({ pk }) => !String(pk).startsWith('INTAKE#'));
        found.push(...kept.map((item) => `${TableName} ${textOf(item)}`));
      }
    }
    return found.sort();
  };

  return {
    engines,
    call,
    stored,
    logged,
    deps: postDeps,
    stores: {
      register,
      derived,
      cases: joint.cases,
      tasks: joint.tasks,
      records: base.records,
      inbox: base.inbox,
      subjects,
      olderCodes,
      nameLeads: nameLeadStore(derived),
      folded: base.folded,
      foldedJoint: base.foldedJoint,
      units: base.units,
      quality: base.quality,
    },
    keys,
    now,
    setTime: (text: string) => {
      time = Date.parse(text);
    },
    post: (body: unknown, request: Request = {}) => call('post-records', { ...request, body }),
    stop: () => engines.stop(),
  };
};

export type Api = Awaited<ReturnType<typeof startApi>>;
