import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { madeDocuments } from '../../../infra/make-docs.ts';
import { problemsOf } from '../../../shared/http/declared-problems.ts';
import { PROBLEMS } from '../../../shared/http/problems.ts';
import { OPERATIONS } from '../../../shared/operations.ts';
import { toNationalRow } from '../../../shared/records/national-row.ts';
import { postRecords } from '../../../shared/records/operations.ts';
import {
  courtDefaulter,
  honour,
  licence,
  listing,
  PERSON,
  penalty,
  rating,
  TRADER,
} from '../../builders/submissions.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('what is made from the code', () => {
  it.each(Object.keys(madeDocuments()))('%s is as the code has it: npm run docs', (path) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(madeDocuments()[path]);
  });
});

type Json = { readonly [name: string]: Json } & { readonly $ref?: string };
const description: Json = JSON.parse(madeDocuments()['docs/openapi.json'] ?? '');

describe('the description of the API', () => {
  const refsIn = (value: unknown): readonly string[] => {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, member]) => (name === '$ref' ? [String(member)] : refsIn(member)));
  };

  it('refers to nothing that is not in it', () => {
    const schemas = Object.keys(description['components']?.['schemas'] ?? {});
    const refs = [...new Set(refsIn(description))];
    expect(refs.length).toBeGreaterThan(5);
    for (const ref of refs) expect(schemas).toContain(ref.replace('#/components/schemas/', ''));
  });

  it('names every answer of every operation, problems under their status', () => {
    for (const operation of OPERATIONS) {
      const described = description['paths']?.[operation.path]?.[operation.method.toLowerCase()];
      const statuses = Object.keys(described?.['responses'] ?? {});
      const expected = [
        ...Object.keys(operation.answers),
        ...problemsOf(operation).map((kind) => String(PROBLEMS[kind].status)),
      ];
      expect(statuses, operation.id).toEqual(expect.arrayContaining(expected));
      expect(statuses).toEqual(expect.arrayContaining(operation.roles === 'anyone' ? ['429'] : ['401', '429']));
    }
  });

  it('holds no schema that a client could not use: no refinement is lost that a pattern could say', () => {
    expect(JSON.stringify(description)).not.toContain('"undefined"');
    expect(description['openapi']).toBe('3.1.0');
  });
});

/** The described schema of a posting, read back from JSON Schema: what a client would check against. */
const described = z.fromJSONSchema(
  z.toJSONSchema(postRecords.describedBody ?? z.never(), { io: 'input', unrepresentable: 'any' }) as Parameters<
    typeof z.fromJSONSchema
  >[0],
);

describe('the described schema of a posting', () => {
  const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  const examples: readonly (readonly [string, unknown])[] = [
    ['a penalty', penalty()],
    ['a licence', licence()],
    ["a sole trader's", penalty({ subject: TRADER })],
    ["a person's", { ...penalty(), subject: PERSON, actDate: '2026-10-01', disclosure: undefined }],
    ['other words', penalty({}, { penaltyCategories: ['其他-责令改正'] })],
    [
      'a national row',
      { kind: 'administrative-penalty', national: toNationalRow('administrative-penalty', penalty()) },
    ],
    ['a judgment defaulter', courtDefaulter()],
    ['an entry on a list', listing()],
    ['an honour', honour()],
    ['a rating', rating()],
    ['several', [penalty(), licence(), honour()]],
  ];

  it.each(examples)('takes %s', (_, body) => {
    expect(described.safeParse(json(body)).error).toBeUndefined();
  });

  const wrong: readonly (readonly [string, unknown])[] = [
    ['nothing', null],
    ['no kind', penalty({ kind: undefined })],
    ['an unknown field', penalty({ score: 1 })],
    ['an unknown word', penalty({}, { penaltyCategories: ['罚金'] })],
    ['half a fen', penalty({}, { fineFen: 0.5 })],
    ['an empty list', []],
    ['more than a hundred', Array.from({ length: 101 }, () => licence())],
  ];

  it.each(wrong)('does not take %s', (_, body) => {
    expect(described.safeParse(json(body)).success).toBe(false);
  });
});
