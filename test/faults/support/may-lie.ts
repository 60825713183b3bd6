import type { PlantedSort, Trace } from '../../watch/planted.ts';

/** Where a sort of personal data may lie, and why. Everything else is a leak. */
export type MayLie = {
  readonly where: RegExp;
  readonly sorts: readonly PlantedSort[];
  readonly why: string;
};

export const MAY_LIE: readonly MayLie[] = [
  {
    where: /^table register (record|case|task|objection|mandate|authorisation|history)\.body$/,
    sorts: ['name'],
    why: 'the register is where a decision lies, with whom it is about; the number is sealed under a key of the person’s own',
  },
  {
    where: /^table register (person|subject)\.names\[\]$/,
    sorts: ['name'],
    why: 'a known code or number under another name is noticed by them',
  },
  {
    where: /^table register record\.body$/,
    sorts: ['telephone', 'address'],
    why: 'a text that somebody wrote: it is held, neither shared nor public, until an officer has looked',
  },
  {
    where: /^bucket imports errors\//,
    sorts: ['name', 'number'],
    why: 'the refused rows of a file, for the department that sent them, deleted with it',
  },
  {
    where: /^bucket exchange out\/packages\/\d+\/persons\.ndjson$/,
    sorts: ['name', 'number'],
    why: 'statutory reporting of persons to the superior platform, in a file and a bucket of its own',
  },
  {
    where: /^bucket exchange out\/packages\/\d+\/rows\.ndjson$/,
    sorts: ['name'],
    why: 'the national columns name the legal representative and the operator',
  },
  {
    where: /^answer to POST \/records$/,
    sorts: ['name', 'telephone', 'address'],
    why: 'who writes a record reads back what it wrote',
  },
  {
    where: /^answer to (GET|POST) \/(cases|tasks|objections)(\/|$)/,
    sorts: ['name'],
    why: 'who initiates, decides or applies a measure must know on whom',
  },
  {
    where: /^answer to POST \/mandates$/,
    sorts: ['name'],
    why: 'the clerk at the counter sees whom the mandate is for',
  },
  { where: /^answer to (GET|POST) \/subjects\/\{id\}/, sorts: ['name'], why: 'the subject’s own door' },
  { where: /^answer to GET \/letters/, sorts: ['name'], why: 'a letter of the department’s own names whom it is to' },
  {
    where: /^answer to GET \/authorisations\/\{id\}\/report$/,
    sorts: ['name'],
    why: 'a reader whom the subject has authorised',
  },
];

/** Whether a line of the list lets it lie there. */
export const mayLie = (found: Trace & { readonly where: string }, lines = MAY_LIE): boolean =>
  lines.some(({ where, sorts }) => sorts.includes(found.planted.sort) && where.test(found.where));
