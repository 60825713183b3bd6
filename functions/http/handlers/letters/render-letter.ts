import { sha256Hex } from '../../../../shared/crypto/digests.ts';
import type { Document } from '../../../../shared/documents/document.ts';
import { renderHtml } from '../../../../shared/documents/render-html.ts';
import { renderText } from '../../../../shared/documents/render-text.ts';
import type { ApiRequest } from '../../../../shared/http/event.ts';
import { type Answer, file } from '../../../../shared/http/respond.ts';
import type { Language } from '../../../../shared/kernel/language.ts';
import { type DraftMarks, letterDocument, templateName } from '../../../../shared/letters/letter-document.ts';
import type { NamesFor } from '../../../../shared/letters/letter-names-store.ts';
import type { SourcedLetter } from '../../../../shared/letters/letters-of.ts';
import { LETTER_FILES, type LetterFormat } from '../../../../shared/letters/operations.ts';

export interface RenderDependencies {
  readonly namesFor: NamesFor;
  readonly printPdf: (document: Document) => Promise<Uint8Array>;
}

interface Wanted {
  readonly format?: LetterFormat;
  readonly language?: Language;
}

/** What the query names, or what Accept asks for; a browser that takes anything gets a page. */
export const formatOf = ({
  query,
  accept = '',
}: Pick<ApiRequest<unknown, Wanted>, 'query' | 'accept'>): LetterFormat => {
  if (query.format !== undefined) return query.format;
  if (accept.includes('text/html')) return 'html';
  if (accept.includes('application/pdf')) return 'pdf';
  if (accept.includes('application/json')) return 'json';
  return accept.includes('text/plain') ? 'text' : 'html';
};

const ENCODER = new TextEncoder();

/** Makes letters into files, and says what proves them. */
export const letterRenderer = ({ namesFor, printPdf }: RenderDependencies) => {
  const documentOf = async (letter: SourcedLetter, language: Language, marks: DraftMarks = {}): Promise<Document> =>
    letterDocument(letter, { names: await namesFor(letter), language, marks });

  const bytesOf: Readonly<Record<keyof typeof LETTER_FILES, (document: Document) => Promise<Uint8Array>>> = {
    html: async (document) => ENCODER.encode(renderHtml(document)),
    pdf: printPdf,
    text: async (document) => ENCODER.encode(renderText(document)),
  };

  return {
    /** The wording, and the digest of the Chinese text, which anybody can make from the file `text`. */
    proof: async (letter: SourcedLetter): Promise<{ readonly template: string; readonly digest: string }> => ({
      template: templateName(letter),
      digest: sha256Hex(renderText(await documentOf(letter, 'zh'))),
    }),

    file: async (
      letter: SourcedLetter,
      format: keyof typeof LETTER_FILES,
      { language = 'zh', marks = {} }: { readonly language?: Language | undefined; readonly marks?: DraftMarks },
    ): Promise<Answer> => {
      const document = await documentOf(letter, language, marks);
      const bytes = await bytesOf[format](document);
      const extension = format === 'text' ? 'txt' : format;
      return file({ bytes, type: LETTER_FILES[format], name: `letter-${letter.id}.${extension}`, language });
    },
  };
};
export type LetterRenderer = ReturnType<typeof letterRenderer>;
