import { changeDependencies } from './change-wiring.ts';
import { correctRecords } from './handlers/record-changes.ts';

export const handler = correctRecords(changeDependencies());
