import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dictionaryOf } from '../../../../shared/dictionary/entry.ts';
import { isOffered } from '../../../../shared/dictionary/offered.ts';
import { writtenCell } from '../../../../shared/imports/tables/cells.ts';
import { readTableHead } from '../../../../shared/imports/tables/read-head.ts';
import { readRows } from '../../../../shared/imports/tables/read-rows.ts';
import { csvTemplate, templateColumns } from '../../../../shared/imports/tables/template.ts';
import { KINDS, kindDefinition, NATIONAL_KINDS, type RecordKind } from '../../../../shared/records/kinds/kinds.ts';
import { toNational } from '../../../../shared/records/national-value.ts';
import { mayBePublic } from '../../../../shared/records/publicity-rules.ts';
import { readSubmission } from '../../../../shared/records/read-submission.ts';
import { anySubmissionOf, reading } from '../../records/generated.ts';
import { chunksOf, collect, utf8 } from './table-bytes.ts';

const valueAt = (tree: unknown, at: string): unknown =>
  at
    .slice(1)
    .split('/')
    .reduce<unknown>((place, name) => Object(place)[name], tree);

const line = (cells: readonly string[]): string => `${cells.map((cell) => writtenCell(cell, ';')).join(';')}\n`;

describe('a table of a kind without a national one', () => {
  const own = KINDS.filter((kind) => !NATIONAL_KINDS.includes(kind));

  it.each(own)('gives the records of %s under their Chinese names', async (kind) => {
    const entries = dictionaryOf(kind);
    await fc.assert(
      fc.asyncProperty(fc.array(anySubmissionOf(kind), { minLength: 1, maxLength: 3 }), async (generated) => {
        // Units are no columns of such a table: it is the sender's own statement.
        const submissions = generated.map(({ submission }) => ({
          ...submission,
          authority: undefined,
          source: undefined,
        }));
        const rows = submissions.map((submission) =>
          entries.map(({ column }) => {
            const value = valueAt(submission, column.at);
            return value === undefined ? '' : toNational(column.shape, value);
          }),
        );
        const bytes = utf8(line(entries.map(({ label }) => label.zh)) + rows.map(line).join(''));
        const head = readTableHead(kind, bytes, 'csv');
        if (!head.ok) throw new Error(JSON.stringify(head.failure));
        const read = await collect(readRows(kind, head.value, chunksOf(bytes.subarray(head.value.bodyFrom))));
        const records = read.map((row) => readSubmission('sent' in row ? row.sent : row.failures));
        expect(records).toEqual(submissions.map((submission) => ({ ok: true, value: reading(submission) })));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a template', () => {
  const headings = (kind: RecordKind) => templateColumns(kind).map(({ heading }) => heading);

  it.each(KINDS.filter((kind) => kindDefinition(kind).statementOf !== undefined))(
    'of %s shows no column of persons, which intake refuses, but those of the organisation',
    (kind) => {
      expect(headings(kind).filter((heading) => /法定代表人|证件|出生日期/.test(heading))).toEqual([]);
      expect(headings(kind)).toContain('统一社会信用代码');
    },
  );

  it.each(KINDS)('of %s asks for a decision on publicity only where the law lets such records be public', (kind) => {
    expect(headings(kind).some((heading) => heading.startsWith('是否公开'))).toBe(mayBePublic(kind));
  });

  it.each(KINDS)(
    'of %s has every column that must be filled, so that a table made from it is never refused for one',
    (kind) => {
      const offered = dictionaryOf(kind).filter((entry) => isOffered(kind, entry));
      const must = dictionaryOf(kind).filter(({ requirement }) => requirement === 'required');
      expect(must.filter((entry) => !offered.includes(entry))).toEqual([]);
      expect(readTableHead(kind, csvTemplate(kind), 'csv').ok).toBe(true);
    },
  );
});
