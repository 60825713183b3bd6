import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachmentHeader, nameFailures } from '../../../shared/files/file-name.ts';

const PDF = { extensions: ['pdf'] };
const kinds = (name: string) => nameFailures(name, PDF).map(({ kind }) => kind);

describe('the name of a file', () => {
  it.each(['证据.pdf', '处罚决定书 〔2026〕1号.PDF', '附件　一.pdf', 'a.tar.pdf', '=1+1.pdf'])('may be %s', (name) => {
    expect(kinds(name)).toEqual([]);
  });

  it.each([
    ['a path', '../../etc/passwd.pdf'],
    ['a path of Windows', 'C:\\x.pdf'],
    ['hidden', '.pdf'],
    ['without an ending', 'pdf'],
    ['of another ending', 'x.pdf.exe'],
    ['of two lines', 'a\nb.pdf'],
    ['ended by a zero', 'x.exe\u0000.pdf'],
    ['read from the right', 'x\u202Efdp.pdf'],
    ['with what is not seen', 'x\u200B.pdf'],
    ['a command', 'x|y.pdf'],
    ['a quote', 'x".pdf'],
  ])('may not be %s', (_, name) => {
    expect(kinds(name)).toEqual(['file-name-unfit']);
  });
});

describe('Content-Disposition', () => {
  it('gives old readers a plain name and others the true one', () => {
    expect(attachmentHeader('证据 a.pdf')).toBe(
      `attachment; filename="___a.pdf"; filename*=UTF-8''%E8%AF%81%E6%8D%AE%20a.pdf`,
    );
  });

  it('is one header value of visible ASCII whatever the name is, and gives the name back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), (name) => {
        const header = attachmentHeader(name);
        expect(header).toMatch(/^attachment; filename="[A-Za-z0-9._-]*"; filename\*=UTF-8''[A-Za-z0-9._~!%-]*$/);
        expect(decodeURIComponent(header.slice(header.indexOf("''") + 2))).toBe(name);
      }),
    );
  });
});
