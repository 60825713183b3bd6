import { addDays } from '../kernel/beijing-time.ts';
import { contentColumns } from '../records/kinds/kinds.ts';
import { toNationalRow } from '../records/national-row.ts';
import { type CreditRecord, isStatutory } from '../records/record.ts';
import type { TypicalCase } from '../typical-cases/typical-case.ts';
import type { Due, ExchangeEntry } from './entry.ts';
import type { OutLine } from './package.ts';
import type { Wanted } from './wanted.ts';

/** Rows of the national table, or of a typical case. */
export type Row = Readonly<Record<string, string>>;

/** The last day of publicity 公示截止期 that the table has of some kinds: by the law as it is applied here, whatever was posted. */
const lastDay = ({ kind }: CreditRecord, { until }: Wanted): object => {
  const hasColumn = contentColumns(kind).some(({ field }) => field === 'publicityEnd');
  return hasColumn && until !== undefined ? { publicityEnd: addDays(until, -1) } : {};
};

/**
 * No more of a person than the table demands (个人信息保护法 6): the name of an organisation's legal representative without the optional
 * number, nothing of a sole trader's operator.
 */
const minimised = ({ subject }: CreditRecord): object => {
  const { legalRepresentative, document: _, ...rest } = subject;
  if (subject.category !== 'organisation' || legalRepresentative === undefined) return rest;
  return { ...rest, legalRepresentative: { name: legalRepresentative.name } };
};

const nationalRow = (record: CreditRecord, wanted: Wanted, document: object): Row => {
  // Remarks are optional in every table, and stay here.
  const { remarks: _, ...content } = record.content;
  return toNationalRow(record.kind, {
    ...record,
    subject: { ...minimised(record), ...document },
    content: { ...content, ...lastDay(record, wanted) },
  });
};

/** The national row of a record, without any person's number. */
export const rowOf = (record: CreditRecord, wanted: Wanted): Row => nationalRow(record, wanted, {});

/** The same of a person, with the document by which the table names one. */
export const personRowOf = (record: CreditRecord, wanted: Wanted, number: string): Row => {
  const { document } = record.subject;
  if (document === undefined) throw new Error(`record ${record.id} is on a person without a document`);
  return nationalRow(record, wanted, { document: { type: document.type, number } });
};

/** What is exchanged of a typical case: what the public may read. */
export const caseRowOf = ({ title, text, field, effect, department, ...rest }: TypicalCase): Row => ({
  title,
  text,
  field,
  effect,
  department,
  publishFrom: rest.publishFrom ?? '',
  publishUntil: rest.publishUntil ?? '',
});

/** What of an end is said to the public is said to the counterpart; of all other ends only that the entry is to be taken back. */
export const endOf = (record: CreditRecord | undefined): Pick<Extract<OutLine, { op: 'remove' }>, 'end'> => {
  const { end } = record ?? {};
  if (end === undefined || !isStatutory(end.verb)) return {};
  const { verb, document, decidedOn, reason } = end;
  return { end: { verb, document, decidedOn, reason } };
};

/** A row to be shown; or, of what is mirrored, the objection to it. */
const saidOf = ({ wanted, record }: { readonly wanted: Wanted; readonly record: CreditRecord | undefined }) => {
  const { mirrored, objection } = record ?? {};
  if (mirrored === undefined || objection === undefined) {
    return { op: 'put', ...(wanted.until !== undefined && { until: wanted.until }) } as const;
  }
  return { op: 'objection', filedOn: objection.filedOn, decideBy: objection.decideBy } as const;
};

/** The lines about one entry: at most one by which it is put, and one by which it is taken back. */
export const linesOf = (
  { entry, heard, kind }: ExchangeEntry,
  due: Due,
  given: {
    readonly version: number | undefined;
    readonly wanted: Wanted;
    readonly row: Row | undefined;
    readonly record: CreditRecord | undefined;
  },
): readonly OutLine[] => {
  const version = given.version ?? heard;
  const { wanted, row } = given;
  const put: readonly OutLine[] =
    due.put.length === 0 || row === undefined
      ? []
      : [
          {
            ...saidOf(given),
            entry,
            version,
            kind,
            channels: due.put,
            use: wanted.use,
            row,
          },
        ];
  const remove: readonly OutLine[] =
    due.remove.length === 0
      ? []
      : [{ op: 'remove', entry, version, kind, channels: due.remove, ...endOf(given.record) }];
  return [...remove, ...put];
};
