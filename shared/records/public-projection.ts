import type { PublicFields } from '../disclosure/entry.ts';
import type { RecordStanding } from '../disclosure/publication-source.ts';
import type { WithdrawnNotice } from '../disclosure/withdrawn.ts';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { FieldValue } from './content-schema.ts';
import { kindDefinition } from './kinds/kinds.ts';
import { publicName } from './public-name.ts';
import { isPublicOn, lawfulPublicity, type Publicity, publicityOf } from './publicity.ts';
import { type CreditRecord, isStatutory } from './record.ts';

const valueAt = (record: CreditRecord, at: string): FieldValue | undefined => {
  if (at === '/documentNumber') return record.documentNumber;
  if (at === '/decisionDate') return record.decisionDate;
  return record.content[at.slice('/content/'.length)];
};

/** The closed list of fields that the public reads: the columns with a public name, and what follows from the law. */
export const publicFields = (record: CreditRecord, publicity: Publicity): PublicFields => {
  const columns = kindDefinition(record.kind).columns.flatMap(({ publicAs, at }) => {
    const value = publicAs === undefined ? undefined : valueAt(record, at);
    return publicAs === undefined || value === undefined ? [] : [[publicAs, value] as const];
  });
  return {
    ...Object.fromEntries(columns),
    kind: record.kind,
    subjectName: publicName(record.subject),
    subjectCategory: record.subject.category,
    unifiedSocialCreditCode: record.subject.unifiedSocialCreditCode ?? '',
    departmentCode: record.department,
    departmentName: record.authority.name,
    ...(record.severity && { severity: record.severity.grade }),
    publicFrom: publicity.from,
    ...(publicity.until && { publicUntil: publicity.until }),
    ruleVersion: publicity.ruleVersion,
    publicityBasis: record.disclosure?.basis ?? '',
    ...(record.objection && { objectedOn: record.objection.filedOn }),
    ...(record.supplement && { supplement: record.supplement }),
  };
};

/** The four ends that are stated to the public (行政处罚法 48), of what could be read by the public until then. */
const statutoryEnd = (record: CreditRecord): WithdrawnNotice | undefined => {
  const { end, told } = record;
  if (end === undefined || !isStatutory(end.verb) || told === undefined) return undefined;
  const endedOn = beijingDate(end.endedAt);
  const publicity = lawfulPublicity(record, endedOn);
  if (publicity === undefined || !isPublicOn(publicity, endedOn)) return undefined;
  return {
    kind: record.kind,
    departmentCode: record.department,
    departmentName: record.authority.name,
    documentNumber: record.documentNumber,
    verb: end.verb,
    reason: end.reason,
    withdrawnOn: endedOn,
  };
};

/** What the publisher must know of a record on a day. `salt` is the version's public salt. */
export const standingOf = (record: CreditRecord, salt: string, today: CalendarDate): RecordStanding => {
  const whose = { department: record.department, kind: record.kind };
  const publicity = publicityOf(record, today);
  if (publicity === undefined || (publicity.until !== undefined && publicity.until <= today)) {
    const end = statutoryEnd(record);
    return { ...whose, state: 'not-public', ...(end && { statutoryEnd: end }) };
  }
  if (publicity.from > today) return { ...whose, state: 'later', entersOn: publicity.from };
  const entry = { publicId: record.publicId, version: record.version, salt, fields: publicFields(record, publicity) };
  return { ...whose, state: 'public', entry, leavesOn: publicity.until };
};
