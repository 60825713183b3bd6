import type { FunctionName } from './function-names.ts';
import type { FunctionSpec } from './function-spec.ts';
import { HTTP_FUNCTIONS } from './http-functions.ts';
import { WORK_FUNCTIONS } from './work-functions.ts';

/** The one table of functions: what each is given and what it may do. Nothing is granted anywhere else but by a trigger. */
export const FUNCTIONS: Readonly<Record<FunctionName, FunctionSpec>> = { ...HTTP_FUNCTIONS, ...WORK_FUNCTIONS };

/** A caller has long given up before the gateway does, after 30 s. */
const DEFAULT_TIMEOUT_SECONDS = 10;

/** How long a function may run; what waits for it (a queue's visibility) is derived from this. */
export const timeoutSecondsOf = (name: FunctionName): number =>
  FUNCTIONS[name].timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
