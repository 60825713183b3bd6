import type * as z from 'zod';
import { headId } from '../../../shared/crypto/head-keys.ts';
import { editionKey } from '../../../shared/crypto/list-keys.ts';
import { isSameRequest } from '../../../shared/crypto/sealed-version.ts';
import { api, etag } from '../../../shared/http/api.ts';
import type { Operation } from '../../../shared/http/operation.ts';
import { type Answer, answer, refuse } from '../../../shared/http/respond.ts';
import type { InstrumentReader } from '../../../shared/instruments/instrument-store.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { changeEdition } from '../../../shared/lists/change-edition.ts';
import {
  EDITION_TRANSITIONS,
  type EditingContext,
  prepareEdition,
  publishEdition,
} from '../../../shared/lists/editing.ts';
import type { Edition, EditionOf, EditionState, ListName } from '../../../shared/lists/edition.ts';
import { changeEditionEntries, publishListEdition } from '../../../shared/lists/edition-operations.ts';
import type { EditionStore } from '../../../shared/lists/edition-store.ts';
import { PREPARE_OPERATIONS } from '../../../shared/lists/operations.ts';
import type { Transition } from '../../../shared/register/head.ts';
import { type ChangeContext, type ChangeDependencies, changeHead } from './change-head.ts';

export interface ChangeListDependencies extends ChangeDependencies {
  readonly editions: EditionStore;
  readonly instruments: Pick<InstrumentReader, 'all'>;
}

/** Adds an edition of one list to the register. */
type AddEdition<List extends ListName> = (
  edition: EditionOf<List>,
  request: unknown,
) => ReturnType<EditionStore['add']>;

/**
 * Prepares the next edition of a list. The number follows from the last edition, so that of two officers who
 * prepare the next one at once only one does; the same request sent again is answered with what it made.
 */
const prepareOn = <List extends ListName>(list: List, deps: ChangeListDependencies, add: AddEdition<List>) =>
  api(PREPARE_OPERATIONS[list], deps, async ({ body, caller: { department, officer } }): Promise<Answer> => {
    const at = deps.now();
    const last = await deps.editions.last(list);
    if (last !== undefined && isSameRequest(last.stored, body)) {
      return answer(200, last.edition, { etag: etag(last.edition.version) });
    }
    const id = headId(editionKey({ list, edition: (last?.edition.edition ?? 0) + 1 }));
    const context: EditingContext<List> & { readonly id: string } = {
      id,
      by: { department, officer, at },
      today: beijingDate(at),
      instruments: await deps.instruments.all(),
      ...(last && { previous: last.edition }),
    };
    const prepared = prepareEdition(list, body, context);
    if (!prepared.ok) return { refused: prepared.failure };
    const added = await add(prepared.value, body);
    if (!added.ok) return refuse({ kind: 'edition-in-preparation', parameters: { edition: prepared.value.edition } });
    const { image, created } = added.value;
    return answer(created ? 201 : 200, image, {
      etag: etag(image.version),
      ...(created && { location: `/editions/${image.id}` }),
    });
  });

/** POST /lists/behaviours/editions. */
export const prepareBehaviours = (deps: ChangeListDependencies) => prepareOn('behaviours', deps, deps.editions.add);

/** POST /lists/measures/editions. */
export const prepareMeasures = (deps: ChangeListDependencies) => prepareOn('measures', deps, deps.editions.add);

/** A rule that changes an edition of either list. */
type Rule<Body> = <List extends ListName>(
  edition: EditionOf<List>,
  body: Body,
  context: EditingContext<List>,
) => Result<EditionOf<List>, Failures>;

const contextOf = async <List extends ListName>(
  deps: ChangeListDependencies,
  { list, edition }: EditionOf<List>,
  { by, today }: ChangeContext,
): Promise<EditingContext<List>> => {
  const [instruments, previous] = await Promise.all([
    deps.instruments.all(),
    deps.editions.numbered(list, edition - 1),
  ]);
  return { by, today, instruments, ...(previous && { previous }) };
};

const changeByRule = <Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
  transition: Transition<EditionState>,
  rule: Rule<z.output<Body>>,
) => {
  const change = async (
    deps: ChangeListDependencies,
    edition: Edition,
    body: z.output<Body>,
    context: ChangeContext,
  ) =>
    edition.list === 'behaviours'
      ? rule(edition, body, await contextOf(deps, edition, context))
      : rule(edition, body, await contextOf(deps, edition, context));
  return (deps: ChangeListDependencies) =>
    changeHead<Edition, Body, Query>(contract, deps, {
      heads: deps.editions,
      find: (id) => deps.editions.find(id),
      transition,
      change: (edition, body, context) => change(deps, edition, body, context),
      view: (edition) => edition,
    });
};

/** POST /editions/{id}/changes. */
export const changeEditions = changeByRule(changeEditionEntries, EDITION_TRANSITIONS.change, changeEdition);

/** POST /editions/{id}/publication. */
export const publishEditions = changeByRule(publishListEdition, EDITION_TRANSITIONS.publish, publishEdition);
