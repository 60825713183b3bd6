import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { renderPdf } from '../../shared/documents/render-pdf.ts';
import { filesById } from '../../shared/files/file-store.ts';
import { instrumentStore } from '../../shared/instruments/instrument-store.ts';
import { letterIndex } from '../../shared/letters/letter-index-store.ts';
import { letterNamesStore } from '../../shared/letters/letter-names-store.ts';
import { letterServiceStore } from '../../shared/letters/letter-service-store.ts';
import { letterSources } from '../../shared/letters/letter-source-store.ts';
import {
  listLetters,
  listOwnLetters,
  readLetter,
  readOwnLetter,
  serveLetterOperation,
} from '../../shared/letters/operations.ts';
import { editionStore } from '../../shared/lists/edition-store.ts';
import { mandateStore } from '../../shared/mandates/mandate-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { listAllLetters, readLetters } from './handlers/letters/letters.ts';
import { listSubjectLetters, readSubjectLetters } from './handlers/letters/own-letters.ts';
import { letterRenderer } from './handlers/letters/render-letter.ts';
import { serveLetters } from './handlers/letters/serve-letter.ts';
import { serve } from './routes.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  LAMBDA_TASK_ROOT: z.string(),
  ...CLAIM_VARIABLES,
});
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };

/** The font lies beside the bundle: 8 MB that are read only when something is printed. */
const font = () => readFile(join(env.LAMBDA_TASK_ROOT, 'fonts', 'NotoSansHans-Regular.otf'));

const deps = {
  ...apiDependencies(env),
  sources: letterSources(register),
  index: letterIndex({ client, table: env.DERIVED_TABLE }),
  services: letterServiceStore(register),
  mandates: mandateStore(register),
  filesOf: filesById(register),
  renderer: letterRenderer({
    namesFor: letterNamesStore({ editions: editionStore(register), instruments: instrumentStore(register) }),
    printPdf: async (document) => renderPdf(document, await font()),
  }),
  now: systemNow,
};

export const handler = serve(
  [listLetters, listAllLetters(deps)],
  [readLetter, readLetters(deps)],
  [serveLetterOperation, serveLetters(deps)],
  [listOwnLetters, listSubjectLetters(deps)],
  [readOwnLetter, readSubjectLetters(deps)],
);
