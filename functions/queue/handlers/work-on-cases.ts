import * as z from 'zod';
import { type BatchAnswer, inGroupOrder } from '../../../shared/aws/event-batch.ts';
import { CASE_WORK_ATTEMPTS, CaseWork, occasionOf, type WorkOf } from '../../../shared/cases/case-work.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import { type CarryOutDeps, carryOut } from './carry-out.ts';
import { type EraseOrderedDeps, eraseOrdered } from './erase-ordered.ts';
import { type ExpireDeps, expire } from './expire.ts';
import { type FollowEndDeps, followEnd } from './follow-end.ts';
import { type FollowObjectionsDeps, followObjections } from './follow-objections.ts';
import { type FollowersDeps, followers } from './follow-organisation.ts';
import { type FollowRepairDeps, followRepair } from './follow-repair.ts';
import { type RepealDeps, repealBasis } from './repeal-basis.ts';
import { type RetainDeps, retain } from './retain.ts';
import { type TellEndDeps, tellEnd } from './tell-end.ts';
import { type UntellDeps, untell } from './untell.ts';

const Attributes = z.object({ MessageGroupId: z.string(), ApproximateReceiveCount: z.coerce.number() });
const QueueEvent = z.object({
  Records: z.array(z.object({ messageId: z.string(), body: z.string(), attributes: Attributes })),
});

export type WorkOnCasesDeps = CarryOutDeps &
  FollowersDeps &
  FollowEndDeps &
  FollowRepairDeps &
  RepealDeps &
  ExpireDeps &
  UntellDeps &
  FollowObjectionsDeps &
  TellEndDeps &
  RetainDeps &
  EraseOrderedDeps & { readonly log: Log };

/** Does what follows from changes of cases and bases: one message at a time, those of one case or basis in order. */
export const workOnCases = (deps: WorkOnCasesDeps) => {
  const work = {
    'carry-out': carryOut(deps),
    'follow-organisation': followers(deps),
    'follow-end': followEnd(deps),
    'follow-repair': followRepair(deps),
    untell: untell(deps),
    repeal: repealBasis(deps),
    expire: expire(deps),
    'follow-objections': followObjections(deps),
    'tell-end': tellEnd(deps),
    retain: retain(deps),
    erase: eraseOrdered(deps),
  };

  /** Applications come to their end with what they were about, and objections fall away. */
  const followEndOf = async (asked: WorkOf<'follow-end'>): Promise<void> => {
    const hasEnded = await work['follow-end'](asked);
    if (hasEnded) await work['follow-objections'](asked);
  };

  const doWork = (asked: CaseWork): Promise<void> => {
    switch (asked.type) {
      case 'carry-out':
        return work['carry-out'](asked);
      case 'follow-organisation':
        return work['follow-organisation'](asked);
      case 'follow-end':
        return followEndOf(asked);
      case 'follow-repair':
        return work['follow-repair'](asked);
      case 'untell':
        return work.untell(asked);
      case 'repeal':
        return work.repeal(asked);
      case 'expire':
        return work.expire(asked);
      case 'follow-objections':
        return work['follow-objections'](asked);
      case 'tell-end':
        return work['tell-end'](asked);
      case 'retain':
        return work.retain(asked);
      case 'erase':
        return work.erase(asked);
      case 'enter-in-ledger':
        return deps.ledger.enter([asked.entry]);
      default:
        return asked satisfies never;
    }
  };

  return (event: unknown): Promise<BatchAnswer> =>
    inGroupOrder(
      QueueEvent.parse(event).Records,
      {
        id: ({ messageId }) => messageId,
        group: ({ attributes }) => attributes.MessageGroupId,
        isLastAttempt: ({ attributes }) => attributes.ApproximateReceiveCount >= CASE_WORK_ATTEMPTS,
      },
      async ({ body, attributes: { MessageGroupId: group } }) => {
        const asked = CaseWork.parse(JSON.parse(body));
        await doWork(asked);
        deps.log.info(messages.caseWorkDone, { work: asked.type, group, occasion: occasionOf(asked) });
      },
      { failed: (itemIdentifier, error) => deps.log.error(messages.caseWorkFailed, { itemIdentifier, error }) },
    );
};
