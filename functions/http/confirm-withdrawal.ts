import { changeDependencies } from './change-wiring.ts';
import { confirmWithdrawals } from './handlers/record-changes.ts';

export const handler = confirmWithdrawals(changeDependencies());
