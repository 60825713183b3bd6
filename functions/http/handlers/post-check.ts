import * as z from 'zod';
import type { Asking } from '../../../shared/checks/check.ts';
import type { CheckLog, Opening } from '../../../shared/checks/check-log-store.ts';
import { postCheck as contract } from '../../../shared/checks/operations.ts';
import { type CheckReading, type CheckSources, readCheck } from '../../../shared/checks/read-check.ts';
import { admit, CheckSubmission, type DecisionTypes } from '../../../shared/checks/submission.ts';
import { checkReceipt } from '../../../shared/crypto/check-receipt.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import type { ManifestSigner } from '../../../shared/disclosure/manifest.ts';
import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import type { Caller } from '../../../shared/http/event.ts';
import { parseInput } from '../../../shared/http/parse.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type CalendarDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { comparableText } from '../../../shared/kernel/comparable-text.ts';
import type { IdempotencyStore } from '../../../shared/records/idempotency-store.ts';
import { TASK_HEAD } from '../../../shared/tasks/task-store.ts';
import type { Told } from '../../../shared/withdrawal-ledger/note-told.ts';

export interface PostCheckDependencies extends ApiDependencies {
  readonly sources: CheckSources;
  readonly decisionTypes: DecisionTypes;
  readonly checks: CheckLog;
  /** Notes who was told of which measures. */
  readonly noteTold: (told: readonly Told[]) => Promise<void>;
  readonly idempotency: IdempotencyStore;
  readonly signer: () => Promise<ManifestSigner>;
  /** 16 random bytes, base64url. */
  readonly salt: () => string;
  readonly now: () => Instant;
}

/** The subjects as they were sent: what the receipt's digest is compared with. */
const Sent = z.looseObject({ subjects: z.array(z.unknown()) });

/** A reference stands for one decision of a department, however it is spelled. */
const openingOf = ({ decisionType, reference, purpose = '' }: CheckSubmission, { department }: Caller): Opening => ({
  id: digestId(`check|${department}|${decisionType}|${comparableText(reference)}`),
  department,
  decisionType,
  reference,
  purpose,
});

/**
 * The same officer's same content for the same purpose with the same answer from the same state on the same day is the same asking: what is
 * repeated is logged once.
 */
const askingId = (
  { officer, purpose }: { readonly officer: string; readonly purpose: Opening['purpose'] },
  today: CalendarDate,
  { answers, subjects, editions }: CheckReading,
): string =>
  digestId(
    canonicalJson({ subjects, editions, officer, purpose, today, answers: answers.map(({ logged }) => logged) }),
  );

/** Each measure that a check answered, as the ledger keeps it. */
const toldIn = ({ bound }: CheckReading, { id: purpose, department: recipient }: Opening, at: Instant) =>
  bound.map(
    ({ task }): Told => ({
      what: 'task',
      key: TASK_HEAD.keyOf(task),
      about: task.id,
      version: task.version,
      channel: 'check',
      recipient,
      purpose,
      at,
    }),
  );

/** POST /checks: what binds one decision on up to a thousand subjects; signed, and answered only once it is logged. */
export const postChecks = (deps: PostCheckDependencies) =>
  api(contract, deps, async ({ body, caller, idempotencyKey: key }) => {
    const read = parseInput(CheckSubmission, body);
    const submission = read.ok ? admit(read.value, caller.department, deps.decisionTypes) : read;
    if (!submission.ok) return { refused: submission.failure };
    const { department, officer } = caller;
    const [at, salt] = [deps.now(), deps.salt()];
    const today = beijingDate(at);
    const { decisionType, subjects } = submission.value;
    const opening = openingOf(submission.value, caller);
    const question = { decisionType, department, today };
    const reading = await readCheck(deps.sources, opening.id, subjects, question);
    const request = { ...opening, subjects: reading.subjects };
    const isKeyBound = key === undefined || (await deps.idempotency.bind({ department, key, request, at }));
    if (!isKeyBound) return refuse({ kind: 'idempotency-key-reused' });

    const { id: checkId, purpose: _, ...named } = opening;
    const answers = reading.answers.map(({ view }) => view);
    const positions = reading.answers.map(({ logged }) => logged.position);
    const { editions } = reading;
    const { subjects: sent } = Sent.parse(body);
    const signer = await deps.signer();
    const receiptOf = (asked: Pick<Asking, 'at' | 'salt'>) =>
      checkReceipt({ checkId, ...named, ...asked, editions, answers, positions, subjects: sent }, signer);
    const asked = await deps.checks.ask(opening, {
      id: askingId({ officer, purpose: opening.purpose }, today, reading),
      at,
      officer,
      salt,
      receipt: receiptOf({ at, salt }),
      answers: reading.answers.map(({ logged }) => logged),
    });
    if (!asked.ok) return refuse(asked.failure);
    const subjectKeys = reading.answers.flatMap(({ logged }) => logged.subject ?? []);
    const isBound = reading.bound.length > 0;
    await Promise.all([
      deps.checks.noteAccess(opening, asked.value.at, subjectKeys),
      deps.checks.count(opening, asked.value.at, isBound),
      deps.noteTold(toldIn(reading, opening, asked.value.at)),
    ]);
    const { created, ...first } = asked.value;
    const headers = { location: `/checks/${checkId}` };
    return answer(created ? 201 : 200, { id: checkId, answers, receipt: receiptOf(first), salt: first.salt }, headers);
  });
