import { changeDependencies } from './change-wiring.ts';
import { proposeWithdrawals } from './handlers/record-changes.ts';

export const handler = proposeWithdrawals(changeDependencies());
