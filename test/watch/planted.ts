import { createHash } from 'node:crypto';

/** A sort of personal data. */
export type PlantedSort = 'number' | 'name' | 'telephone' | 'address';

/** Something of a person that is searched for everywhere, under a name that may be told. */
export type Planted = {
  readonly sort: PlantedSort;
  /** As findings call it: the value itself is repeated nowhere. */
  readonly label: string;
  readonly value: string;
  /** Other spellings that only this value has: a name's pinyin. */
  readonly also?: readonly string[];
};

export type Trace = { readonly planted: Planted; readonly form: string };

/** Spellings, by what they are called. All are compared in lower case, in half width, without spaces and hyphens. */
const formsOf = ({ sort, value, also = [] }: Planted): ReadonlyMap<string, string> => {
  const digest = createHash('sha256').update(value);
  const bytes = Buffer.from(value);
  const always: readonly (readonly [string, string])[] = [
    ['as it is', value],
    ['in a URL', encodeURIComponent(value)],
    ['in base64', bytes.toString('base64').replaceAll('=', '')],
    ['in base64url', bytes.toString('base64url')],
    ['in hex', bytes.toString('hex')],
    ['its bare SHA-256', digest.copy().digest('hex')],
    ['its bare SHA-256 in base64url', digest.copy().digest('base64url')],
    ...also.map((spelling) => [`as ${spelling}`, spelling] as const),
  ];
  const ofNumber: readonly (readonly [string, string])[] =
    sort === 'number'
      ? [
          ['its last 6', value.slice(-6)],
          ['its last 8', value.slice(-8)],
          ['its date of birth', value.slice(6, 14)],
          ['its first 14', value.slice(0, 14)],
        ]
      : [];
  const ofTelephone: readonly (readonly [string, string])[] =
    sort === 'telephone' ? [['its last 8', value.slice(-8)]] : [];
  return new Map([...always, ...ofNumber, ...ofTelephone].map(([form, text]) => [form, plain(text)]));
};

/** What hides a value without changing it: width, case, spaces, hyphens, escapes of JSON. */
export const plain = (text: string): string =>
  text
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s-]/g, '');

/** Finds every planted value in a text, in every form of it. */
export const finderOf = (planted: readonly Planted[]) => {
  const forms = planted.map((one) => ({ planted: one, forms: [...formsOf(one)] }));
  return (text: string): readonly Trace[] => {
    const searched = plain(text);
    return forms.flatMap(({ planted: one, forms: spellings }) =>
      spellings.flatMap(([form, spelling]) => (searched.includes(spelling) ? [{ planted: one, form }] : [])),
    );
  };
};
