import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEPARTMENTS } from '../../../shared/departments/departments.ts';
import { SUPERIOR_PLATFORM } from '../../../shared/exchange/superior-platform.ts';
import { csvColumns } from '../../../shared/records/csv-columns.ts';
import { contentColumns, KINDS, kindDefinition, NATIONAL_KINDS } from '../../../shared/records/kinds/kinds.ts';
import { toNationalRow } from '../../../shared/records/national-row.ts';
import { standingOf } from '../../../shared/records/public-projection.ts';
import { publicityOf } from '../../../shared/records/publicity.ts';
import { mayBePublic } from '../../../shared/records/publicity-rules.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { toRecordView } from '../../../shared/records/record-view.ts';
import { FIELDS } from '../../../site/verify.mjs';
import { courtDefaulter, honour, listing, rating, TRADER } from '../../builders/submissions.ts';
import { reading } from './generated.ts';
import { anyPostingOf, recordOf, TODAY } from './record-of.ts';

const SALT = 'AAAAAAAAAAAAAAAAAAAAAA';

/** A row without what nobody posted: authority and source, which are the writer's own. */
const named = (row: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''));

/** Every test here goes over all kinds by their data: a new one is tried without a line more. */
describe.each(KINDS)('a record of the kind %s', (kind) => {
  const { columns, ...definition } = kindDefinition(kind);
  const inEveryRecord = (holds: (record: CreditRecord, posting: object) => void): void =>
    fc.assert(
      fc.property(anyPostingOf(kind), (posting) => holds(recordOf(posting), posting)),
      { numRuns: 60 },
    );

  it('is shown to its department as it was posted, and with its author where it has another than its authority', () => {
    inEveryRecord((record, posting) => {
      const { content } = reading(posting);
      const view = toRecordView(record, { today: TODAY });
      expect(view).toMatchObject({ kind, content, documentNumber: record.documentNumber });
      const named = definition.authorField && content[definition.authorField];
      expect(view.author).toBe(definition.statementOf ? record.authority.name : named);
    });
  });

  it.runIf(NATIONAL_KINDS.includes(kind))(
    'goes out as a national row and comes in again from it, where a row can say all',
    () => {
      inEveryRecord((_, posting) => {
        const submission = reading(posting);
        const row = toNationalRow(kind, submission);
        expect(Object.keys(row)).toEqual([...new Set(columns.flatMap(({ national = [] }) => national))]);
        const { category } = submission.subject;
        if (category === 'person' && submission.subject.document.type !== 'resident-identity-card') return;
        if (category === 'sole-trader' && submission.subject.unifiedSocialCreditCode === undefined) return;
        const { severity, disclosure, actDate } = submission;
        const birthDate = category === 'person' ? submission.subject.birthDate : undefined;
        const beside = Object.entries({ severity, disclosure, actDate, birthDate }).filter(([, value]) => value);
        const again = reading({ kind, national: named(row), ...Object.fromEntries(beside) });
        const own = contentColumns(kind).filter(({ national }) => national === undefined);
        const left = Object.entries(submission.content).filter(
          ([field]) => !own.some((column) => column.field === field),
        );
        expect(again).toMatchObject({
          kind,
          documentNumber: submission.documentNumber,
          decisionDate: submission.decisionDate,
          subject: { category, name: submission.subject.name },
        });
        expect(again.content).toEqual(Object.fromEntries(left));
        expect(named(toNationalRow(kind, again))).toEqual(named(row));
      });
    },
  );

  it('has a national key for all that it requires, or for nothing', () => {
    const missing = columns.filter(({ national, required }) => required && national === undefined);
    expect(missing.length === 0 || !NATIONAL_KINDS.includes(kind)).toBe(true);
  });

  it.runIf(mayBePublic(kind))('is public in the fields of the closed list alone, each with a heading', () => {
    const names = (FIELDS[kind] ?? '').split(/\s+/).map((word) => word.replace(/[:?].*$/, ''));
    const headings = csvColumns(kind);
    expect(names).toEqual(expect.arrayContaining(headings.map(({ name }) => name)));
    expect(new Set(headings.map(({ zh }) => zh)).size).toBe(headings.length);
    const seen = new Set<string>();
    inEveryRecord((record) => {
      const standing = standingOf(record, SALT, TODAY);
      seen.add(standing.state);
      if (standing.state === 'public')
        expect(names).toEqual(expect.arrayContaining(Object.keys(standing.entry.fields)));
    });
    expect([...seen]).toContain('not-public');
  });

  it.runIf(!mayBePublic(kind))('has no rule by which it could be public, so that it never is', () => {
    inEveryRecord((record) => {
      const open = { ...record, disclosure: { public: true, basis: '法', decidedOn: TODAY, officer: 'a' } };
      expect(publicityOf(open, TODAY)).toBeUndefined();
      expect(Object.hasOwn(FIELDS, kind)).toBe(false);
    });
  });

  it('is data that fits together', () => {
    const codes = [...DEPARTMENTS.map(({ code }) => String(code)), SUPERIOR_PLATFORM];
    for (const writer of definition.writers ?? []) expect(codes).toContain(writer);
    if (definition.statesSeverity) expect(definition.negative).toBe(true);
    const places = columns.map(({ at }) => at);
    expect(places).toHaveLength(new Set(places).size);
    expect(places).toEqual(expect.arrayContaining(['/documentNumber', '/decisionDate']));
    const fields = contentColumns(kind).map(({ field }) => field);
    if (definition.authorField !== undefined) expect(fields).toContain(definition.authorField);
    const found = columns.filter((column) => column.found).map(({ at }) => at.replace('/content/', ''));
    const { negative: _, holdsUntil, ...filled } = definition.outcome ?? { negative: [] };
    expect(found.toSorted()).toEqual(Object.values(filled).toSorted());
    if (holdsUntil !== undefined) expect(fields).toContain(holdsUntil);
    for (const { worse, shape, notBefore, requiredWhen, citesLaw } of columns) {
      if (worse !== undefined)
        expect(definition.negative || !!definition.outcome || !!definition.statementOf).toBe(true);
      if (worse === 'greater') expect(shape.type).toBe('money');
      if (worse === 'further') expect(shape.type).toBe('word');
      if (worse === 'added') expect(shape.type).toBe('words');
      if (worse === 'later') expect(['date', 'end-date']).toContain(shape.type);
      if (notBefore !== undefined) expect(places).toContain(notBefore);
      if (requiredWhen !== undefined) expect(fields).toContain(requiredWhen.field);
      if (citesLaw !== undefined) expect(shape.type).toBe('text');
    }
  });
});

