import { concurrently } from '../kernel/concurrently.ts';
import { type CodeAliasStore, olderCodesOf } from '../subjects/code-alias-store.ts';
import type { NameLeadStore } from '../subjects/name-lead-store.ts';
import { AT_ONCE, type Rederiver } from './rederiver.ts';
import { NOTHING, sum, type Tally } from './tally.ts';

export interface RederiveSubjectsDeps {
  readonly codeAliases: CodeAliasStore;
  readonly nameLeads: Pick<NameLeadStore, 'put'>;
  readonly missingLeads: (subject: unknown) => Promise<number>;
}

/** Subjects: what leads to them from an older code or a name. */
export const subjectRederiver = (deps: RederiveSubjectsDeps): Rederiver => {
  const rederiveSubject = async (subject: unknown, dryRun: boolean): Promise<Tally> => {
    const codes = await Promise.all(olderCodesOf(subject).map(([type, code]) => deps.codeAliases.find(type, code)));
    const lostCodes = codes.filter((found) => found === undefined).length;
    const lostNames = await deps.missingLeads(subject);
    if (lostCodes > 0 && !dryRun) await deps.codeAliases.put(subject);
    if (lostNames > 0 && !dryRun) await deps.nameLeads.put(subject);
    return { ...NOTHING, looked: { subject: 1 }, missing: { aliases: lostCodes + lostNames } };
  };

  return {
    entity: 'subject',
    rederive: async (items, dryRun) =>
      (await concurrently(AT_ONCE, items, (subject) => rederiveSubject(subject, dryRun))).reduce(sum, NOTHING),
  };
};
