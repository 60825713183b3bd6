import * as z from 'zod';
import { CASE_END_VERBS, type JointCase } from '../cases/joint-case.ts';
import { beijingDate } from '../kernel/beijing-time.ts';
import { endRecord } from '../records/marks.ts';
import { type CreditRecord, END_VERBS } from '../records/record.ts';
import type { Actor, Head } from '../register/head.ts';
import { REPLAY } from '../register/replayed.ts';
import { liftBySystem } from '../tasks/reconcile.ts';
import type { Task } from '../tasks/task.ts';
import { type LedgerEntry, ledgerPath } from './ledger-entry.ts';

/** Why a head is changed by a replay: the entry says what was done, and when. */
const reasonOf = ({ action, version, at }: LedgerEntry): string =>
  `恢复后按台账重放 replayed from the ledger after a restore: ${action}, version ${version}, ${at}`;

/**
 * The version that a replay makes bears the number that it had when it was done first, so that what follows from it follows under the same ids;
 * what was lost in between leaves a gap. A head that has more versions by now goes on from there.
 */
const replayed = <Image extends Head>(
  before: Image,
  after: Omit<Image, 'version' | 'change'>,
  entry: LedgerEntry,
  { department, officer, at }: Actor,
) => ({
  ...after,
  version: Math.max(before.version + 1, entry.version),
  change: { action: REPLAY, department, officer, at, reason: reasonOf(entry) } as const,
});

const EndVerbOf = z.enum(END_VERBS).catch('withdraw');

/** The next version of a record that an entry asks for; undefined if it is as the entry says. It ended when it ended first. */
export const replayRecord = (record: CreditRecord, entry: LedgerEntry, by: Actor): CreditRecord | undefined => {
  if (record.state === 'ended') return undefined;
  const [document, reason] = [ledgerPath(entry), reasonOf(entry)];
  switch (entry.action) {
    case 'end': {
      const decidedOn = beijingDate(entry.at);
      const verb = EndVerbOf.parse(entry.verb);
      const ended = endRecord(
        record,
        { verb, document, decidedOn, reason, proposedBy: by.officer },
        { ...by, at: entry.at },
      );
      return ended.ok ? replayed(record, ended.value, entry, by) : undefined;
    }
    case 'suspend': {
      if (record.suspension !== undefined) return undefined;
      const { department, officer } = by;
      const suspension = { ground: 'take-down', document, reason, department, officer, since: entry.at } as const;
      return replayed(record, { ...record, suspension }, entry, by);
    }
    case 'conceal': {
      const { disclosure } = record;
      if (disclosure === undefined || !disclosure.public) return undefined;
      return replayed(record, { ...record, disclosure: { ...disclosure, public: false } }, entry, by);
    }
    default:
      return undefined;
  }
};

const CaseVerbOf = z.enum(CASE_END_VERBS).catch('lift');

const endOf = (entry: LedgerEntry, { department, officer }: Actor): NonNullable<JointCase['end']> => ({
  verb: CaseVerbOf.parse(entry.verb),
  document: ledgerPath(entry),
  decidedOn: beijingDate(entry.at),
  reason: reasonOf(entry),
  department,
  officer,
  endedAt: entry.at,
});

/** The same of a joint case, or of measures of it. Its tasks follow it, as they always do. */
export const replayCase = (joint: JointCase, entry: LedgerEntry, by: Actor): JointCase | undefined => {
  if (joint.state === 'ended') return undefined;
  const end = endOf(entry, by);
  switch (entry.action) {
    case 'end': {
      const { suspension: _, objection: _mark, ...rest } = joint;
      return replayed(joint, { ...rest, state: 'ended', end }, entry, by);
    }
    case 'end-part': {
      const known = new Set(joint.endedMeasures.map(({ measure }) => measure));
      const lost = (entry.measures ?? []).filter((measure) => !known.has(measure));
      if (lost.length === 0) return undefined;
      const endedMeasures = [
        ...joint.endedMeasures,
        ...lost.map((measure) => ({ ...end, verb: 'lift' as const, measure })),
      ];
      return replayed(joint, { ...joint, endedMeasures }, entry, by);
    }
    case 'suspend': {
      if (joint.state === 'suspended' || joint.state === 'proposed') return undefined;
      const { document, reason, department } = end;
      const suspension = { document, reason, department, since: entry.at, from: joint.state, withOrganisation: false };
      return replayed(joint, { ...joint, state: 'suspended', suspension }, entry, by);
    }
    default:
      return undefined;
  }
};

/** The same of a task: what was lifted is lifted again, and its department confirms it again. */
export const replayTask = (task: Task, entry: LedgerEntry, by: Actor): Task | undefined => {
  if (entry.action !== 'end') return undefined;
  const ending = { verb: CaseVerbOf.parse(entry.verb), reason: reasonOf(entry), document: ledgerPath(entry) };
  const lifted = liftBySystem(task, ending, by);
  return lifted && replayed(task, lifted, entry, by);
};

/** The same of a sort of head that ends by coming into a state, and holds nothing else about it. */
export const replayEnd =
  <Image extends Head>(state: Image['state'], alsoSaid: (entry: LedgerEntry) => Partial<Image> = () => ({})) =>
  (image: Image, entry: LedgerEntry, by: Actor) =>
    entry.action !== 'end' || image.state === state
      ? undefined
      : replayed(image, { ...image, ...alsoSaid(entry), state }, entry, by);
