import { parseArgs } from 'node:util';
import { bringUpToDate, finish, groupsIn } from './copy.mjs';
import { openFolder } from './folder.mjs';
import { NotTold, Refused, Unreadable, Usage } from './problems.mjs';
import { expire, tell } from './removals.mjs';
import { sourceOf } from './source.mjs';

const USAGE = `joint-credit-copy <site> <folder> [--key <base64>]… [--on-removal <command>] [--offline] [--now <ISO instant>] [--quiet]`;
const FLAGS = {
  key: { type: 'string', multiple: true },
  'on-removal': { type: 'string' },
  offline: { type: 'boolean', default: false },
  now: { type: 'string' },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
};
/** A day and two hours: the site publishes every day. */
const STALE_MS = 26 * 3_600_000;

function parsed(args) {
  try {
    const { values, positionals } = parseArgs({ args, options: FLAGS, allowPositionals: true });
    if (values.help) return { help: true };
    const [site, folder] = positionals;
    if (positionals.length !== 2) throw new Error('<site> <folder>');
    if (!/^https?:$/.test(new URL(site).protocol)) throw new Error('<site>: http(s)');
    const isKey = (key) => Buffer.from(key, 'base64').length === 32;
    if (values.key?.every(isKey) === false) throw new Error('--key: base64 of 32 bytes');
    const now = values.now === undefined ? Date.now() : Date.parse(values.now);
    if (Number.isNaN(now)) throw new Error('--now: an instant');
    const { key: keys, 'on-removal': onRemoval, offline, quiet } = values;
    const onProgress = quiet ? () => {} : (line) => process.stderr.write(`  ${line}\n`);
    return { site, folder, keys, onRemoval, offline, now, onProgress };
  } catch (error) {
    throw new Usage(error.message, { cause: error });
  }
}

/** What is over leaves first, and whoever must hear of it does, whether the site can be read or not. */
async function run(options) {
  const folder = openFolder(options.folder);
  const unlock = folder.lock();
  try {
    folder.dropHalfWritten();
    // First of all: what a killed run left to be done is carried out without what is over meanwhile, and nobody would hear of it.
    const expired = expire(folder, groupsIn(folder), options);
    finish(folder, options);
    folder.dropOldIncoming(options.now);
    if (expired > 0) say(`${expired} 条已满公示期，已删除 / entries past their publicity were deleted`);
    try {
      if (!options.offline) report(await bringUpToDate(folder, sourceOf(options.site), options), options);
    } finally {
      tell(folder, options);
    }
  } finally {
    unlock();
  }
}

const say = (line) => process.stdout.write(`${line}\n`);

function report({ version, before, publishedAt, projectedAt, counts }, { now }) {
  const from = before === version ? '已是最新 / up to date' : `${before} → ${version}`;
  say(`第 ${version} 版 / version ${version} (${from}), ${publishedAt}`);
  say(
    `新增 ${counts.added}，替换 ${counts.replaced}，移除 ${counts.left} / ${counts.added} added, ${counts.replaced} replaced, ${counts.left} left`,
  );
  if (now - Date.parse(projectedAt) > STALE_MS) {
    process.stderr.write(
      `站点自 ${projectedAt} 起未更新 / the site has not been brought up to date since ${projectedAt}\n`,
    );
  }
}

/** The command; answers its exit code. */
export async function main(args) {
  try {
    const options = parsed(args);
    if (options.help) say(USAGE);
    else await run(options);
    return 0;
  } catch (error) {
    process.stderr.write(`${error.message}${error instanceof Usage ? `\n${USAGE}` : ''}\n`);
    return codeOf(error);
  }
}

function codeOf(error) {
  if (error instanceof Usage) return 64;
  if (error instanceof Refused) return 1;
  if (error instanceof NotTold) return 3;
  if (error instanceof Unreadable || error.code !== undefined) return 2;
  throw error;
}
