import { subjectNames } from '../../shared/subjects/subject-store.ts';
import { changeDependencies } from './change-wiring.ts';
import { releaseHolds } from './handlers/record-changes.ts';

const deps = changeDependencies();

export const handler = releaseHolds({
  ...deps,
  subjects: subjectNames({ client: deps.client, table: deps.registerTable }),
});
