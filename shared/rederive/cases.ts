import { type CaseStore, caseFromItem, type StoredCase } from '../cases/case-store.ts';
import type { CaseWork } from '../cases/case-work.ts';
import { deriveCase } from '../cases/derive-case.ts';
import { followOrganisation } from '../cases/follow-organisation.ts';
import type { Follows } from '../cases/follows.ts';
import type { PlanProgressStore } from '../cases/plan-progress-store.ts';
import type { Instant } from '../kernel/beijing-time.ts';
import { countedCaseKey } from '../statistics/joint-count-store.ts';
import { systemActor } from '../tasks/dispatch.ts';
import { followsRederiver, type RederiveFollowsDeps } from './follows.ts';
import type { Located, Rederiver } from './rederiver.ts';

export interface RederiveCasesDeps extends RederiveFollowsDeps {
  readonly cases: Pick<CaseStore, 'history' | 'get'>;
  readonly progress: Pick<PlanProgressStore, 'find'>;
  readonly idOf: (text: string) => string;
  readonly now: Instant;
}

/** The newest version of a case that changed what its tasks should be. */
const lastCarriedOut = (versions: readonly Follows[]): number | undefined =>
  versions
    .flatMap(({ work }) => work)
    .flatMap((work) => (work.type === 'carry-out' ? [work.version] : []))
    .at(-1);

/** Cases: notices, when the listing ends, the count, and work on a plan, or on what follows the organisation's case, that is not done. */
export const caseRederiver = (deps: RederiveCasesDeps): Rederiver => {
  const organisationOf = async ({ responsibility }: StoredCase['image']) =>
    responsibility && (await deps.cases.get(responsibility.organisationCase.key))?.image;

  const isPlanBehind = async ({ id, plan }: StoredCase['image'], versions: readonly Follows[]): Promise<boolean> => {
    const asked = plan.length === 0 ? undefined : lastCarriedOut(versions);
    if (asked === undefined) return false;
    const progress = await deps.progress.find(id);
    return progress === undefined || progress.version < asked || progress.completedAt === undefined;
  };

  /** A person's case that does not stand where the organisation's does: each is looked at by itself. */
  const lostWork = async (
    { image, key }: Located<StoredCase>,
    versions: readonly Follows[],
  ): Promise<readonly CaseWork[]> => {
    const organisation = await organisationOf(image);
    const isLeftBehind = organisation && followOrganisation(image, organisation, systemActor(deps.now)) !== undefined;
    if (!isLeftBehind && !(await isPlanBehind(image, versions))) return [];
    const { id, version } = image;
    return [{ type: 'carry-out', id, case: key, version, from: 0, organisation: organisation?.version ?? 0 }];
  };

  return followsRederiver(deps, {
    entity: 'case',
    read: caseFromItem,
    heads: deps.cases,
    derive: (joint, key) => deriveCase(joint, key, deps.idOf),
    noted: (joint) => ({ counts: countedCaseKey(joint) }),
    lostWork,
  });
};
