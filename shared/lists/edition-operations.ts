import { DEPARTMENT_ROLES } from '../http/department-roles.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { EditionPublication } from './editing.ts';
import { DescribedEditionChanges, EditionChanges } from './edition.ts';
import { EditionView } from './edition-view.ts';

const edition = { schema: EditionView, headers: ['ETag'] };

/** What can be wrong with the entries of an edition. */
export const ENTRY_PROBLEMS = [
  'identity-number-in-text',
  'unknown-code',
  'unknown-department',
  'duplicate-code',
  'basis-opens-nothing',
  'in-force-too-early',
] as const;

export const getEdition = operation({
  id: 'get-edition',
  method: 'GET',
  path: '/editions/{id}',
  summary: { zh: '读取清单的一版', en: 'Read an edition of a list' },
  roles: DEPARTMENT_ROLES,
  body: NOTHING,
  query: NOTHING,
  answers: { 200: { ...edition, meaning: { zh: '该版全部条目', en: 'the edition with all its entries' } } },
  problems: ['not-found'],
});

const changed = {
  method: 'POST',
  query: NOTHING,
  ifMatch: true,
  idempotencyKey: true,
  answers: { 200: { ...edition, meaning: { zh: '变更后的一版', en: 'the edition after the change' } } },
} as const;

export const changeEditionEntries = operation({
  ...changed,
  id: 'change-edition',
  path: '/editions/{id}/changes',
  summary: { zh: '修改准备中的一版', en: 'Change an edition in preparation' },
  roles: ['credit-office'],
  body: EditionChanges,
  describedBody: DescribedEditionChanges,
  problems: ['not-found', 'state-forbids', ...ENTRY_PROBLEMS],
});

export const publishListEdition = operation({
  ...changed,
  id: 'publish-edition',
  path: '/editions/{id}/publication',
  summary: {
    zh: '经合法性审核发布一版，此后不可更改',
    en: 'Publish an edition after legal review; it is immutable from then on',
  },
  roles: ['legal-reviewer'],
  body: EditionPublication,
  problems: ['not-found', 'state-forbids', 'same-officer', ...ENTRY_PROBLEMS],
});
