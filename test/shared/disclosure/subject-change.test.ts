import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../shared/crypto/digests.ts';
import { type LookupChange, subjectChanges } from '../../../shared/disclosure/subject-change.ts';
import { creditCode, entryOf, licence, penalty } from './support/register.ts';

const [first, second] = [creditCode(1), creditCode(2)];
const a = entryOf(penalty('a', { subject: 1 }));
const b = entryOf(licence('b', { subject: 1 }));
const c = entryOf(penalty('c', { subject: 2 }));

const told = (given: Partial<LookupChange>) =>
  subjectChanges(
    { before: [], after: [], codes: new Set(), touched: new Set(), again: false, ...given },
    sha256Hex,
  ).map(({ code, subject, before, after, anew }) => {
    expect(subject).toBe(sha256Hex(code));
    return { code, before: before.map(({ publicId }) => publicId), after: after.map(({ publicId }) => publicId), anew };
  });

describe('the organisations of a look-up file that a version touches', () => {
  it('are those of the entries that change, each with all of its own', () => {
    expect(told({ before: [a, c], after: [a, b, c], touched: new Set([b.publicId]) })).toEqual([
      { code: first, before: [a.publicId], after: [a.publicId, b.publicId], anew: false },
    ]);
  });

  it('have nothing after once the last entry left', () => {
    expect(told({ before: [a, c], after: [a], touched: new Set([c.publicId]) })).toEqual([
      { code: second, before: [c.publicId], after: [], anew: false },
    ]);
  });

  it('are all of a file that was lost, with nothing before, and those that left it, by the code that is noted', () => {
    expect(told({ before: undefined, after: [a, b], codes: new Set([second]) })).toEqual([
      { code: second, before: [], after: [], anew: true },
      { code: first, before: [], after: [a.publicId, b.publicId], anew: true },
    ]);
  });

  it('are all of a file that is written again though nothing changed', () => {
    expect(told({ before: [a, c], after: [a, c], again: true }).map(({ code, anew }) => ({ code, anew }))).toEqual([
      { code: first, anew: true },
      { code: second, anew: true },
    ]);
  });
});
