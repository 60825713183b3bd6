import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { borneFiles } from '../../../shared/files/borne-files.ts';

const [A, B, C] = ['a'.repeat(22), 'b'.repeat(22), 'c'.repeat(22)];

// biome-ignore format: a table
const BEARERS: readonly [what: string, image: object, files: readonly string[]][] = [
  ['an objection, with its review', { files: [A, B], review: { files: [B, C] } }, [A, B, C]],
  ['an application for repair', { application: { performance: '已缴清', files: [A] } }, [A]],
  ['a case, by its statements', { statements: [{ summary: '不服' }, { files: [A] }, { files: [C] }] }, [A, C]],
  ['an acceptance, by what was supplied', { outstanding: [{ document: 'x' }, { supplied: { files: [B] } }] }, [B]],
  ['the service of a letter', { files: [A], evidence: B }, [A]],
  ['what bears none', { files: [], id: A, told: { recipients: [B] } }, []],
  ['what calls something else so', { files: ['证据.pdf', 3, null, { name: A }] }, []],
];

describe('the files that a head bears', () => {
  it.each(BEARERS)('are those of %s', (_, image, files) => {
    expect(borneFiles(image)).toEqual(files);
  });

  it('are found in whatever content, which is never read as anything else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 5 }), (content, depth) => {
        const plain = borneFiles(content);
        let image: unknown = { content, files: [A] };
        for (let level = 0; level < depth; level += 1) image = [{ inner: image }];
        expect(new Set(borneFiles(image))).toEqual(new Set([...plain, A]));
      }),
    );
  });
});
