import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { uptime } from 'node:os';
import { dirname, join } from 'node:path';
import { Unreadable } from './problems.mjs';
import { linesOf } from './proof.mjs';

const INCOMING_KEPT_MS = 24 * 3_600_000; // a download that nobody finished within a day is content that may have ended
const LONGEST_RUN_MS = 24 * 3_600_000;

/** The folder of a copy. Every file is written beside its place and then moved there, so that it is whole at any moment. */
export function openFolder(root) {
  const at = (path) => join(root, path);
  mkdirSync(at('.incoming'), { recursive: true });
  mkdirSync(at('entries'), { recursive: true });

  const write = (path, data) => {
    const [place, beside] = [at(path), at(`${path}.new`)];
    mkdirSync(dirname(place), { recursive: true });
    const file = openSync(beside, 'w');
    writeFileSync(file, data);
    fsyncSync(file);
    closeSync(file);
    renameSync(beside, place);
  };
  const read = (path) => (existsSync(at(path)) ? readFileSync(at(path)) : undefined);
  const remove = (path) => rmSync(at(path), { force: true });
  const json = (path) => {
    const bytes = read(path);
    try {
      return bytes && JSON.parse(bytes.toString('utf8'));
    } catch {
      throw new Unreadable(`${at(path)} 已损坏，请另用一个空文件夹 / is damaged: begin anew in an empty folder`);
    }
  };
  const groupFile = (group) => `entries/${group}.ndjson`;

  return {
    read,
    write,
    remove,
    json,
    has: (path) => existsSync(at(path)),
    /** Adds rows to a log; a line that a killed run left half is taken away first. */
    append: (path, rows) => {
      const text = read(path)?.toString('utf8') ?? '';
      if (text !== '' && !text.endsWith('\n'))
        truncateSync(at(path), Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));
      appendFileSync(at(path), rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { flush: true });
    },
    entriesOf: (group) => linesOf(read(groupFile(group))?.toString('utf8') ?? '').map((line) => JSON.parse(line)),
    hasGroup: (group) => existsSync(at(groupFile(group))),
    /** An empty group keeps its file: it says that nothing of it is missing. */
    writeGroup: (group, entries) => write(groupFile(group), entries.map((one) => `${JSON.stringify(one)}\n`).join('')),
    removeGroup: (group) => remove(groupFile(group)),
    dropIncoming: (isWanted) => {
      for (const name of readdirSync(at('.incoming'))) if (!isWanted(name)) remove(`.incoming/${name}`);
    },
    /** What a killed run left beside its place is content that nobody would delete. */
    dropHalfWritten: () => {
      const within = (folder) =>
        readdirSync(at(folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
      const beside = [...within('entries'), ...within('.incoming')].filter((path) => path.endsWith('.new'));
      for (const path of beside) remove(path);
    },
    dropOldIncoming: (now) => {
      for (const name of readdirSync(at('.incoming')))
        if (now - statSync(at(`.incoming/${name}`)).mtimeMs > INCOMING_KEPT_MS) remove(`.incoming/${name}`);
    },
    lock: () => lock(at('.lock')),
  };
}

/** One run at a time; the lock of a run that was killed is taken over. Answers what gives it back. */
function lock(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const pid = Number(readFileSync(path, 'utf8'));
    if (isRunning(pid) && mayBeHeld(path)) {
      throw new Unreadable(`另一进程（${pid}）正在更新此副本 / process ${pid} is at work on this copy (${path})`);
    }
    rmSync(path, { force: true });
    return lock(path);
  }
  return () => rmSync(path, { force: true });
}

/** After a power cut the number may be another program's, which would keep what is over for ever: no run is older than the machine, or a day. */
function mayBeHeld(path) {
  const ageMs = Date.now() - statSync(path).mtimeMs;
  return ageMs < Math.min(uptime() * 1_000, LONGEST_RUN_MS);
}

function isRunning(pid) {
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
