import * as z from 'zod';
import { DEPARTMENT_ROLES } from '../http/department-roles.ts';
import { NOTHING, type Operation, operation } from '../http/operation.ts';
import type { Label } from '../kernel/label.ts';
import { dateText } from '../kernel/schema.ts';
import { EDITION_PREPARATIONS, type EditionPreparation, type ListName } from './edition.ts';
import { changeEditionEntries, ENTRY_PROBLEMS, getEdition, publishListEdition } from './edition-operations.ts';
import { DifferenceView, EditionSummary, EditionView } from './edition-view.ts';

const edition = { schema: EditionView, headers: ['ETag'] };
const NAMES: Readonly<Record<ListName, Label>> = {
  behaviours: { zh: '行为清单', en: 'list of behaviours' },
  measures: { zh: '措施清单', en: 'list of measures' },
};
/** The number of an edition in an address. */
const editionNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, { error: '1, 2, 3 …' })
  .transform(Number);

const readList = (list: ListName) =>
  operation({
    id: `get-${list}`,
    method: 'GET',
    path: `/lists/${list}`,
    summary: { zh: `读取${NAMES[list].zh}`, en: `Read the ${NAMES[list].en}` },
    roles: DEPARTMENT_ROLES,
    body: NOTHING,
    query: z.strictObject({
      on: dateText
        .exactOptional()
        .describe('该日施行的一版；缺省为今日 the edition in force that day, by default today'),
      edition: editionNumber.exactOptional().describe('指定的一版 the edition of this number'),
    }),
    answers: { 200: { ...edition, meaning: { zh: '该版全部条目', en: 'the edition with all its entries' } } },
    problems: ['not-found'],
  });

const listEditions = (list: ListName) =>
  operation({
    id: `list-${list}-editions`,
    method: 'GET',
    path: `/lists/${list}/editions`,
    summary: { zh: `${NAMES[list].zh}各版`, en: `Editions of the ${NAMES[list].en}` },
    roles: DEPARTMENT_ROLES,
    body: NOTHING,
    query: NOTHING,
    answers: {
      200: {
        schema: z.object({ editions: z.array(EditionSummary) }).meta({ id: 'Editions' }),
        meaning: { zh: '最新的在前，不含条目', en: 'newest first, without their entries' },
      },
    },
    problems: [],
  });

const prepareList = <List extends ListName>(list: List): Operation<z.ZodType<EditionPreparation<List>>> =>
  operation({
    id: `prepare-${list}-edition`,
    method: 'POST',
    path: `/lists/${list}/editions`,
    summary: { zh: `准备${NAMES[list].zh}的新一版`, en: `Prepare a new edition of the ${NAMES[list].en}` },
    roles: ['credit-office'],
    query: NOTHING,
    body: EDITION_PREPARATIONS[list],
    answers: {
      201: { ...edition, headers: ['ETag', 'Location'], meaning: { zh: '已准备', en: 'prepared' } },
      200: { ...edition, meaning: { zh: '同一请求已经准备', en: 'the same request was carried out already' } },
    },
    problems: [...ENTRY_PROBLEMS, 'edition-in-preparation'],
  });

const compareEditions = (list: ListName) =>
  operation({
    id: `get-${list}-difference`,
    method: 'GET',
    path: `/lists/${list}/difference`,
    summary: { zh: `${NAMES[list].zh}两版之差`, en: `What distinguishes two editions of the ${NAMES[list].en}` },
    roles: DEPARTMENT_ROLES,
    body: NOTHING,
    query: z.strictObject({ from: editionNumber, to: editionNumber }),
    answers: {
      200: { schema: DifferenceView, meaning: { zh: '新增、删除、变更的条目', en: 'entries added, removed, changed' } },
    },
    problems: ['not-found'],
  });

/** What is read of each list. */
export const LIST_OPERATIONS = {
  behaviours: {
    read: readList('behaviours'),
    editions: listEditions('behaviours'),
    compare: compareEditions('behaviours'),
  },
  measures: {
    read: readList('measures'),
    editions: listEditions('measures'),
    compare: compareEditions('measures'),
  },
} as const;

/** How a new edition of each list is prepared. */
export const PREPARE_OPERATIONS: { readonly [List in ListName]: Operation<z.ZodType<EditionPreparation<List>>> } = {
  behaviours: prepareList('behaviours'),
  measures: prepareList('measures'),
};

/** Every operation on the two lists; one function serves them. */
export const ALL_LIST_OPERATIONS: readonly Operation[] = [
  ...Object.values(LIST_OPERATIONS.behaviours),
  ...Object.values(LIST_OPERATIONS.measures),
  ...Object.values(PREPARE_OPERATIONS),
  getEdition,
  changeEditionEntries,
  publishListEdition,
];
