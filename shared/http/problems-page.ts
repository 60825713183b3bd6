import type { Language } from '../kernel/language.ts';
import { PROBLEMS } from './problems.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const TITLE = { zh: '错误类型', en: 'Problem types' } as const;

/** The page that the `type` of a problem leads to: every problem with its status and its sentence, in the reader's language. */
export const problemsPage = (language: Language): string => {
  const sections = Object.entries(PROBLEMS).map(
    ([kind, { status, title, detail }]) =>
      `<section id="${kind}"><h2>${escaped(title[language])}</h2><p><code>${kind}</code> · HTTP ${status}</p><p>${escaped(detail[language])}</p></section>`,
  );
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-Hans' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${TITLE[language]}</title></head><body><h1>${TITLE[language]}</h1>${sections.join('')}</body></html>`;
};

/** The same as Markdown in both languages: docs/problems.md. */
export const problemsMarkdown = (): string => {
  const rows = Object.entries(PROBLEMS).map(
    ([kind, { status, title, detail }]) =>
      `| <a id="${kind}"></a>\`${kind}\` | ${status} | ${title.zh} ${title.en} | ${detail.zh} ${detail.en} |`,
  );
  return `# Problems

Every refusal is an RFC 9457 problem (\`application/problem+json\`). \`type\` is \`/docs/problems#<kind>\` below the API's address; \`errors\` lists each place with its JSON Pointer into the request body. Sentences come in Chinese, or in English by
\`Accept-Language\`. Words in braces are filled in. This page is made from shared/http/problems.json by \`npm run docs\`.

| kind | status | title | sentence |
| --- | --- | --- | --- |
${rows.join('\n')}

## The gateway's own answers

These come from the HTTP API itself, before any function runs, as plain JSON:

| when | status | body |
| --- | --- | --- |
| no token, a forged or expired one, a wrong issuer or audience | 401 | \`{"message":"Unauthorized"}\` |
| the token lacks a scope that the route demands | 403 | \`{"message":"Forbidden"}\` |
| a body over 10 MB | 413 | \`{"message":"Request Entity Too Large"}\` |
| more requests than the stage allows | 429 | \`{"message":"Too Many Requests"}\` |
| a function failed without an answer, or took too long | 500, 503 | \`{"message":"Internal Server Error"}\`, \`{"message":"Service Unavailable"}\` |
`;
};
