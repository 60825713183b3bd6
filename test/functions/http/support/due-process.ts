import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { endMandates, enterMandates, listMandates } from '../../../../functions/http/handlers/mandates.ts';
import type { ChangeRecordDependencies } from '../../../../functions/http/handlers/record-changes.ts';
import { mandateStore } from '../../../../shared/mandates/mandate-store.ts';
import type { SubjectStore } from '../../../../shared/subjects/subject-store.ts';

interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Handlers of the subject's side and of due process, by their operations. */
export const dueProcessHandlers = (
  base: ChangeRecordDependencies & { readonly subjects: SubjectStore },
  { register }: { readonly register: Table; readonly derived: Table },
) => {
  const deps = { ...base, mandates: mandateStore(register) };
  return {
    'enter-mandate': enterMandates(deps),
    'end-mandate': endMandates(deps),
    'list-own-mandates': listMandates(deps),
  };
};

export type DueProcessOperationId = keyof ReturnType<typeof dueProcessHandlers>;
