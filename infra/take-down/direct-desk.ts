import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import type { Failures } from '../../shared/kernel/failure.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { CreditRecord } from '../../shared/records/record.ts';
import { RECORD_HEAD, recordStore } from '../../shared/records/record-store.ts';
import { TRANSITIONS } from '../../shared/records/transitions.ts';
import type { Actor } from '../../shared/register/head.ts';
import { settleHead } from '../../shared/register/settle-head-store.ts';
import { decideTakeDown, takeDown } from '../../shared/take-downs/take-down.ts';

/** Who does it, by their own word: no token vouches for them here, but whoever has these rights to the table. */
export type DirectOfficer = Pick<Actor, 'department' | 'officer'>;

const sentence = (failures: Failures): string =>
  failures.map(({ kind, pointer = '' }) => `${kind} ${pointer}`).join(', ');

/**
 * Writes it to the register with the operator's own rights, for when the API does not answer: by the same rules, as the same versions with
 * the same history, so that all that follows, follows.
 */
export const directDesk = ({ registerTable, ...who }: DirectOfficer & { readonly registerTable: string }) => {
  const records = recordStore({ client: documentClient(), table: registerTable });

  const change = async (id: string, step: (record: CreditRecord, by: Actor) => Result<CreditRecord, Failures>) => {
    const found = await records.find(id);
    if (found === undefined) throw new Error(`there is no record ${id}`);
    const by = { ...who, at: systemNow() };
    const next = (record: CreditRecord): CreditRecord | undefined => {
      const stepped = step(record, by);
      if (!stepped.ok) throw new Error(sentence(stepped.failure));
      return stepped.value === record ? undefined : stepped.value;
    };
    const key = RECORD_HEAD.keyOf(found.image);
    await settleHead(records, { key, found, next, from: TRANSITIONS.suspend.from });
  };

  return {
    takeDown: (id: string, given: Parameters<typeof takeDown>[1]) =>
      change(id, (record, by) => takeDown(record, given, by)),
    decide: (id: string, given: Parameters<typeof decideTakeDown>[1]) =>
      change(id, (record, by) => decideTakeDown(record, given, by)),
  };
};
