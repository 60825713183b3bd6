import { readFile } from 'node:fs/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { listAllLetters, readLetters } from '../../../../functions/http/handlers/letters/letters.ts';
import { listSubjectLetters, readSubjectLetters } from '../../../../functions/http/handlers/letters/own-letters.ts';
import { letterRenderer } from '../../../../functions/http/handlers/letters/render-letter.ts';
import { serveLetters } from '../../../../functions/http/handlers/letters/serve-letter.ts';
import { renderPdf } from '../../../../shared/documents/render-pdf.ts';
import { filesById } from '../../../../shared/files/file-store.ts';
import type { ApiDependencies } from '../../../../shared/http/api.ts';
import { instrumentStore } from '../../../../shared/instruments/instrument-store.ts';
import type { Instant } from '../../../../shared/kernel/beijing-time.ts';
import { letterIndex } from '../../../../shared/letters/letter-index-store.ts';
import { letterNamesStore } from '../../../../shared/letters/letter-names-store.ts';
import { letterServiceStore } from '../../../../shared/letters/letter-service-store.ts';
import { letterSources } from '../../../../shared/letters/letter-source-store.ts';
import { editionStore } from '../../../../shared/lists/edition-store.ts';
import { mandateStore } from '../../../../shared/mandates/mandate-store.ts';
import { names } from '../../../engines.ts';

export type LetterOperationId =
  | 'list-letters'
  | 'read-letter'
  | 'serve-letter'
  | 'list-own-letters'
  | 'read-own-letter';

const FONT = 'node_modules/@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf';

/** The function `letters` over a client, as its entry wires it. */
export const letterHandlers = (
  client: DynamoDBDocumentClient,
  base: ApiDependencies & { readonly now: () => Instant },
) => {
  const register = { client, table: names.registerTable };
  const deps = {
    ...base,
    sources: letterSources(register),
    index: letterIndex({ client, table: names.derivedTable }),
    services: letterServiceStore(register),
    mandates: mandateStore(register),
    filesOf: filesById(register),
    renderer: letterRenderer({
      namesFor: letterNamesStore({ editions: editionStore(register), instruments: instrumentStore(register) }),
      printPdf: async (document) => renderPdf(document, await readFile(FONT)),
    }),
  };

  return {
    'list-letters': listAllLetters(deps),
    'read-letter': readLetters(deps),
    'serve-letter': serveLetters(deps),
    'list-own-letters': listSubjectLetters(deps),
    'read-own-letter': readSubjectLetters(deps),
  } as const;
};
