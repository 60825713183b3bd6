import { changeEditionEntries, getEdition, publishListEdition } from '../../../shared/lists/edition-operations.ts';
import { LIST_OPERATIONS, PREPARE_OPERATIONS } from '../../../shared/lists/operations.ts';
import {
  type ChangeListDependencies,
  changeEditions,
  prepareBehaviours,
  prepareMeasures,
  publishEditions,
} from './edition-changes.ts';
import { compareEditions, getOneEdition, listEditions, readList } from './lists.ts';

/** Each operation on the two lists with its handler. */
export const listRoutes = (deps: ChangeListDependencies) =>
  [
    [LIST_OPERATIONS.behaviours.read, readList('behaviours', deps)],
    [LIST_OPERATIONS.measures.read, readList('measures', deps)],
    [LIST_OPERATIONS.behaviours.editions, listEditions('behaviours', deps)],
    [LIST_OPERATIONS.measures.editions, listEditions('measures', deps)],
    [LIST_OPERATIONS.behaviours.compare, compareEditions('behaviours', deps)],
    [LIST_OPERATIONS.measures.compare, compareEditions('measures', deps)],
    [PREPARE_OPERATIONS.behaviours, prepareBehaviours(deps)],
    [PREPARE_OPERATIONS.measures, prepareMeasures(deps)],
    [getEdition, getOneEdition(deps)],
    [changeEditionEntries, changeEditions(deps)],
    [publishListEdition, publishEditions(deps)],
  ] as const;
