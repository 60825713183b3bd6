declare const brand: unique symbol;

/** A value that a parser has vouched for: the same at run time, another type to the compiler. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
