/** What may be refused: the value, or a failure with a closed `kind`. Faults are thrown instead. */
export type Result<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

/** A result that holds its value. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** A refusal. Literal types are kept, so that `fail({ kind: 'format' })` needs no annotation. */
export const fail = <const F>(failure: F): { readonly ok: false; readonly failure: F } => ({ ok: false, failure });
