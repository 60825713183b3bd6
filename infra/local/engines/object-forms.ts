import { registerHooks } from 'node:module';
import { type CorsRules, type CrossOriginAnswer, crossOriginAnswer } from './cross-origin.ts';
import { type PostedForm, type Refusal, refusalOfForm } from './form-policy.ts';

declare global {
  var refuseForm: ((form: PostedForm) => Refusal | undefined) | undefined;
  var answerCrossOrigin:
    | ((given: Parameters<typeof crossOriginAnswer>[1]) => CrossOriginAnswer | undefined)
    | undefined;
}

/** What is changed in fauxqs 2.4.1 as it is loaded: a piece of the text of one of its files each, which must be there once. */
const CHANGES = [
  {
    // It takes whatever a form holds; S3 holds the form to its policy.
    file: '/fauxqs/dist/s3/actions/postObject.js',
    from: 'const obj = store.putObject(',
    to: `const refusal = globalThis.refuseForm?.({ bucket, fields, bytes: fileBody });
    if (refusal) throw new S3Error(refusal.code, refusal.message, refusal.status);
    const obj = store.putObject(`,
  },
  {
    // A form is one request, and a file in it may have 20 MiB.
    file: '/fauxqs/dist/app.js',
    from: 'bodyLimit: 11 * 1_048_576',
    to: 'bodyLimit: 32 * 1_048_576',
  },
  {
    // It knows no other origins; a page sends its files past the API, which has one of its own.
    file: '/fauxqs/dist/app.js',
    from: `            return \`/\${bucket}\${req.url ?? "/"}\`;
        },
    });`,
    to: `            return \`/\${bucket}\${req.url ?? "/"}\`;
        },
    });
    app.addHook('onRequest', async (request, reply) => {
        const answer = globalThis.answerCrossOrigin?.(request);
        if (answer) reply.headers(answer.headers);
        if (answer?.status) return reply.status(answer.status).send();
    });`,
  },
] as const;

/** Has the object engine, which must not be loaded yet, hold forms to their policies, and answer pages of other origins by its buckets' rules. */
export const holdFormsToPolicies = (at: {
  now: () => Date;
  secretAccessKey: string;
  /** @default - no page of another origin */
  rulesOf?: (bucket: string) => CorsRules | undefined;
}): void => {
  globalThis.refuseForm = (form) => refusalOfForm(form, { ...at, now: at.now() });
  globalThis.answerCrossOrigin = (given) => crossOriginAnswer(at.rulesOf ?? (() => undefined), given);
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      const changes = CHANGES.filter(({ file }) => url.endsWith(file));
      if (changes.length === 0) return loaded;
      const source = changes.reduce((text, { file, from, to }) => {
        if (text.split(from).length !== 2) throw new Error(`${file} is not what is known of it`);
        return text.replace(from, () => to);
      }, String(loaded.source));
      return { ...loaded, source };
    },
  });
};
