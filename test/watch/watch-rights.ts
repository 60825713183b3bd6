import { appendFileSync } from 'node:fs';
import { type EngineCall, rightsAskedBy } from './engine-call.ts';
import { covers, type GrantedRight, grantedRights } from './granted-rights.ts';

/** Where a run of suites gathers which rights were used: one line each (rights-used.ts). */
export const RIGHTS_FILE = 'RIGHTS_USED_FILE';

export const rightName = (caller: string, { action, resource }: GrantedRight): string =>
  `${caller} ${action} ${resource}`;

/** Judges each function's calls by the rights of its own role, as IAM would. */
export const watchRights = (assembly: string) => {
  const granted = grantedRights(assembly);
  const used = new Set<string>();
  const lacking = new Set<string>();
  return {
    /** Why a call is denied; nothing if it is granted, or no function's. */
    judge: (call: EngineCall): string | undefined => {
      const { caller } = call;
      if (caller === undefined) return undefined;
      for (const asked of rightsAskedBy(call)) {
        const right = granted.get(caller)?.find((one) => covers(one, asked));
        if (right === undefined) {
          const reason = `${caller} is not authorized to perform ${asked.action} on ${asked.resource}`;
          lacking.add(reason);
          return reason;
        }
        used.add(rightName(caller, right));
      }
      return undefined;
    },
    /** Tells which rights were used, and fails if one lacked. */
    done: (): void => {
      const file = process.env[RIGHTS_FILE];
      if (file !== undefined && used.size > 0) appendFileSync(file, `${[...used].join('\n')}\n`);
      if (lacking.size > 0) throw new Error(`Rights that lack:\n${[...lacking].join('\n')}`);
    },
  };
};
