import { readFileSync } from 'node:fs';
import { EmulatedDeployment, emulatedTarget } from './target.ts';

/** A deployment of its own for a walk through the runbook, its clock at `now`: only `npm run test:deploy` has one to give. */
export const startOnEmulator = async (now: Date) => {
  const file = process.env['EMULATED_DEPLOYMENT'];
  if (file === undefined) throw new Error('There is no emulated AWS: npm run test:deploy');
  const target = await emulatedTarget(EmulatedDeployment.parse(JSON.parse(readFileSync(file, 'utf8'))));
  await target.setClock(now);
  const values: Record<string, string> = {};
  return { ...target, url: target.endpoints.dynamodb, values };
};
