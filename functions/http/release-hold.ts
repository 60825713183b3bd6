import { subjectNames } from '../../shared/subjects/subject-store.ts';
import { tellingDependencies } from './change-wiring.ts';
import { releaseHolds } from './handlers/record-changes.ts';

const deps = tellingDependencies();

export const handler = releaseHolds({
  ...deps,
  subjects: subjectNames({ client: deps.client, table: deps.registerTable }),
});
