import { Changed, demand } from './problems.mjs';
import { isSigned, jsonOf, rowsOf, sha256Hex } from './proof.mjs';
import { inOrder } from './source.mjs';

/** The manifest of a version, read and checked: its number, its signature, its digest. */
export async function manifestAt(source, version, keys) {
  const path = `v/${version}/manifest.json`;
  const bytes = await source.read(path);
  if (bytes === null) throw new Changed(path);
  const manifest = jsonOf(bytes, path);
  demand(
    manifest.format === 1 && manifest.version === version,
    `${path} 不是第 ${version} 版 / is not version ${version}`,
  );
  demand(isSigned(manifest, keys), unsigned(path));
  return { manifest, sha256: sha256Hex(bytes) };
}

const unsigned = (path) =>
  `${path} 的签名不是已信任密钥所签；如公示机关另行公布了新密钥，请用 --key 指明 / is not signed under a trusted key; if the authority published a new one elsewhere, name it by --key`;

/**
 * The changes from one version to another put together: publicId → { before, after }, commitments, undefined for nothing. Whole days are
 * read as one file; the versions between them one by one, each manifest chained to the one before it.
 */
export async function changesBetween(source, from, to, keys) {
  const steps = stepsBetween(await daysOf(source), from.version, to.version);
  const net = new Map();
  let last = from;
  for await (const { reached, rows, manifest, sha256 } of inOrder(steps, (step) => load(source, step, keys))) {
    const isNext = manifest !== undefined && last?.version === reached - 1;
    const isChained = !isNext || manifest.previous?.sha256 === last.manifestSha256;
    demand(isChained, `第 ${reached} 版不接续本地所知的前一版 / version ${reached} does not follow the one known here`);
    for (const row of rows) fold(net, row);
    last = manifest && { version: reached, manifestSha256: sha256 };
  }
  return net;
}

/** The days whose deltas are there; none where the site has no such list. */
async function daysOf(source) {
  const bytes = await source.read('deltas.json');
  const days = bytes === null ? [] : jsonOf(bytes, 'deltas.json').days;
  return new Map(days.map((day) => [day.from, day]));
}

function stepsBetween(days, from, to) {
  const steps = [];
  for (let version = from; version < to; ) {
    const day = days.get(version);
    const isWhole = day !== undefined && day.to > version && day.to <= to;
    steps.push(isWhole ? { day, reached: day.to } : { reached: version + 1 });
    version = steps.at(-1).reached;
  }
  return steps;
}

async function load(source, { day, reached }, keys) {
  if (day !== undefined) return { reached, rows: rowsOf(await source.readNamed(day), day.path) };
  const { manifest, sha256 } = await manifestAt(source, reached, keys);
  const path = `v/${reached}/delta.ndjson.gz`;
  const file = manifest.files.find((one) => one.path === path);
  demand(file !== undefined, `v/${reached}/manifest.json 未列 ${path} / does not name ${path}`);
  return { reached, rows: rowsOf(await source.readNamed(file), path), manifest, sha256 };
}

function fold(net, { op, publicId, commitment, previous }) {
  const known = net.get(publicId);
  const before = { ADD: undefined, MOD: previous?.commitment, DEL: commitment }[op];
  const isContinued = known === undefined || known.after === before;
  demand(isContinued, `变更记录前后不接 / the deltas do not fit together: ${publicId}`);
  net.set(publicId, {
    before: known === undefined ? before : known.before,
    after: op === 'DEL' ? undefined : commitment,
  });
}
