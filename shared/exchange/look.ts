import { beijingDate, type CalendarDate, type Instant } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { CreditRecord } from '../records/record.ts';
import type { HeadsByKey } from '../register/head-batch-store.ts';
import type { TypicalCase } from '../typical-cases/typical-case.ts';
import { dueOf, type ExchangeEntry } from './entry.ts';
import type { Unreadable } from './entry-store.ts';
import { caseRowOf, linesOf, personRowOf, type Row, rowOf } from './lines.ts';
import type { OutLine } from './package.ts';
import { endTypeOf, type PlannedEntry } from './plan.ts';
import { type Wanted, wantedCase, wantedOf } from './wanted.ts';

export interface LookDeps {
  readonly records: HeadsByKey<CreditRecord>;
  readonly typicalCases: HeadsByKey<TypicalCase>;
  /** Numbers of persons by their key in the register; of who was forgotten, none. Throws for one that does not open. */
  readonly numbers: (subjectKeys: readonly string[]) => Promise<(subjectKey: string) => string | undefined>;
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

/** With a person's number, of which the digest says nothing. */
const sentRow = (
  { row, record, wanted }: Facts,
  numberOf: (subjectKey: string) => string | undefined,
): Row | undefined => {
  if (record?.subject.category !== 'person') return row;
  const number = numberOf(record.subject.key);
  return number === undefined ? undefined : personRowOf(record, wanted, number);
};

/** The outcome of each; what fails for one fails for that one alone. */
const each = <Item, Answer>(items: readonly Item[], task: (item: Item) => Answer) =>
  items.map((item) => {
    try {
      return { item, answer: task(item) };
    } catch (error) {
      return { item, error };
    }
  });

/**
 * Looks at entries as they are now, all heads of a page read at once: what was put away since has no head any more and is taken back. One whose
 * head or number cannot be read is named, and keeps no other back.
 */
export const lookAt = (deps: LookDeps) => {
  const factsOfRecord = (record: CreditRecord | undefined, today: CalendarDate): Facts => {
    if (record === undefined) return NOWHERE;
    const wanted = wantedOf(record, today);
    return { version: record.version, wanted, row: rowOf(record, wanted), record };
  };
  const factsOfCase = (typical: TypicalCase | undefined, today: CalendarDate): Facts => {
    if (typical === undefined) return NOWHERE;
    const { version } = typical;
    return { version, wanted: wantedCase(typical, today), row: caseRowOf(typical), record: undefined };
  };

  const lookedAt = (
    entry: ExchangeEntry,
    facts: Facts,
    numberOf: (subjectKey: string) => string | undefined,
  ): Looked => {
    const { wanted, version, row: shown, record } = facts;
    const digest = shown && deps.sha256(canonicalJson({ row: shown, use: wanted.use, until: wanted.until ?? null }));
    const row = sentRow(facts, numberOf);
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
  };

  return async (
    entries: readonly ExchangeEntry[],
  ): Promise<{ readonly looked: readonly Looked[]; readonly unreadable: readonly Unreadable[] }> => {
    const today = beijingDate(deps.now());
    const keysOf = (what: ExchangeEntry['what']) => entries.filter((one) => one.what === what).map(({ key }) => key);
    const [recordAt, caseAt] = await Promise.all([
      deps.records(keysOf('record')),
      deps.typicalCases(keysOf('typical-case')),
    ]);
    const found = each(entries, ({ what, key }) =>
      what === 'record' ? factsOfRecord(recordAt(key), today) : factsOfCase(caseAt(key), today),
    );
    const persons = found.flatMap(({ answer }) =>
      answer?.record?.subject.category === 'person' ? [answer.record.subject.key] : [],
    );
    const numberOf = await deps.numbers(persons);
    const read = found.flatMap(({ item, answer }) => (answer ? [{ entry: item, facts: answer }] : []));
    const done = each(read, ({ entry, facts }) => lookedAt(entry, facts, numberOf));
    return {
      looked: done.flatMap(({ answer }) => (answer ? [answer] : [])),
      unreadable: [
        ...found.flatMap(({ item: { entry }, answer, error }) => (answer ? [] : [{ entry, error }])),
        ...done.flatMap(({ item, answer, error }) => (answer ? [] : [{ entry: item.entry.entry, error }])),
      ],
    };
  };
};
