import { tellingDependencies } from './change-wiring.ts';
import { correctRecords } from './handlers/record-changes.ts';

export const handler = correctRecords(tellingDependencies());
