import { registerHooks } from 'node:module';
import { type PostedForm, type Refusal, refusalOfForm } from './form-policy.ts';

declare global {
  var refuseForm: ((form: PostedForm) => Refusal | undefined) | undefined;
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
] as const;

/** Has the object engine, which must not be loaded yet, hold forms to their policies. */
export const holdFormsToPolicies = (at: { now: () => Date; secretAccessKey: string }): void => {
  globalThis.refuseForm = (form) => refusalOfForm(form, { ...at, now: at.now() });
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      const change = CHANGES.find(({ file }) => url.endsWith(file));
      if (change === undefined) return loaded;
      const source = String(loaded.source);
      if (source.split(change.from).length !== 2) throw new Error(`${change.file} is not what is known of it`);
      return { ...loaded, source: source.replace(change.from, () => change.to) };
    },
  });
};
