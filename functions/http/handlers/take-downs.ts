import { decideTakeDownOperation, takeDownRecordOperation } from '../../../shared/take-downs/operations.ts';
import { decideTakeDown, takeDown } from '../../../shared/take-downs/take-down.ts';
import { onOrder, type RecordSuspensionsDependencies } from './record-suspensions.ts';

/** POST /records/{id}/take-down. */
export const takeDownRecords = (deps: RecordSuspensionsDependencies) =>
  onOrder(takeDownRecordOperation, deps, (record, body, { by }) => takeDown(record, body, by));

/** POST /records/{id}/take-down/confirmation. */
export const decideTakeDowns = (deps: RecordSuspensionsDependencies) =>
  onOrder(decideTakeDownOperation, deps, (record, body, { by }) => decideTakeDown(record, body, by));
