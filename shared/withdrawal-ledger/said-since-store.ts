import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches } from '../aws/batches.ts';
import { Outcome } from '../checks/check.ts';
import { checkKeys } from '../checks/check-items-store.ts';
import type { Reopen } from './reopen.ts';

/** What a department said of a measure after it was annulled. */
export interface SaidSince {
  readonly outcome: Outcome;
  /** Empty where the decision's number is not known. */
  readonly decisionDocument: string;
}

/** Looks up, by the ids of listed decisions, what was said of their measures since they were listed. */
export type ReadSaidSince = (reopens: readonly Reopen[]) => Promise<ReadonlyMap<string, SaidSince>>;

const Key = z.looseObject({ pk: z.string(), sk: z.string() });
const Decision = z.object({ document: z.string() });

const textOf = ({ pk, sk }: { readonly pk: string; readonly sk: string }): string => `${pk} ${sk}`;

export const saidSince = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): ReadSaidSince => {
  const { get } = batches(deps.client, deps.table);

  return async (reopens) => {
    const silent = reopens.filter(({ decided, answer }) => decided === undefined && answer === undefined);
    const outcomeKeys = silent.map(({ check, measure }) => checkKeys.outcome(check, measure.id));
    const checks = [...new Set(silent.map(({ check }) => check))];
    const items = z.array(Key).parse(await get([...outcomeKeys, ...checks.map(checkKeys.decision)]));
    const found = new Map(items.map((item) => [textOf(item), item]));
    return new Map(
      silent.flatMap(({ id, check, measure }) => {
        const outcome = found.get(textOf(checkKeys.outcome(check, measure.id)));
        const decision = found.get(textOf(checkKeys.decision(check)));
        if (outcome === undefined) return [];
        const decisionDocument = decision === undefined ? '' : Decision.parse(decision).document;
        return [[id, { outcome: Outcome.parse(outcome), decisionDocument }] as const];
      }),
    );
  };
};
