import type { UploadForm } from './send-form.ts';
import type { ImportState, Language } from './texts.ts';

/** An import as the API shows it (docs/openapi.json, `Import`): what of it the page shows. */
export interface Import {
  readonly id: string;
  readonly name: string;
  readonly state: ImportState;
  readonly parts?: { readonly done: number; readonly all: number };
  readonly counts?: {
    readonly rows: number;
    readonly created: number;
    readonly unchanged: number;
    readonly refused: number;
  };
  /** It stands still by a fault of the system. */
  readonly standing?: boolean;
  /** Why the file as a whole was refused. */
  readonly problem?: Problem;
  readonly errors?: { readonly link?: { readonly url: string } };
  readonly form?: UploadForm;
}

/** What is announced of a file before it is sent. */
export interface Announced {
  readonly kind: string;
  readonly format: 'csv' | 'xlsx' | 'ndjson';
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** The API refused: `message` is its sentence, in the reader's language. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly detail?: string }[];
}

/** A problem as an officer reads it: what it is, then what is wrong where. */
export const sentenceOf = ({ title = '', detail = '', errors = [] }: Problem): string =>
  [title, detail, ...errors.map((error) => error.detail ?? '')]
    .filter((text, at, all) => text && all.indexOf(text) === at)
    .join(' ');

/** The API as the page uses it, for whoever signed in. */
export const apiOf = (token: string, language: () => Language) => {
  const call = async (method: 'GET' | 'POST', path: string, body?: object): Promise<Response> => {
    const answer = await fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'accept-language': language(),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (answer.ok) return answer;
    const problem: Problem = await answer.json().catch(() => ({}));
    throw new Refused(answer.status, sentenceOf(problem) || String(answer.status));
  };
  const json = async <Answer>(answer: Promise<Response>): Promise<Answer> => (await answer).json();
  return {
    announce: (announced: Announced) => json<Import>(call('POST', '/imports', announced)),
    look: (id: string) => json<Import>(call('GET', `/imports/${id}`)),
    recent: async () => {
      const listed = (status: 'open' | 'done') =>
        json<{ imports: readonly Import[] }>(call('GET', `/imports?status=${status}&limit=20`));
      const [open, done] = await Promise.all([listed('open'), listed('done')]);
      return [...open.imports, ...done.imports];
    },
    template: async (kind: string, format: 'csv' | 'xlsx') =>
      (await call('GET', `/imports/templates/${kind}?format=${format}`)).blob(),
  };
};
export type Api = ReturnType<typeof apiOf>;
