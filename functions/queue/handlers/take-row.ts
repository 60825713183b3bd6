import { recordId, recordKey } from '../../../shared/crypto/record-keys.ts';
import type { ExchangeEntries } from '../../../shared/exchange/entry-store.ts';
import { identifiedIn, ownDepartment } from '../../../shared/exchange/identified.ts';
import type { InRow, RowOf } from '../../../shared/exchange/incoming.ts';
import { exchangeActor, refreshed } from '../../../shared/exchange/mirror.ts';
import {
  SUPERIOR_PLATFORM,
  SUPERIOR_PLATFORM_CODE,
  SUPERIOR_PLATFORM_NAME,
} from '../../../shared/exchange/superior-platform.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { endRecord } from '../../../shared/records/marks.ts';
import { openRecord, recordSubject, type Seal } from '../../../shared/records/open-record.ts';
import { comparablePosting } from '../../../shared/records/posting.ts';
import { inTermsOf, readSubmission } from '../../../shared/records/read-submission.ts';
import { type Admitted, receive } from '../../../shared/records/receive.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import type { RecordStore, StoredRecord } from '../../../shared/records/record-store.ts';
import type { RecordSubmission } from '../../../shared/records/submission.ts';
import { TRANSITIONS } from '../../../shared/records/transitions.ts';
import type { HeadKey } from '../../../shared/register/head.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import { identityNumbersIn } from '../../../shared/subjects/identity-numbers.ts';
import type { SubjectSubmission } from '../../../shared/subjects/subject.ts';
import type { SubjectFinder } from '../../../shared/subjects/subject-finder-store.ts';
import type { SubjectStore } from '../../../shared/subjects/subject-store.ts';
import type { ApprovedSubscriptions } from '../../../shared/subscriptions/approved-subscriptions-store.ts';

/** What became of a row: entered, confirmed, changed or ended; or nothing, because it was so already, is our own, or a newer word stands. */
export type RowResult = 'entered' | 'confirmed' | 'changed' | 'ended' | 'unchanged' | 'own-entry' | 'superseded';

export interface TakeRowDeps {
  readonly records: Pick<RecordStore, 'get' | 'add' | 'change'>;
  readonly subjects: SubjectStore;
  readonly finder: SubjectFinder;
  readonly entries: Pick<ExchangeEntries, 'at'>;
  readonly subscriptions: ApprovedSubscriptions;
  readonly seal: Seal;
  readonly publicId: () => string;
  readonly now: () => Instant;
}

/** Of which moment a package speaks, and whether a later one was taken before it. */
export interface PackageContext {
  readonly asOf: Instant;
  readonly isLate: boolean;
}

type Taken = Result<RowResult, Failures>;
type Decided = Pick<RowOf<'end'>, 'verb' | 'document' | 'decidedOn' | 'reason'>;

const PLATFORM = { name: SUPERIOR_PLATFORM_NAME.zh, unifiedSocialCreditCode: SUPERIOR_PLATFORM_CODE };

