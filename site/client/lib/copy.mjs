import { changesBetween, manifestAt } from './deltas.mjs';
import { Changed, demand, Unreadable } from './problems.mjs';
import { checkEntry, commitmentOf, jsonOf, rowsOf, sha256Hex } from './proof.mjs';
import { beijingDate, isInGroup, isOver, note } from './removals.mjs';
import { inOrder } from './source.mjs';

const STATE = 'copy.json';
const PLAN = '.plan.json';
const ATTEMPTS = 3;
const GROUP = /^[a-z][a-z-]*\/(\d{4}-W\d\d|open)\/[0-9a-f]{1,8}$/;

const stateOf = (folder) => folder.json(STATE);

/** The groups that may lie in the folder: those of the version held, and those of the one that a killed run was at. */
export const groupsIn = (folder) => Object.keys({ ...stateOf(folder)?.groups, ...folder.json(PLAN)?.next.groups });

/** Brings the copy to the newest version; a version that is replaced meanwhile is left for the one after it. */
export async function bringUpToDate(folder, source, options) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await bring(folder, source, options);
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
      if (attempt === ATTEMPTS)
        throw new Unreadable(`${error.message} 与清单不符，稍后再试 / is not what is listed: try again in a minute`);
    }
  }
}

async function bring(folder, source, options) {
  const state = stateOf(folder);
  const latest = await latestOf(source, state);
  const keys = await trustedKeys(source, state, options.keys);
  const { manifest, sha256 } = await manifestAt(source, latest.version, keys);
  if (sha256 !== latest.sha256) throw new Changed('latest.json');
  if (state) await checkHistory(source, state, { version: latest.version, sha256 });
  const parts = await partsOf(source, manifest);
  const next = { site: options.site, version: latest.version, manifestSha256: sha256 };
  const times = { publishedAt: manifest.publishedAt, projectedAt: latest.projectedAt };
  const groups = Object.fromEntries([...parts].map(([group, { ndjson }]) => [group, ndjson.sha256]));
  const plan = await planOf(
    folder,
    source,
    { state, parts, keys, next: { format: 1, ...next, ...times, keys, groups } },
    options,
  );
  folder.write(PLAN, JSON.stringify(plan));
  finish(folder, options);
  return { ...plan.next, before: state?.version ?? 0, counts: plan.counts };
}

async function latestOf(source, state) {
  const bytes = await source.read('latest.json');
  if (bytes === null)
    throw new Unreadable('没有 latest.json：此处没有公示数据 / there is no latest.json: nothing is published here');
  const latest = jsonOf(bytes, 'latest.json');
  demand(Number.isSafeInteger(latest.version) && latest.version > 0, 'latest.json 没有版本号 / names no version');
  const isOlder = state !== undefined && latest.version < state.version;
  const [offered, held] = [latest.version, state?.version];
  demand(
    !isOlder,
    `站点给出第 ${offered} 版，比本地的第 ${held} 版旧，拒绝回退 / the site offers version ${offered}, older than version ${held} here: refused`,
  );
  return latest;
}

/** Those that were named, or else those of the first use, which are kept: the site alone cannot bring another in. */
async function trustedKeys(source, state, named) {
  if (named !== undefined) return named;
  if (state !== undefined) return state.keys;
  const bytes = await source.read('keys.json');
  return bytes === null ? [] : jsonOf(bytes, 'keys.json').keys.map(({ publicKey }) => publicKey);
}

/** The version that is held here must still be what it was. */
async function checkHistory(source, state, latest) {
  const path = `v/${state.version}/manifest.json`;
  const bytes = latest.version === state.version ? undefined : await source.read(path);
  const known = bytes === undefined ? latest.sha256 : bytes && sha256Hex(bytes);
  demand(
    known === state.manifestSha256,
    `${path} 已非本地所持的那一版，历史被改写 / is not the version held here: history was rewritten`,
  );
}

async function partsOf(source, manifest) {
  const path = `bulk/${manifest.version}.json`;
  const file = manifest.files.find((one) => one.path === path);
  demand(file !== undefined, `清单未列 ${path} / the manifest does not name ${path}`);
  const { parts } = jsonOf(await source.readNamed(file), path);
  for (const { group, ndjson } of parts) {
    const isNamed = GROUP.test(group) && /^[0-9a-f]{64}$/.test(ndjson.sha256);
    demand(isNamed, `${path} 有无效分组 / has an invalid group`);
  }
  return new Map(parts.map((part) => [part.group, part]));
}

