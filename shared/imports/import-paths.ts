import type { Import } from './import.ts';

type Id = Pick<Import, 'id'>;

/**
 * Where the bytes of imports lie: what was sent under `incoming/`; how it was divided under `plans/`, and a workbook's rows as lines of
 * JSON under `staged/`; refused rows of each part under `refused/`, and all of them as the file for the department under `errors/`. Paths
 * are made of ids alone.
 */
export const IMPORT_PREFIXES = {
  incoming: 'incoming/',
  plans: 'plans/',
  staged: 'staged/',
  refused: 'refused/',
  errors: 'errors/',
} as const;

/** Parts sort as text. */
const PART_DIGITS = 5;
export const partName = (part: number): string => String(part).padStart(PART_DIGITS, '0');

export const incomingPath = ({ id }: Id): string => `${IMPORT_PREFIXES.incoming}${id}`;
export const planPath = ({ id }: Id): string => `${IMPORT_PREFIXES.plans}${id}`;
export const stagedPath = ({ id }: Id): string => `${IMPORT_PREFIXES.staged}${id}`;
export const refusedPath = ({ id }: Id, part: number): string => `${IMPORT_PREFIXES.refused}${id}/${partName(part)}`;
export const errorsPath = ({ id }: Id): string => `${IMPORT_PREFIXES.errors}${id}`;

/** The id of the import that a path of `incoming/` belongs to; undefined of any other path. */
export const idOfIncoming = (path: string): string | undefined => /^incoming\/([\w-]{22})$/.exec(path)?.[1];