describe('a judgment defaulter', () => {
  it('is public for two years at most, of an organisation, until all is performed', () => {
    expect(publicityOf(recordOf(courtDefaulter()), TODAY)).toMatchObject({ from: '2026-11-04', until: '2028-11-04' });
    expect(publicityOf(recordOf(courtDefaulter({}, { performance: '全部已履行' })), TODAY)).toBeUndefined();
    expect(publicityOf(recordOf(courtDefaulter({}, { performance: '部分未履行' })), TODAY)).toBeDefined();
  });

  it('shows the public neither its representative nor the duty', () => {
    const standing = standingOf(recordOf(courtDefaulter()), SALT, TODAY);
    expect(standing.state).toBe('public');
    for (const hidden of ['李某某', '给付货款']) expect(JSON.stringify(standing)).not.toContain(hidden);
  });

  it('has the keys of the courts’ list, and its ways to write a day', () => {
    const row = toNationalRow('court-defaulter', reading(courtDefaulter()));
    expect(row).toMatchObject({
      partyTypeName: '1',
      cardNum: '91210299000000019R',
      businessEntity: '李某某',
      caseCode: '（2026）辽0283执301号',
      regDate: '20260302',
      publishDate: '2026年11月04日',
    });
    const person = {
      category: 'person',
      name: '张某某',
      document: { type: 'resident-identity-card', number: '21029919900101001X' },
    };
    expect(toNationalRow('court-defaulter', reading(courtDefaulter({ subject: person })))).toMatchObject({
      partyTypeName: '0',
      cardNum: '21029919900101001X',
    });
    const passport = { ...person, document: { type: 'passport', number: 'E12345678' } };
    expect(toNationalRow('court-defaulter', reading(courtDefaulter({ subject: passport })))['cardNum']).toBe('');
  });
});

describe('an entry on a list', () => {
  it('is public for its validity, and no longer than the serious grade allows', () => {
    const until = (content: Readonly<Record<string, unknown>>) =>
      publicityOf(recordOf(listing({}, content)), TODAY)?.until;
    expect(until({ validTo: '2028-01-31' })).toBe('2028-02-01');
    expect(until({ validTo: '2029-11-04' })).toBe('2029-11-05');
    expect(until({ validTo: '2031-11-04' })).toBe('2029-11-05');
    expect(until({ validTo: undefined })).toBe('2029-11-05');
  });

  it('is public from its first day of validity on', () => {
    const record = recordOf(listing({}, { validFrom: '2026-12-01' }));
    expect(standingOf(record, SALT, TODAY)).toMatchObject({ state: 'later', entersOn: '2026-12-01' });
  });

  it('as an honour is public as long as it is valid, without an end if it has none', () => {
    expect(publicityOf(recordOf(honour()), TODAY)).toMatchObject({ from: '2026-11-06', until: '2027-11-06' });
    expect(publicityOf(recordOf(honour({}, { validTo: '2046-11-05' })), TODAY)?.until).toBe('2046-11-06');
    expect(publicityOf(recordOf(honour({}, { validTo: undefined })), TODAY)).toMatchObject({ until: undefined });
  });

  it('of a sole trader is public under its trade name', () => {
    const standing = standingOf(recordOf(honour({ subject: TRADER })), SALT, TODAY);
    expect(standing).toMatchObject({ state: 'public', entry: { fields: { subjectName: TRADER.name } } });
  });
});

describe('a rating', () => {
  it('is shown with its author, and states nothing as the authority’s own', () => {
    const view = toRecordView(recordOf(rating()), { today: TODAY });
    expect(view).toMatchObject({ author: '示例信用评价有限公司', content: { grade: 'AA' }, clocks: [] });
    expect(view.publicity).toBeUndefined();
  });
});
