import { changeDependencies } from './change-wiring.ts';
import { findOutcomes } from './handlers/record-changes.ts';

export const handler = findOutcomes(changeDependencies());
