import { describe, expect, it } from 'vitest';
import { answer, file, refuse } from '../../../shared/http/respond.ts';
import { headsTold } from '../../../shared/http/traced-answer.ts';

const id = (letter: string): string => letter.repeat(22);
const post = { method: 'POST' } as const;

describe('what is noted of a request', () => {
  it('is the version that it made or found made', () => {
    expect(headsTold(post, answer(201, { id: id('a'), version: 1, kind: 'x' }))).toEqual([`${id('a')}@1`]);
  });

  it('is each of several that were taken in, and none of those that were refused', () => {
    const outcomes = [
      { index: 0, outcome: 'created', record: { id: id('a'), version: 1 } },
      { index: 1, outcome: 'refused', problem: { type: 'x' } },
      { index: 2, outcome: 'unchanged', record: { id: id('b'), version: 3 } },
    ];
    expect(headsTold(post, answer(200, { outcomes }))).toEqual([`${id('a')}@1`, `${id('b')}@3`]);
  });

  it('is no longer than a line holds', () => {
    const outcomes = Array.from({ length: 300 }, (_, at) => ({ record: { id: id('a'), version: at + 1 } }));
    expect(headsTold(post, answer(200, { outcomes }))).toHaveLength(100);
  });

  it.each([
    ['what was only read', { method: 'GET' } as const, answer(200, { id: id('a'), version: 1 })],
    ['a refusal', post, refuse({ kind: 'not-found' })],
    ['a file', post, file({ bytes: new Uint8Array(), type: 'text/csv', name: 'a.csv' })],
    ['what has no version', post, answer(200, { id: id('a') })],
    ['a name instead of an id', post, answer(200, { id: '张三', version: 1 })],
    ['nothing', post, answer(204, undefined)],
  ])('is nothing of %s', (_, contract, given) => {
    expect(headsTold(contract, given)).toEqual([]);
  });
});
