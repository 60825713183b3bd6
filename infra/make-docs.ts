import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDictionary } from '../shared/dictionary/in-openapi.ts';
import { dictionaryMarkdown } from '../shared/dictionary/page.ts';
import { openApi } from '../shared/http/openapi.ts';
import { problemsMarkdown } from '../shared/http/problems-page.ts';
import { OPERATIONS } from '../shared/operations.ts';
import { costMarkdown } from './cost/page.ts';

/** Documents that are made from the code, by path; a test compares them with what is committed. */
export const madeDocuments = (): Readonly<Record<string, string>> => ({
  'docs/openapi.json': `${JSON.stringify(withDictionary(openApi(OPERATIONS)), null, 2)}\n`,
  'docs/problems.md': problemsMarkdown(),
  'docs/data-dictionary.md': dictionaryMarkdown(),
  'docs/cost.md': costMarkdown(),
});

if (import.meta.main) {
  for (const [path, text] of Object.entries(madeDocuments()))
    writeFileSync(join(import.meta.dirname, '..', path), text);
}
