import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { isInForceOn, type Mandate } from '../mandates/mandate.ts';
import { MANDATE_HEAD, mandateStore } from '../mandates/mandate-store.ts';
import { headBatchStore } from '../register/head-batch-store.ts';

/** Everybody who may act for a subject on a day: found by an index, which lags, and read consistently. */
export type MandatesOf = (subjectKey: string, today: CalendarDate) => Promise<readonly Mandate[]>;

export const mandatesOf = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): MandatesOf => {
  const mandates = mandateStore(deps);
  const getMany = headBatchStore(MANDATE_HEAD, deps);
  return async (subjectKey, today) => {
    const found = await getMany(await mandates.ofSubject(subjectKey));
    const inForce = found.map(({ image }) => image).filter((mandate) => isInForceOn(mandate, today));
    return inForce.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  };
};
