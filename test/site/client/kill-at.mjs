// Loaded before the client: kills the process at its n-th change of the folder, as kill -9 would.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

let left = Number(process.env.KILL_AT);
const names = ['renameSync', 'rmSync', 'appendFileSync', 'truncateSync', 'mkdirSync'];
for (const name of names) {
  const real = fs[name];
  fs[name] = (...given) => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return real(...given);
  };
}
syncBuiltinESMExports();
