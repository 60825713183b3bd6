import { headId } from '../../../shared/crypto/head-keys.ts';
import { mandateKey } from '../../../shared/crypto/mandate-keys.ts';
import { api, etag } from '../../../shared/http/api.ts';
import type { Caller } from '../../../shared/http/event.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import { isRefused } from '../../../shared/kernel/failure.ts';
import { endMandate, enterMandate, MANDATE_TRANSITIONS, mandateFailures } from '../../../shared/mandates/enter.ts';
import { isInForceOn, type Mandate } from '../../../shared/mandates/mandate.ts';
import type { MandateStore } from '../../../shared/mandates/mandate-store.ts';
import { toMandateView } from '../../../shared/mandates/mandate-view.ts';
import { endMandateOperation, enterMandateOperation, listOwnMandates } from '../../../shared/mandates/operations.ts';
import { subjectNamed } from '../../../shared/subjects/named-subject.ts';
import type { SubjectStore } from '../../../shared/subjects/subject-store.ts';
import { type ChangeDependencies, changeHead } from './change-head.ts';

export interface MandateDependencies extends ChangeDependencies {
  readonly mandates: MandateStore;
  readonly subjects: SubjectStore;
}

/** POST /mandates: what a clerk saw on paper. Whoever comes is entered as a subject if nothing was kept of them yet. */
export const enterMandates = (deps: MandateDependencies) =>
  api(enterMandateOperation, deps, async ({ body, caller, idempotencyKey: key }) => {
    const { department, officer } = caller;
    const at = deps.now();
    const by = { department, officer, at };
    const failures = mandateFailures(body, by);
    if (isRefused(failures)) return { refused: failures };
    const found = await deps.subjects.resolve(body.subject, at);
    if (found.nameDiffers) return refuse({ kind: 'name-differs', pointer: '/subject/name' });
    const subject = subjectNamed(body.subject, found.key);
    const draft = enterMandate(body, { id: '', subject, by });
    const mandate = { ...draft, id: headId(mandateKey(draft)) };
    // A person's number goes into no digest that is kept: whom the mandate is for is said by the key.
    const request = { operation: enterMandateOperation.id, ...body, subject: subject.key };
    const isBound = key === undefined || (await deps.idempotency.bind({ department, key, request, at }));
    if (!isBound) return refuse({ kind: 'idempotency-key-reused' });
    const added = await deps.mandates.add(mandate, request);
    if (!added.ok) return refuse({ kind: 'receipt-used', pointer: '/evidence/receiptNumber' });
    const { image, created } = added.value;
    return answer(created ? 201 : 200, toMandateView(image), {
      etag: etag(image.version),
      ...(created && { location: `/subjects/${image.id}` }),
    });
  });

/** GET /subjects: for whom the caller's account may act today, through the caller's door. */
export const listMandates = (deps: MandateDependencies) =>
  api(listOwnMandates, deps, async ({ caller }) => {
    const today = beijingDate(deps.now());
    const all = await deps.mandates.ofAccount(caller.officer);
    const mine = all.filter(({ image }) => isInForceOn(image, today) && isDoorOf(caller, image));
    return answer(200, { subjects: mine.map(({ image }) => toMandateView(image)) });
  });

const isDoorOf = ({ roles }: Caller, { channel }: Mandate): boolean =>
  roles.includes(channel === 'counter' ? 'counter-clerk' : 'subject');

/** POST /mandates/{id}/end: by a clerk, by who holds it, or by the subject whose agent it names. */
export const endMandates = (deps: MandateDependencies) => {
  const isOwnSubjects = async ({ subject }: Mandate, { officer }: Caller): Promise<boolean> => {
    const today = beijingDate(deps.now());
    const own = await deps.mandates.ofAccount(officer);
    return own.some(
      ({ image }) => image.subject.key === subject.key && image.capacity === 'self' && isInForceOn(image, today),
    );
  };
  return changeHead(endMandateOperation, deps, {
    heads: deps.mandates,
    find: async (id, caller) => {
      const stored = await deps.mandates.find(id);
      if (stored === undefined || caller.roles.includes('counter-clerk')) return stored;
      const isOwn = stored.image.account === caller.officer || (await isOwnSubjects(stored.image, caller));
      return isOwn ? stored : undefined;
    },
    transition: MANDATE_TRANSITIONS.end,
    change: (mandate, body, { by }) => endMandate(mandate, body, by),
    view: toMandateView,
  });
};