/** What is to be done, decided before anything is touched: groups written, groups that go, and what leaves. */
async function planOf(folder, source, { state, parts, keys, next }, options) {
  const held = state?.groups ?? {};
  const isLost = ({ group }) => held[group] !== undefined && !folder.hasGroup(group);
  const wanted = [...parts.values()].filter((part) => held[part.group] !== part.ndjson.sha256 || isLost(part));
  const gone = Object.keys(held).filter((group) => !parts.has(group));
  const names = new Set(wanted.map(({ ndjson }) => ndjson.sha256));
  folder.dropIncoming((name) => names.has(name));
  for await (const done of inOrder(wanted, (part) => download(folder, source, part))) options.onProgress(done);
  const write = wanted.map(({ group, ndjson }) => ({ group, sha256: ndjson.sha256 }));
  if (state === undefined) {
    const added = wanted.reduce((total, { rows }) => total + rows, 0);
    return { next, write, gone, removals: [], counts: { added, replaced: 0, left: 0 } };
  }
  const before = heldIn(folder, [...wanted.map(({ group }) => group), ...gone]);
  const after = offeredIn(folder, wanted, { isLost, today: beijingDate(options.now) });
  checkAgainst(await changesBetween(source, state, next, keys), before, after);
  const removals = removalsOf(before, after);
  const count = (wantedReason) => removals.filter(({ reason }) => reason === wantedReason).length;
  const added = [...after.keys()].filter((publicId) => !before.has(publicId)).length;
  return { next, write, gone, removals, counts: { added, replaced: count('replaced'), left: count('left') } };
}

/** What the copy holds in groups, by publicId. */
function heldIn(folder, groups) {
  const entries = groups.flatMap((group) => folder.entriesOf(group));
  return new Map(entries.map((entry) => [entry.publicId, { version: entry.version, commitment: commitmentOf(entry) }]));
}

/** What is offered in parts, by publicId. What is over here already, or was lost here, need not be in any delta. */
function offeredIn(folder, parts, { isLost, today }) {
  const offered = new Map();
  for (const part of parts) {
    const isRepair = isLost(part);
    for (const entry of incomingOf(folder, part.ndjson.sha256)) {
      const isExempt = isRepair || isOver(entry, today);
      offered.set(entry.publicId, { commitment: commitmentOf(entry), isExempt });
    }
  }
  return offered;
}

async function download(folder, source, { group, rows, ndjson }) {
  const place = `.incoming/${ndjson.sha256}`;
  const there = folder.read(place);
  const bytes = there && sha256Hex(there) === ndjson.sha256 ? there : await source.readNamed(ndjson);
  const entries = rowsOf(bytes, ndjson.path).map((entry) => checkEntry(entry, ndjson.path));
  demand(entries.length === rows, `${ndjson.path} 行数不符 / has another number of rows`);
  const isPlaced = entries.every((entry) => isInGroup(entry, group));
  demand(isPlaced, `${ndjson.path} 有不属于 ${group} 的条目 / has an entry that does not belong to ${group}`);
  if (bytes !== there) folder.write(place, bytes);
  return group;
}

const incomingOf = (folder, sha256) => rowsOf(folder.read(`.incoming/${sha256}`), sha256);

function removalsOf(before, after) {
  const removals = [];
  for (const [publicId, { version, commitment }] of before) {
    const now = after.get(publicId)?.commitment;
    if (now !== commitment) removals.push({ publicId, version, reason: now === undefined ? 'left' : 'replaced' });
  }
  return removals;
}

/** The deltas and the content must say the same. */
function checkAgainst(net, before, after) {
  const differs = (publicId) => `变更记录与公示内容不符 / the deltas and the content differ: ${publicId}`;
  for (const [publicId, change] of net) {
    const isBack = change.before === change.after; // it left and came back as it was: its part may not have changed
    demand(isBack || after.get(publicId)?.commitment === change.after, differs(publicId));
  }
  for (const [publicId, { commitment, isExempt }] of after) {
    const isSame = before.get(publicId)?.commitment === commitment;
    demand(isExempt || isSame || net.has(publicId), differs(publicId));
  }
  for (const publicId of before.keys()) demand(after.has(publicId) || net.has(publicId), differs(publicId));
}

/** Carries out what was decided, again if a run was killed at it: removals are noted first, the state is written last. */
export function finish(folder, options) {
  const plan = folder.json(PLAN);
  if (plan === undefined) return;
  // Without what it was made of it cannot be carried out; the next plan brings the same.
  if (plan.write.some(({ sha256 }) => !folder.has(`.incoming/${sha256}`))) return folder.remove(PLAN);
  const today = beijingDate(options.now);
  note(folder, plan.removals, options);
  for (const group of plan.gone) folder.removeGroup(group);
  for (const { group, sha256 } of plan.write) {
    const entries = incomingOf(folder, sha256);
    folder.writeGroup(
      group,
      entries.filter((entry) => !isOver(entry, today)),
    );
  }
  folder.write(STATE, JSON.stringify(plan.next));
  folder.remove(PLAN);
  folder.dropIncoming(() => false);
}
