import type { CaseStore, StoredCase } from '../../../shared/cases/case-store.ts';
import { CASE_TRANSITIONS } from '../../../shared/cases/case-transitions.ts';
import type { WorkOf } from '../../../shared/cases/case-work.ts';
import type { CaseWorkQueue } from '../../../shared/cases/case-work-queue.ts';
import { followOrganisation } from '../../../shared/cases/follow-organisation.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import type { HeadKey } from '../../../shared/register/head.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import { systemActor } from '../../../shared/tasks/dispatch.ts';

/** Persons of one organisation are few. */
const AT_ONCE = 4;
const PAGE = 100;

export interface FollowDeps {
  readonly cases: Pick<CaseStore, 'get' | 'change'>;
  readonly now: () => Instant;
}

export interface FollowersDeps extends FollowDeps {
  readonly cases: Pick<CaseStore, 'get' | 'change' | 'beside'>;
  readonly work: CaseWorkQueue;
}

interface Following {
  readonly key: HeadKey;
  readonly person: StoredCase;
  readonly organisation: JointCase;
}

/** Makes a responsible person's case stand where the organisation's does: suspended, resumed or ended with it. */
export const follow = ({ cases, now }: FollowDeps, { key, person, organisation }: Following) =>
  settleHead(cases, {
    key,
    found: person,
    next: (joint) => followOrganisation(joint, organisation, systemActor(now())),
    from: CASE_TRANSITIONS.end.from,
  });

/** One person's case follows, and its tasks after it: they rest on the organisation's case too. */
const followOne = async (deps: FollowersDeps, key: HeadKey, organisation: JointCase): Promise<void> => {
  const person = await deps.cases.get(key);
  if (person === undefined) return;
  const { head } = await follow(deps, { key, person, organisation });
  const { id, version, plan } = head.image;
  if (plan.length === 0) return;
  await deps.work.send([{ type: 'carry-out', id, case: key, version, from: 0, organisation: organisation.version }]);
};

/**
 * Has all cases of responsible persons follow an organisation's case as it is now. One that the index does not show yet follows when its
 * own work is done, which begins when it is proposed.
 */
export const followers =
  (deps: FollowersDeps) =>
  async (asked: WorkOf<'follow-organisation'>): Promise<void> => {
    const organisation = await deps.cases.get(asked.case);
    if (organisation === undefined) throw new Error(`there is no case ${asked.id}`);
    let after: string | undefined;
    do {
      const page = await deps.cases.beside(asked.id, after, PAGE);
      await concurrently(AT_ONCE, page.keys, (key) => followOne(deps, key, organisation.image));
      after = page.next;
    } while (after !== undefined);
  };
