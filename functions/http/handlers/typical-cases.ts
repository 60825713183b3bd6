import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { typicalCasePlace } from '../../../shared/crypto/typical-case-keys.ts';
import { api, etag } from '../../../shared/http/api.ts';
import type { Caller } from '../../../shared/http/event.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import { fail } from '../../../shared/kernel/result.ts';
import type { Stored } from '../../../shared/register/head-store.ts';
import {
  listTypicalCases,
  publishTypicalCaseOperation,
  reviewTypicalCaseOperation,
  reviseTypicalCaseOperation,
  withdrawTypicalCaseOperation,
  writeTypicalCaseOperation,
} from '../../../shared/typical-cases/operations.ts';
import {
  publishTypicalCase,
  reviewTypicalCase,
  reviseTypicalCase,
  TYPICAL_CASE_TRANSITIONS,
  withdrawTypicalCase,
  writeTypicalCase,
} from '../../../shared/typical-cases/transitions.ts';
import type { TypicalCase } from '../../../shared/typical-cases/typical-case.ts';
import type { TypicalCaseStore } from '../../../shared/typical-cases/typical-case-store.ts';
import { toTypicalCaseView } from '../../../shared/typical-cases/views.ts';
import { type ChangeDependencies, changeHead } from './change-head.ts';

export interface TypicalCaseDependencies extends ChangeDependencies {
  readonly typicalCases: TypicalCaseStore;
  /** Joint cases, read consistently. */
  readonly cases: { find(id: string): Promise<Pick<Stored<JointCase>, 'image'> | undefined> };
  /** A new random public id. */
  readonly publicId: () => string;
}

const isOffice = ({ roles }: Caller): boolean => roles.includes('credit-office');

/** GET /typical-cases: one's own, or all of them. */
export const listCases = (deps: TypicalCaseDependencies) =>
  api(listTypicalCases, deps, async ({ query: { year }, caller }) => {
    const all = await deps.typicalCases.ofYear(year);
    const readsAll = isOffice(caller) || caller.roles.includes('auditor');
    const readable = all.filter(({ image }) => readsAll || image.department === caller.department);
    return answer(200, { year, typicalCases: readable.map(({ image }) => toTypicalCaseView(image)) });
  });

/** POST /typical-cases: by the department whose case it is, or by the credit office; another's case is as absent as none (I7). */
export const writeCases = (deps: TypicalCaseDependencies) =>
  api(writeTypicalCaseOperation, deps, async ({ body, caller, idempotencyKey: key }) => {
    const { department, officer } = caller;
    const { caseId, ...written } = body;
    const at = deps.now();
    const found = await deps.cases.find(caseId);
    if (found === undefined || (found.image.department !== department && !isOffice(caller))) {
      return refuse({ kind: 'not-found', pointer: '/caseId' });
    }
    const year = beijingDate(at).slice(0, 4);
    const place = typicalCasePlace({ year, department, caseId, title: written.title });
    const publicId = deps.publicId();
    const by = { department, officer, at };
    const opened = writeTypicalCase({ place, publicId, on: found.image, written, by });
    if (!opened.ok) return { refused: opened.failure };
    const isBound = key === undefined || (await deps.idempotency.bind({ department, key, request: body, at }));
    if (!isBound) return refuse({ kind: 'idempotency-key-reused' });
    const added = await deps.typicalCases.add(opened.value, body);
    const changes = `/typical-cases/${place.id}/changes`;
    if (!added.ok) return refuse({ kind: 'written-already', parameters: { changes } });
    const { image, created } = added.value;
    return answer(created ? 201 : 200, toTypicalCaseView(image), {
      etag: etag(image.version),
      ...(created && { location: `/typical-cases/${image.id}` }),
    });
  });

/** What changes of a typical case have in common; `mayChange` tells whose. */
const changed = (
  { typicalCases }: TypicalCaseDependencies,
  mayChange: (typical: TypicalCase, caller: Caller) => boolean,
) => ({
  heads: typicalCases,
  view: toTypicalCaseView,
  find: async (id: string, caller: Caller) => {
    const found = await typicalCases.find(id);
    return found && mayChange(found.image, caller) ? found : undefined;
  },
});

const isOwn = ({ department }: TypicalCase, caller: Caller): boolean => department === caller.department;
const isOwnOrOffice = (typical: TypicalCase, caller: Caller): boolean => isOwn(typical, caller) || isOffice(caller);
const anyCase = (): boolean => true;

/** POST /typical-cases/{id}/changes. */
export const reviseCases = (deps: TypicalCaseDependencies) =>
  changeHead(reviseTypicalCaseOperation, deps, {
    ...changed(deps, isOwn),
    transition: TYPICAL_CASE_TRANSITIONS.revise,
    change: (typical, body, { by }) => reviseTypicalCase(typical, body, by),
  });

/** POST /typical-cases/{id}/review. */
export const reviewCases = (deps: TypicalCaseDependencies) =>
  changeHead(reviewTypicalCaseOperation, deps, {
    ...changed(deps, anyCase),
    transition: TYPICAL_CASE_TRANSITIONS.review,
    change: (typical, body, { by }) => reviewTypicalCase(typical, body, by),
  });

/** POST /typical-cases/{id}/publication: the publisher makes it public with its next run, from its day on. */
export const publishCases = (deps: TypicalCaseDependencies) =>
  changeHead(publishTypicalCaseOperation, deps, {
    ...changed(deps, anyCase),
    transition: TYPICAL_CASE_TRANSITIONS.publish,
    change: async (typical, body, { by }) => {
      const found = await deps.cases.find(typical.caseId);
      if (found === undefined) return fail([{ kind: 'not-found' }]);
      return publishTypicalCase(typical, { ...body, on: found.image }, by);
    },
  });

/** POST /typical-cases/{id}/withdrawal: it leaves the public with the next run, which does not wait for its schedule. */
export const withdrawCases = (deps: TypicalCaseDependencies) =>
  changeHead(withdrawTypicalCaseOperation, deps, {
    ...changed(deps, isOwnOrOffice),
    transition: TYPICAL_CASE_TRANSITIONS.withdraw,
    change: (typical, body, { by }) => withdrawTypicalCase(typical, body, by),
  });
