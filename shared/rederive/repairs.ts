import type { CaseStore } from '../cases/case-store.ts';
import type { CaseWork } from '../cases/case-work.ts';
import { clockKey } from '../clocks/clock-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import { deriveRepair } from '../repairs/derive-repair.ts';
import type { Repair } from '../repairs/repair.ts';
import { type RepairStore, repairFromItem } from '../repairs/repair-store.ts';
import { isOpen } from '../repairs/transitions.ts';
import { followsRederiver, type RederiveFollowsDeps } from './follows.ts';
import type { Rederiver } from './rederiver.ts';

export interface RederiveRepairsDeps extends RederiveFollowsDeps {
  readonly repairs: Pick<RepairStore, 'history'>;
  readonly records: Pick<RecordStore, 'get'>;
  readonly cases: Pick<CaseStore, 'get'>;
  readonly idOf: (text: string) => string;
}

/** Applications for repair: notices of every version, the clock, and an end that is not carried out. */
export const repairRederiver = (deps: RederiveRepairsDeps): Rederiver => {
  const hasEnded = async ({ target: { type, key } }: Repair): Promise<boolean> => {
    const found = type === 'record' ? await deps.records.get(key) : await deps.cases.get(key);
    // What retention has put away is there no more.
    return found === undefined || found.image.state === 'ended';
  };

  /** What was granted has to end; what ended otherwise waits for nothing. */
  const isBehind = async (repair: Repair): Promise<boolean> => {
    if (isOpen(repair)) return hasEnded(repair);
    return repair.state === 'granted' && !(await hasEnded(repair));
  };

  return followsRederiver(deps, {
    entity: 'repair',
    read: repairFromItem,
    heads: deps.repairs,
    derive: (repair, key) => deriveRepair(repair, key, deps.idOf),
    noted: ({ id }) => ({ clocks: clockKey(id) }),
    lostWork: async ({ image, key }): Promise<readonly CaseWork[]> => {
      if (!(await isBehind(image))) return [];
      const { id, version, target } = image;
      return [{ type: 'follow-repair', id, repair: key, version, target: target.id }];
    },
  });
};
