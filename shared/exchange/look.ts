import { beijingDate, type Instant } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { CreditRecord } from '../records/record.ts';
import type { ReadHeads } from '../register/head-batch-store.ts';
import type { TypicalCase } from '../typical-cases/typical-case.ts';
import { dueOf, type ExchangeEntry } from './entry.ts';
import { caseRowOf, linesOf, personRowOf, type Row, rowOf } from './lines.ts';
import type { OutLine } from './package.ts';
import { endTypeOf, type PlannedEntry } from './plan.ts';
import { type Wanted, wantedCase, wantedOf } from './wanted.ts';

export interface LookDeps {
  readonly records: ReadHeads<CreditRecord>;
  readonly typicalCases: ReadHeads<TypicalCase>;
  /** Numbers of persons by their key in the register; of who was forgotten, none. */
  readonly numbers: (subjectKeys: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly sha256: (text: string) => string;
  readonly now: () => Instant;
}

/** What was found of an entry: what is to be said, and what its state becomes once it was said. */
export interface Looked {
  readonly plan: PlannedEntry;
  readonly lines: readonly OutLine[];
}

interface Facts {
  readonly version: number | undefined;
  readonly wanted: Wanted;
  readonly row: Row | undefined;
  readonly record: CreditRecord | undefined;
}

const NOWHERE: Facts = {
  version: undefined,
  wanted: { channels: [], use: 'public' },
  row: undefined,
  record: undefined,
};

/** Looks at entries as they are now, all heads of a page read at once: what was put away since has no head any more and is taken back. */
export const lookAt =
  (deps: LookDeps) =>
  async (entries: readonly ExchangeEntry[]): Promise<readonly Looked[]> => {
    const today = beijingDate(deps.now());
    const keysOf = (what: ExchangeEntry['what']) => entries.filter((one) => one.what === what).map(({ key }) => key);
    const [records, cases] = await Promise.all([
      deps.records(keysOf('record')),
      deps.typicalCases(keysOf('typical-case')),
    ]);
    const persons = records.filter(({ image }) => image.subject.category === 'person');
    const numbers = await deps.numbers(persons.map(({ image }) => image.subject.key));
    const recordOf = new Map(records.map(({ image }) => [image.id, image]));
    const caseOf = new Map(cases.map(({ image }) => [image.id, image]));

    const factsOfRecord = (record: CreditRecord | undefined): Facts => {
      if (record === undefined) return NOWHERE;
      const wanted = wantedOf(record, today);
      return { version: record.version, wanted, row: rowOf(record, wanted), record };
    };
    const factsOfCase = (typical: TypicalCase | undefined): Facts => {
      if (typical === undefined) return NOWHERE;
      const { version } = typical;
      return { version, wanted: wantedCase(typical, today), row: caseRowOf(typical), record: undefined };
    };
    /** With a person's number, of which the digest says nothing. */
    const sentRow = ({ row, record, wanted }: Facts): Row | undefined => {
      if (record?.subject.category !== 'person') return row;
      const number = numbers.get(record.subject.key);
      return number === undefined ? undefined : personRowOf(record, wanted, number);
    };

    return entries.map((entry) => {
      const facts = entry.what === 'record' ? factsOfRecord(recordOf.get(entry.id)) : factsOfCase(caseOf.get(entry.id));
      const { wanted, version, row: shown, record } = facts;
      const digest = shown && deps.sha256(canonicalJson({ row: shown, use: wanted.use, until: wanted.until ?? null }));
      const row = sentRow(facts);
      const due = dueOf(entry, row === undefined ? { channels: [] } : wanted, digest);
      const { id, kind, department, heard } = entry;
      const code = record?.subject.unifiedSocialCreditCode;
      // That an objection is settled is no end of anything there.
      const isEnd = due.remove.length > 0 && entry.what === 'record' && record?.mirrored === undefined;
      return {
        lines: linesOf(entry, due, { version, wanted, row, record }),
        plan: {
          entry: entry.entry,
          id,
          kind,
          department,
          version: version ?? heard,
          ...due,
          heard,
          ...(code && { unifiedSocialCreditCode: code }),
          ...(digest && { digest }),
          ...(isEnd && { ends: endTypeOf(record) }),
          ...(wanted.lookOn && { lookOn: wanted.lookOn }),
        },
      };
    });
  };