/** Takes one row. What was decided above prevails; taken again it changes nothing. */
export const takeRow = (deps: TakeRowDeps) => {
  const { records } = deps;

  const wrongIn = ({ document, reason, decidedOn }: Decided): readonly Failure[] => {
    const today = beijingDate(deps.now());
    return [
      ...identityNumbersIn([
        { pointer: '/document', text: document },
        { pointer: '/reason', text: reason },
      ]),
      ...(decidedOn > today
        ? [{ kind: 'decision-in-future', pointer: '/decidedOn', parameters: { today } } as const]
        : []),
    ];
  };

  const end = async (
    key: HeadKey,
    found: StoredRecord,
    { verb, document, decidedOn, reason }: Decided,
  ): Promise<Taken> => {
    const by = exchangeActor(deps.now());
    const next = (record: CreditRecord) => {
      const ended = endRecord(record, { verb, document, decidedOn, reason, proposedBy: SUPERIOR_PLATFORM }, by);
      return ended.ok ? ended.value : undefined;
    };
    const { changed } = await settleHead(records, { key, found, next, from: TRANSITIONS.end.from });
    return ok(changed ? 'ended' : 'unchanged');
  };

  const known = async (subject: SubjectSubmission): Promise<string | undefined> => {
    if (subject.category === 'person')
      return (await deps.finder.find({ type: 'document', document: subject.document })).key;
    const { unifiedSocialCreditCode: unified, registrationNumber: number } = subject;
    const type = unified === undefined ? 'registrationNumber' : 'unifiedSocialCreditCode';
    return (await deps.finder.find({ type, code: unified ?? number ?? '' })).key;
  };

  const places = (key: string, kind: RowOf<'end'>['kind'], documentNumber: string, own: string | undefined) => ({
    mirrored: recordKey(key, { department: SUPERIOR_PLATFORM, kind, documentNumber }),
    own: own === undefined ? undefined : recordKey(key, { department: own, kind, documentNumber }),
  });

  const enter = async (
    submission: RecordSubmission,
    admitted: Admitted,
    key: string,
    nameDiffers: boolean,
    asOf: Instant,
  ) => {
    const by = exchangeActor(deps.now());
    const subject = await recordSubject(admitted.submittedSubject, key, deps.seal);
    const id = recordId(key, admitted);
    const subscriptions = await deps.subscriptions(beijingDate(by.at));
    const record = openRecord(admitted, { subject, nameDiffers, id, publicId: deps.publicId(), by, subscriptions });
    const mirrored = { from: SUPERIOR_PLATFORM, asOf, refreshedAt: by.at };
    const added = await records.add({ ...record, mirrored }, comparablePosting(submission));
    if (!added.ok) throw new Error(`record ${id} was entered by another at the same moment`);
    return ok('entered' as const);
  };

  const refresh = async (key: HeadKey, found: StoredRecord, said: Admitted, asOf: Instant): Promise<Taken> => {
    const { end: ended, state } = found.image;
    if (state === 'ended') {
      return ended !== undefined && asOf <= ended.endedAt
        ? ok('superseded')
        : fail([{ kind: 'state-forbids', parameters: { state } }]);
    }
    const by = exchangeActor(deps.now());
    const next = (record: CreditRecord) => refreshed(record, said, asOf, by);
    const { head, changed } = await settleHead(records, { key, found, next, from: TRANSITIONS.refresh.from });
    if (!changed) return ok('unchanged');
    return ok(head.image.change.action === 'refresh' ? 'confirmed' : 'changed');
  };

  const mirror = async ({ type: _, ...sent }: RowOf<'mirror'>, { asOf, isLate }: PackageContext): Promise<Taken> => {
    const today = beijingDate(deps.now());
    const read = readSubmission(sent);
    if (!read.ok) return read;
    const { value: submission } = read;
    const admitted = receive(submission, { department: SUPERIOR_PLATFORM, today, mirroredFrom: PLATFORM });
    if (!admitted.ok) return fail(inTermsOf(sent, submission, admitted.failure));
    const own = ownDepartment(sent.kind, submission.authority, today);
    const before = await known(submission.subject);
    const at = before === undefined ? undefined : places(before, sent.kind, submission.documentNumber, own);
    if (at?.own && (await records.get(at.own)) !== undefined) return ok('own-entry');
    const found = at && (await records.get(at.mirrored));
    if (found !== undefined && at !== undefined) return refresh(at.mirrored, found, admitted.value, asOf);
    // It may have been taken off in the package that came before it.
    if (isLate) return fail([{ kind: 'package-late' }]);
    const { key, nameDiffers } = await deps.subjects.resolve(submission.subject, deps.now());
    return enter(submission, admitted.value, key, nameDiffers, asOf);
  };

  const takeOff = async (row: RowOf<'end'>, { asOf }: PackageContext): Promise<Taken> => {
    const wrong = wrongIn(row);
    if (isRefused(wrong)) return fail(wrong);
    const read = identifiedIn(row);
    if (!read.ok) return read;
    const { subject, documentNumber, authority } = read.value;
    const key = await known(subject);
    const at =
      key === undefined
        ? undefined
        : places(key, row.kind, documentNumber, ownDepartment(row.kind, authority, beijingDate(deps.now())));
    const own = at?.own && (await records.get(at.own));
    if (at?.own && own) return end(at.own, own, row);
    const found = at && (await records.get(at.mirrored));
    if (at === undefined || found === undefined) return fail([{ kind: 'not-found', pointer: '/national' }]);
    const { mirrored } = found.image;
    if (mirrored !== undefined && asOf < mirrored.asOf) return ok('superseded');
    return end(at.mirrored, found, row);
  };

  const repair = async (row: RowOf<'repair'>): Promise<Taken> => {
    const wrong = wrongIn(row);
    if (isRefused(wrong)) return fail(wrong);
    const entry = await deps.entries.at(row.entry);
    const found = entry?.what === 'record' ? await records.get(entry.key) : undefined;
    if (entry === undefined || found === undefined) return fail([{ kind: 'not-found', pointer: '/entry' }]);
    return end(entry.key, found, row);
  };

  return (row: InRow, context: PackageContext): Promise<Taken> => {
    switch (row.type) {
      case 'mirror':
        return mirror(row, context);
      case 'end':
        return takeOff(row, context);
      case 'repair':
        return repair(row);
      default:
        return row satisfies never;
    }
  };
};
