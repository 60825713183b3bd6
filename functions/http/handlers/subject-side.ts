import type * as z from 'zod';
import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import type { ApiRequest } from '../../../shared/http/event.ts';
import type { Operation } from '../../../shared/http/operation.ts';
import { type Answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type CalendarDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { actingMandate } from '../../../shared/mandates/acting.ts';
import { type Mandate, subjectActor } from '../../../shared/mandates/mandate.ts';
import type { MandateStore } from '../../../shared/mandates/mandate-store.ts';
import type { Actor } from '../../../shared/register/head.ts';

export interface SubjectSideDependencies extends ApiDependencies {
  readonly mandates: Pick<MandateStore, 'find'>;
  readonly now: () => Instant;
}

/** A request of the subject's side: under which mandate, for which subject. */
export interface SubjectSide<Body, Query> {
  readonly mandate: Mandate;
  readonly subject: Mandate['subject'];
  readonly by: Actor;
  readonly today: CalendarDate;
  readonly request: ApiRequest<Body, Query>;
}

/**
 * A function behind /subjects/{id}/…: {id} is a mandate of the caller's own account that is in force today. Whatever else it is, it is as
 * absent as what does not exist, so that nobody learns of another's.
 */
export const subjectSide = <Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
  deps: SubjectSideDependencies,
  handle: (side: SubjectSide<z.output<Body>, z.output<Query>>) => Promise<Answer>,
) =>
  api(contract, deps, async (request) => {
    const at = deps.now();
    const today = beijingDate(at);
    const mandate = await actingMandate(deps.mandates, request.id, request.caller, today);
    if (mandate === undefined) return refuse({ kind: 'not-found' });
    return handle({ mandate, subject: mandate.subject, by: subjectActor(mandate, at), today, request });
  });
