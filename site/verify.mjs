#!/usr/bin/env node
/**
 * Checks a copy of the public credit disclosure, or the live one, against its own rules: docs/disclosure-format.md, section 6.
 * It shares no code with the publisher and needs nothing but this file and Node 20 or newer. What the Parquet files say is
 * read where the package `hyparquet` can be imported and Node has ZSTD (22.15 or newer); elsewhere their bytes are checked.
 *
 *   node verify.mjs <base URL or folder> [--key <base64 raw Ed25519 key>]… [--at <ISO instant>|now]
 *                   [--log-key <verifier key>]… [--witness <verifier key>]… [--checkpoint <file kept from before>]
 *                   [--from-version n] [--json] [--report <file>]
 *
 * Exit code: 0 all holds, 1 something does not hold, 2 the publication could not be read (or changed meanwhile).
 * No finding repeats content: a report may be passed on without spreading what should not be public.
 */
import { createHash, createHmac, createPublicKey, verify as verifySignature } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as zlib from 'node:zlib';

// ------------------------------------------------------------------------------------------------- what may be there: data

/** The closed list of public fields by kind: `name:type`, text where no type is named; `?` says that it may be absent. */
export const FIELDS = {
  'administrative-penalty': `kind subjectName subjectCategory? unifiedSocialCreditCode departmentCode departmentName?
    documentNumber documentName? violationType? legalBasis? penaltyCategories:texts? penaltyContent? fineFen:count?
    confiscatedFen:count? revokedLicence? severity? decisionDate:date publicFrom:date? publicUntil:date ruleVersion?
    publicityBasis? objectedOn:date? supplement?`,
  'administrative-licence': `kind subjectName subjectCategory? unifiedSocialCreditCode departmentCode departmentName?
    documentNumber documentName? licenceCategory? certificateName? licenceNumber? licenceContent? validFrom:date?
    validTo:date? decisionDate:date publicFrom:date? publicUntil:date? ruleVersion? publicityBasis? objectedOn:date? supplement?`,
  'typical-case': `kind title text field effect:=incentive|punishment departmentCode departmentName? publicFrom:date
    publicUntil:date`,
  'court-defaulter': `kind subjectName subjectCategory? unifiedSocialCreditCode departmentCode departmentName?
    documentNumber court? province? enforcedDocument? enforcedDocumentBy? filedOn:date? performance? conduct?
    decisionDate:date publicFrom:date? publicUntil:date ruleVersion? publicityBasis? objectedOn:date? supplement?`,
  'serious-untrustworthiness-listing': `kind subjectName subjectCategory? unifiedSocialCreditCode departmentCode
    departmentName? documentNumber listName? reason? legalBasis? amountFen:count? validFrom:date? validTo:date?
    decisionDate:date publicFrom:date? publicUntil:date ruleVersion? publicityBasis? objectedOn:date? supplement?`,
  honour: `kind subjectName subjectCategory? unifiedSocialCreditCode departmentCode departmentName? documentNumber
    listName? reason? legalBasis? validFrom:date? validTo:date? decisionDate:date publicFrom:date? publicUntil:date?
    ruleVersion? publicityBasis? objectedOn:date? supplement?`,
  commitment: `kind subjectName subjectCategory? unifiedSocialCreditCode departmentCode departmentName? documentNumber
    commitmentType? reason? commitmentContent? fulfilmentStatus? fulfilmentFoundOn:date? validTo:date? decisionDate:date
    publicFrom:date? publicUntil:date ruleVersion? publicityBasis? objectedOn:date? supplement?`,
};

/** Typical cases are about no subject. */
const isAboutSubject = (kind) => MEMBERS[kind].some(({ name }) => name === 'unifiedSocialCreditCode');

/** The field by which people know an entry of a kind: every table has a column with it. */
const KNOWN_BY = { 'typical-case': 'title' };

/** The members of every object of the format, written in the same way; `=a|b` says that only these values may be there. */
const SHAPES = {
  latest: 'version:version manifest sha256:hash projectedAt:instant',
  versions: 'versions:list months:texts',
  month: 'versions:list',
  versionRow: 'version:version manifest sha256:hash publishedAt:instant',
  manifest: `format:=1 version:version previous:objectOrNull cutAt:instant publishedAt:instant
    result:=complete|additions-held changes:object counts:object entries:count stateDigest:state files:list
    signature:object`,
  previous: 'version:version sha256:hash',
  changes: 'ADD:count MOD:count DEL:count',
  counts: Object.keys(FIELDS)
    .map((kind) => `${kind}:count?`)
    .join(' '),
  manifestFile: 'path mediaType bytes:count rows:count sha256:hash',
  signature: 'keyId:keyId algorithm:=Ed25519 value:signature',
  change: 'op:=ADD|DEL publicId:id version:version commitment:hash',
  modification: 'op:=MOD publicId:id version:version commitment:hash previous:object',
  replaced: 'version:version commitment:hash',
  bulk: 'version:version parts:list',
  deltas: 'days:list windows:list',
  dayDelta: 'day:date path from:count to:version rows:count bytes:count sha256:hash',
  windowDelta:
    'window:=P1D|P7D|P31D firstDay:date lastDay:date path from:count to:version rows:count bytes:count sha256:hash',
  part: 'group kind rows:version ndjson:object csv:object csvBom:object parquet:object?',
  partFile: 'path mediaType bytes:count sha256:hash',
  entry: 'publicId:id version:version salt:id fields:object',
  keys: 'keys:list log:texts?',
  key: 'keyId:keyId algorithm:=Ed25519 publicKey:key',
  memberRoot: 'version:version nodes:list',
  memberNode: 'buckets:list',
  memberBucket: 'members:texts',
  lookup: 'hash:=SHA-256 of:=unifiedSocialCreditCode prefixLength:prefixLength',
  lookupFile: 'entries:list',
  list: 'rows:list',
  listRow: `publicId:id subjectName? unifiedSocialCreditCode? documentNumber? decisionDate:date? listName? title? text?
    field? effect? publicFrom:date? publicUntil:date? objectedOn:date?`,
  listIndex: 'kind label:object departments:list',
  listedDepartment: 'code name:object? months:list',
  listedMonth: 'month part:version? count:version',
  names: 'format:=2 complete:yesOrNo hot:object large',
  nameCounts: 'format:=2 complete:yesOrNo pages:yesOrNo? files:object hotAbove:count hot:object large',
  formerNames: 'format:=1 complete:yesOrNo files:object hotAbove:count hot:object',
  nameFiles: 'p:count g:count i:count w:count',
  hotGrams: 'g:object i:object w:object',
  hotLists: 'g:list i:list w:list',
  namePage: 'names:list',
  dictionary: 'types:object forms:object kinds:list',
  feed: 'version title language home_page_url feed_url items:list',
  feedItem: 'id url title content_text date_published:instant _publication:object',
  publication: `version:version publishedAt:instant manifest sha256:hash added:count changed:count removed:count
    entries:count`,
  withdrawn: 'withdrawals:list',
  withdrawal: `kind departmentCode departmentName documentNumber verb:=change|revoke|declare-unlawful|declare-void
    reason withdrawnOn:date`,
};

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isWhole = (from, to) => (value) => Number.isSafeInteger(value) && value >= from && value <= to;
const matches = (pattern) => (value) => typeof value === 'string' && pattern.test(value);
const isInstant = (value) =>
  matches(/^\d{4}-/)(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value;
/** What does not come back the same is another spelling of the same bytes. */
const isBytes = (encoding, length) => (value) =>
  typeof value === 'string' &&
  Buffer.from(value, encoding).length === length &&
  Buffer.from(value, encoding).toString(encoding) === value;

const TYPES = {
  text: (value) => typeof value === 'string',
  texts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  list: Array.isArray,
  object: isObject,
  objectOrNull: (value) => value === null || isObject(value),
  yesOrNo: (value) => typeof value === 'boolean',
  count: isWhole(0, Number.MAX_SAFE_INTEGER),
  version: isWhole(1, Number.MAX_SAFE_INTEGER),
  prefixLength: isWhole(1, 64),
  instant: isInstant,
  date: (value) => matches(/^\d{4}-\d\d-\d\d$/)(value) && isInstant(`${value}T00:00:00.000Z`),
  hash: matches(/^[0-9a-f]{64}$/),
  keyId: matches(/^[\x21-\x7e]{1,128}$/),
  id: isBytes('base64url', 16),
  key: isBytes('base64', 32),
  signature: isBytes('base64', 64),
  state: isBytes('base64', 2048),
};

const CONCURRENCY = 8;
const LARGEST_FILE = 1 << 28; // 256 MB, compressed or not: more is no file that a publisher of this format writes
const REQUEST_TIMEOUT_MS = 60_000;
const NEWEST_VERSIONS = 100;
const WITHDRAWN_DAYS = 30;
const MOST_PREFIXES_TO_TRY = 4096; // where nothing can be listed, all look-up files are asked for, up to this number
const MOST_FINDINGS = 10_000; // a copy so broken is broken; nobody reads on
const DAY_MS = 86_400_000;
const TILE_WIDTH = 256; // C2SP tlog-tiles
const HASH_BYTES = 32;
const NOTE_TYPES = { log: 1, witness: 4 }; // C2SP signed-note: Ed25519, and timestamped cosignatures

// ------------------------------------------------------------------------------------------------------- digests and names

const sha256 = (...chunks) => chunks.reduce((hash, chunk) => hash.update(chunk), createHash('sha256')).digest();
const sha256Hex = (chunk) => sha256(chunk).toString('hex');

/** RFC 8785 (JSON Canonicalization Scheme) for what the format knows: null, booleans, integers, strings, arrays, objects. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const member = (name) => `${JSON.stringify(name)}:${canonical(value[name])}`;
  return `{${Object.keys(value).sort().map(member).join(',')}}`;
}

/** The digest of one field under the entry's salt (16 bytes): 32 bytes. */
export const fieldDigest = (salt, name, value) =>
  sha256(createHmac('sha256', salt).update(name, 'utf8').digest(), canonical(value));

/** The commitment of an entry, lower-case hex. */
export function commitmentOf({ salt, fields }) {
  const key = Buffer.from(salt, 'base64url');
  const digests = Object.entries(fields).map(([name, value]) => fieldDigest(key, name, value));
  return sha256(...digests.sort(Buffer.compare)).toString('hex');
}

/** What the state digest sums up. */
export const elementOf = ({ publicId, version, commitment }) => `${publicId}:${version}:${commitment}`;

/** A running LtHash16 over SHAKE128, from the empty state or from a written one; `value()` is base64 of 2,048 bytes. */
export function stateDigest(start) {
  const sums = new Uint16Array(1024);
  const mix = (bytes, sign) => {
    for (let i = 0; i < 1024; i++) sums[i] += sign * (bytes[2 * i] + 256 * bytes[2 * i + 1]);
  };
  const stretch = (element) => createHash('shake128', { outputLength: 2048 }).update(element, 'utf8').digest();
  if (start !== undefined) mix(Buffer.from(start, 'base64'), 1);
  return {
    add: (element) => mix(stretch(element), 1),
    remove: (element) => mix(stretch(element), -1),
    value: () => Buffer.from(Array.from(sums, (sum) => [sum % 256, sum >> 8]).flat()).toString('base64'),
  };
}

/** The ISO 8601 week of a calendar date: a week belongs to the year of its Thursday. */
export function isoWeek(date) {
  const day = new Date(`${date}T00:00:00Z`);
  const thursday = new Date(day.getTime() + (3 - ((day.getUTCDay() + 6) % 7)) * DAY_MS);
  const days = (thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY_MS;
  return `${thursday.getUTCFullYear()}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

/** The shelf on which the group of an entry lies: the number of the group says nothing. */
export const shelfOf = ({ fields: { kind, publicUntil } }) =>
  `${kind}/${publicUntil === undefined ? 'open' : isoWeek(publicUntil)}`;

/** The name of a subject's look-up file, without `.json`. */
export const prefixOf = (unifiedSocialCreditCode, length) => sha256Hex(unifiedSocialCreditCode).slice(0, length);

/** The bytes of a manifest that are signed. */
export const signedBytes = ({ signature: _, ...manifest }) => Buffer.from(canonical(manifest), 'utf8');

const beijingDate = (instant) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);

const CREDIT_CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'; // GB 32100-2015: no I, O, S, V, Z

/** Whether a text is a unified social credit code with the right check character (GB 32100-2015). */
export function isCreditCode(text) {
  if (!/^[1-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text)) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (3 ** i % 31) * CREDIT_CODE_ALPHABET.indexOf(text[i]);
  return CREDIT_CODE_ALPHABET[(31 - (sum % 31)) % 31] === text[17];
}

function isIdentityNumber(text) {
  const date = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  if (text[0] === '0' || !TYPES.date(date) || date < '1900' || Date.parse(date) > Date.now()) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (2 ** (17 - i) % 11) * Number(text[i]);
  return '10X98765432'[sum % 11] === text[17].toUpperCase();
}

/** Permits since 2014 are numbered by area, date and sequence: 18 digits, one in eleven with a fitting check digit. */
function isSerialNumber(digits) {
  return digits.slice(6, 10) >= '2014' && /\d$/.test(digits);
}

/**
 * Whether a text holds a person's identity number (GB 11643-1999: date of birth and check digit), also in full-width
 * digits or with spaces or hyphens. `creditCodes` are the subjects' own codes, which may look like one by chance.
 */
export function holdsIdentityNumber(text, creditCodes = new Set()) {
  const plain = text.normalize('NFKC');
  const joined = plain.replace(/(?<=\d)[ -](?=[\dXx])/g, '');
  const candidates = [plain, joined].flatMap((form) => form.match(/(?<!\d)\d{17}[\dXx](?!\d)/g) ?? []);
  const says = /身份|证件|公民|户口|户籍/.test(plain);
  return candidates.some(
    (candidate) => isIdentityNumber(candidate) && !creditCodes.has(candidate) && (says || !isSerialNumber(candidate)),
  );
}

// ---------------------------------------------------------------------------------------------------------- strict reading

/** The publication cannot be read: nothing is said about whether it holds. */
export class Unreadable extends Error {}

/** A file is not what it must be, so that the rest of it cannot be checked; it becomes a finding. */
class Refusal extends Error {
  constructor(...finding) {
    super(finding.join(' '));
    this.finding = finding;
  }
}

/** There are so many findings that checking on is of no use. */
class Enough extends Error {}

function demand(holds, check, where, expected, found) {
  if (!holds) throw new Refusal(check, where, expected, found);
}

/** Runs a decoder of the platform; its failure is a refusal. */
function decoded(check, where, expected, decode) {
  try {
    return decode();
  } catch (error) {
    throw new Refusal(check, where, expected, error.code ?? error.name);
  }
}

function textOf(bytes, where) {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const text = decoded('encoding', where, 'UTF-8', () => decoder.decode(bytes));
  demand(!text.startsWith('\ufeff'), 'encoding', where, 'UTF-8 without a byte order mark', 'a byte order mark');
  return text;
}

/** Parses compact JSON. What does not come back letter by letter repeats members, or has needless escapes or spaces. */
function jsonOf(text, where) {
  const value = decoded('encoding', where, 'JSON', () => JSON.parse(text));
  const exact = JSON.stringify(value) === text && !/\\ud[89a-f]/.test(text); // RFC 8785 forbids halves of characters
  demand(exact, 'encoding', where, 'JSON as JSON.stringify writes it', 'another spelling');
  return value;
}

const jsonFile = (bytes, where) => jsonOf(textOf(bytes, where).replace(/\n$/, ''), where);

/** Exactly one gzip member (RFC 1952) without optional header fields, and not a byte after it. */
function gunzipOne(bytes, where) {
  const header = bytes.subarray(0, 4).toString('hex');
  demand(header === '1f8b0800', 'gzip', where, 'header 1f8b0800', header);
  const limits = { maxOutputLength: LARGEST_FILE };
  const inflate = () => zlib.inflateRawSync(bytes.subarray(10), { ...limits, info: true }).engine.bytesWritten;
  const end = 10 + decoded('gzip', where, 'a whole member', inflate) + 8; // header, deflate stream, CRC-32 and length
  demand(end === bytes.length, 'gzip', where, `one member of ${end} bytes`, `${bytes.length} bytes`);
  return decoded('gzip', where, 'the right checksum', () => zlib.gunzipSync(bytes, limits));
}

/** The lines of a compressed NDJSON file. */
function linesOf(bytes, where) {
  const text = textOf(gunzipOne(bytes, where), where);
  demand(/(^|\n)$/.test(text), 'encoding', where, 'a line feed after every line', 'none at the end');
  return text.split('\n').slice(0, -1);
}

/** Rows of RFC 4180. */
function csvRows(text, where) {
  const cell = /("[^"]*(?:""[^"]*)*"|[^",\r\n]*)(,|\r?\n)/y;
  const rows = [[]];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const [, raw, end] = cell.exec(text) ?? [];
    demand(end !== undefined, 'csv', where, 'RFC 4180', `something else at character ${at}`);
    rows.at(-1).push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end !== ',') rows.push([]);
  }
  demand(rows.pop().length === 0, 'csv', where, 'a line end after every row', 'none at the end');
  return rows;
}

function membersOf(declared) {
  return declared.split(/\s+/).map((member) => {
    const [, name, type = 'text', optional] = /^([\w-]+)(?::([^?]+))?(\?)?$/.exec(member);
    const values = type.startsWith('=') && type.slice(1).split('|');
    const holds = values ? (value) => values.some((one) => one === value || Number(one) === value) : TYPES[type];
    return { name, holds, optional: optional !== undefined };
  });
}
const MEMBERS = Object.fromEntries(Object.entries({ ...SHAPES, ...FIELDS }).map(([of, text]) => [of, membersOf(text)]));

/** Refuses what is no object of exactly the members declared, each of its type. Values are not repeated in the finding. */
function shape(of, value, where) {
  const check = of in FIELDS ? 'fields' : 'members';
  demand(isObject(value), check, where, 'an object', typeof value);
  for (const { name, holds, optional } of MEMBERS[of]) {
    const there = Object.hasOwn(value, name);
    demand(there || optional, check, where, name, 'nothing');
    demand(!there || holds(value[name]), check, where, `a valid ${name}`, 'another value');
  }
  const other = Object.keys(value).find((key) => !MEMBERS[of].some(({ name }) => name === key));
  demand(other === undefined, check, where, `members of ${of} only`, other);
  const known = MEMBERS[of].every(({ name }) => name !== 'kind') || Object.hasOwn(FIELDS, value.kind);
  demand(known, check, where, Object.keys(FIELDS).join(' or '), 'another kind');
  return value;
}

const shapes = (of, values, where) => values.map((value, i) => shape(of, value, `${where}[${i}]`));

// ---------------------------------------------------------------------------------------------------------------- the check

/** Loads with bounded concurrency, yields in order. */
async function* inOrder(items, load) {
  const waiting = [];
  for (const item of items) {
    const loaded = load(item);
    loaded.catch(() => {}); // it is raised where it is awaited, which may be later
    waiting.push(loaded);
    if (waiting.length >= CONCURRENCY) yield await waiting.shift();
  }
  while (waiting.length > 0) yield await waiting.shift();
}

function* range(from, to) {
  for (let n = from; n <= to; n++) yield n;
}

/** What all checks share: the reader, the findings so far and the paths that may be there. */
function startRun(reader, { fromVersion = 1, onProgress = () => {}, keys, at, logKeys, witnesses = [], checkpoint }) {
  const findings = [];
  const expectedPaths = new Set();
  const masked = (value) => String(value).replace(/\d{17}[\dXx]/g, '(a long number)');
  const brief = (value) => masked(value).slice(0, 200);
  const note = (check, where, expected, found) => {
    findings.push({ check, where: brief(where), expected: brief(expected), found: brief(found) });
    if (findings.length === MOST_FINDINGS) throw new Enough();
  };
  const noteIf = (wrong, ...finding) => wrong && note(...finding);
  const same = (check, where, expected, found) => noteIf(expected !== found, check, where, expected, found);
  const present = (path, bytes) => {
    expectedPaths.add(path);
    demand(bytes !== null, 'missing', path, 'a file', 'nothing');
    return bytes;
  };
  /** Runs a step; what it refuses becomes a finding, and the steps after it go on. */
  const attempt = async (step) => {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      note(...error.finding);
    }
  };
  const json = async (of, path) => shape(of, jsonFile(present(path, await reader.read(path)), path), path);
  const log = { logKeys, witnesses, checkpoint };
  const names = new Map(); // code → normalised name → { names, until }
  const absent = []; // what this publication has not at all: it may be from before there was such a thing
  const started = { reader, fromVersion, onProgress, keys, at, log, findings, expectedPaths, names, absent };
  return { ...started, note, noteIf, same, present, attempt, json };
}

/** Checks a whole publication. Throws `Unreadable` if it cannot be read or changed meanwhile. Types: verify.d.mts. */
export async function verifyDisclosure(reader, options = {}) {
  const run = startRun(reader, options);
  run.readParquet = options.readParquet === undefined ? await parquetReader() : options.readParquet;
  const atFirst = await reader.read('latest.json');
  if (atFirst === null) throw new Unreadable('there is no latest.json');
  const latest = await run.attempt(() => checkLatest(run, atFirst));
  const summary = latest && (await checkAll(run, latest).catch(unlessEnough));
  const atLast = await reader.read('latest.json');
  if (atLast === null || !atLast.equals(atFirst))
    throw new Unreadable('a newer version appeared meanwhile: check again');
  return { ok: run.findings.length === 0, findings: run.findings, summary };
}

function unlessEnough(error) {
  if (!(error instanceof Enough)) throw error;
}

async function checkAll(run, latest) {
  const chain = await checkChain(run, latest);
  const { publishedAt, entries = 0, counts = {}, stateDigest: digest } = chain.newest ?? {};
  const { version, projectedAt } = latest;
  run.noteIf(projectedAt < publishedAt, 'time', 'latest.json', `projectedAt from ${publishedAt} on`, projectedAt);
  run.day = beijingDate(run.at ?? projectedAt);
  await checkVersions(run, latest, chain);
  const content = await checkContent(run, latest, chain);
  await run.attempt(() => checkDayDeltas(run, chain));
  await run.attempt(() => checkMembers(run, chain.newest, content));
  const log = await run.attempt(() => checkLog(run, latest, chain));
  const { allLookupFiles, allPages } = await checkLookup(run, content);
  await checkLists(run, content);
  const allNames = await checkNames(run);
  await run.attempt(() => checkFeeds(run, latest, chain));
  await run.attempt(() => checkWithdrawn(run, beijingDate(projectedAt)));
  const allFiles = await checkBeside(run, latest);
  const read = { allLookupFiles, allPages, allNames, parquetRead: run.readParquet !== null, absent: run.absent };
  const scope = { fromVersion: run.fromVersion, day: run.day, allFiles, ...read };
  return { version, publishedAt, projectedAt, entries, counts, stateDigest: digest, log, ...scope };
}

async function checkLatest(run, bytes) {
  run.expectedPaths.add('latest.json');
  const latest = shape('latest', jsonFile(bytes, 'latest.json'), 'latest.json');
  if (run.fromVersion > latest.version) throw new Unreadable(`the newest version is ${latest.version}`);
  run.same('path', 'latest.json', `v/${latest.version}/manifest.json`, latest.manifest);
  const next = `v/${latest.version + 1}/manifest.json`;
  run.noteIf((await run.reader.read(next)) !== null, 'latest', 'latest.json', 'the newest version', `there is ${next}`);
  return latest;
}

// Checks 1 and 2: manifests and deltas, from the empty state, or from the signed state of the version before `fromVersion`.
async function checkChain(run, latest) {
  const whole = run.fromVersion === 1;
  const standing = new Map();
  const wanted = await digestsWanted(run);
  const chain = {
    digests: new Map(wanted.has(0) ? [[0, stateDigest().value()]] : []),
    newest: undefined,
    before: null,
    digest: stateDigest(),
    manifests: new Map(),
    standing,
  };
  /** What stands under an id: its element; null for nothing; undefined where only an older version could tell. */
  chain.standingAt = (publicId) => (standing.has(publicId) || !whole ? standing.get(publicId) : null);
  chain.remove = (publicId) => (whole ? standing.delete(publicId) : standing.set(publicId, null));
  const keysOf = await trustedKeys(run, chain);
  const load = async (n) => {
    const [path, deltaPath] = [`v/${n}/manifest.json`, `v/${n}/delta.ndjson.gz`];
    const [bytes, delta] = await Promise.all([run.reader.read(path), run.reader.read(deltaPath)]);
    return { n, path, deltaPath, bytes, delta };
  };
  for await (const read of inOrder(range(Math.max(1, run.fromVersion - 1), latest.version), load)) {
    const { n, path, bytes } = read;
    run.expectedPaths.add(read.deltaPath);
    const manifest = await run.attempt(() => manifestOf(run.present(path, bytes), path));
    if (manifest) checkManifest(run, manifest, { n, where: path, before: chain.before, keysOf });
    if (n >= run.fromVersion) await run.attempt(() => checkDelta(run, chain, read, manifest));
    if (manifest && n >= run.fromVersion) run.same('state-digest', path, chain.digest.value(), manifest.stateDigest);
    if (manifest) chain.digest = stateDigest(manifest.stateDigest); // so that one fault is one finding
    const sha256 = bytes && sha256Hex(bytes);
    chain.before = manifest && { ...manifest, sha256 };
    if (manifest && wanted.has(n)) chain.digests.set(n, manifest.stateDigest);
    const { publishedAt, changes, entries } = manifest ?? {};
    if (manifest) chain.manifests.set(n, { sha256, publishedAt, changes, entries });
    if (n % 100 === 0) run.onProgress(`version ${n} of ${latest.version}`);
  }
  chain.newest = chain.before;
  if (chain.newest) run.same('sha256', latest.manifest, latest.sha256, chain.newest.sha256);
  return chain;
}

function keyOf(base64) {
  const x = Buffer.from(base64, 'base64').toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
}

/** Answers the keys by id: those that the reader brought, whatever their id, or else those of keys.json. */
async function trustedKeys(run, chain) {
  const list = await run.attempt(() => run.json('keys', 'keys.json'));
  chain.logKeys = run.log.logKeys ?? list?.log ?? [];
  const listed = await run.attempt(() => shapes('key', list?.keys ?? [], 'keys.json keys'));
  const byId = new Map(listed?.map(({ keyId, publicKey }) => [keyId, [keyOf(publicKey)]]));
  run.same('duplicate', 'keys.json', listed?.length ?? 0, byId.size);
  const brought = run.keys?.map(keyOf);
  return (keyId) => brought ?? byId.get(keyId) ?? [];
}

function manifestOf(bytes, where) {
  const manifest = shape('manifest', jsonFile(bytes, where), where);
  if (manifest.previous !== null) shape('previous', manifest.previous, `${where} previous`);
  shape('changes', manifest.changes, `${where} changes`);
  shape('counts', manifest.counts, `${where} counts`);
  shapes('manifestFile', manifest.files, `${where} files`);
  shape('signature', manifest.signature, `${where} signature`);
  return manifest;
}

/** `before` is the manifest before it: null for none, undefined where that one could not be read. */
function checkManifest(run, manifest, { n, where, before, keysOf }) {
  const { previous, changes, signature, cutAt, publishedAt } = manifest;
  run.same('chain', where, n, manifest.version);
  run.same('chain', where, n - 1, previous?.version ?? 0);
  if (previous && before) run.same('chain', where, before.sha256, previous.sha256);
  const [bytes, value] = [signedBytes(manifest), Buffer.from(signature.value, 'base64')];
  const signed = keysOf(signature.keyId).some((key) => verifySignature(null, bytes, key, value));
  run.noteIf(!signed, 'signature', where, 'a signature under a known key', `none under ${signature.keyId}`);
  const notBefore = (name, earliest, instant) =>
    run.noteIf(earliest > instant, 'time', where, `${name} from ${earliest} on`, instant);
  notBefore('publishedAt', cutAt, publishedAt);
  notBefore('cutAt', before?.cutAt, cutAt);
  notBefore('publishedAt', before?.publishedAt, publishedAt);
  if (n === 1 || before)
    run.same('entries', where, (before?.entries ?? 0) + changes.ADD - changes.DEL, manifest.entries);
  let counted = 0;
  for (const count of Object.values(manifest.counts)) counted += count;
  run.same('counts', where, manifest.entries, counted);
  if (manifest.result === 'additions-held') run.same('changes', where, 0, changes.ADD + changes.MOD);
  const paths = manifest.files.map(({ path }) => path).sort();
  // Versions from before there were members name two files; who once named three goes on to.
  const named = membersOfVersion(manifest) || (before && membersOfVersion(before)) ? `, ${memberRoot(n)}` : '';
  run.same('path', where, `bulk/${n}.json${named}, v/${n}/delta.ndjson.gz`, paths.join(', '));
}

const memberRoot = (n) => `members/${n}.json`;
const membersOfVersion = ({ version, files }) => files.find(({ path }) => path === memberRoot(version));

function checkBytes(run, file, bytes) {
  run.same('bytes', file.path, file.bytes, bytes.length);
  run.same('sha256', file.path, file.sha256, sha256Hex(bytes));
  return bytes;
}

function checkListed(run, manifest, path, mediaType, bytes) {
  const file = manifest?.files.find((candidate) => candidate.path === path);
  if (file) run.same('media-type', path, mediaType, file.mediaType);
  if (file) checkBytes(run, file, bytes);
  return file?.rows;
}

function checkDelta(run, chain, { path, deltaPath: where, delta }, manifest) {
  const rows = checkListed(run, manifest, where, 'application/x-ndjson', run.present(where, delta));
  const lines = linesOf(delta, where);
  run.same('rows', where, rows ?? lines.length, lines.length);
  const counted = { ADD: 0, MOD: 0, DEL: 0 };
  let last = '';
  for (const [i, line] of lines.entries()) {
    const at = `${where} line ${i + 1}`;
    const change = changeOf(line, at);
    run.noteIf(change.publicId <= last, 'order', at, 'lines sorted by publicId, each once', change.publicId);
    last = change.publicId;
    counted[change.op] += 1;
    applyChange(run, chain, change, at);
  }
  if (manifest) run.same('changes', path, canonical(counted), canonical(manifest.changes));
}

function changeOf(line, where) {
  const value = jsonOf(line, where);
  const change = shape(value?.op === 'MOD' ? 'modification' : 'change', value, where);
  if (change.op === 'MOD') shape('replaced', change.previous, `${where} previous`);
  return change;
}

function applyChange(run, chain, change, at) {
  const { op, publicId, version, previous } = change;
  const element = elementOf(change);
  const removed = { ADD: null, DEL: element, MOD: previous && elementOf({ publicId, ...previous }) }[op];
  const stood = chain.standingAt(publicId);
  if (stood !== undefined) run.same('delta', at, stood ?? 'nothing before', removed ?? 'nothing before');
  const changed = op !== 'MOD' || (version >= previous.version && element !== removed);
  run.noteIf(!changed, 'delta', at, 'another content, and no older version', element);
  if (removed !== null) chain.digest.remove(removed);
  if (op === 'DEL') return chain.remove(publicId);
  chain.digest.add(element);
  chain.standing.set(publicId, element);
}

/** The versions whose state digest the deltas of days are checked against. */
async function digestsWanted(run) {
  const bytes = await run.reader.read('deltas.json');
  const list = bytes && (await run.attempt(() => shape('deltas', jsonFile(bytes, 'deltas.json'), 'deltas.json')));
  return new Set([...(list?.days ?? []), ...(list?.windows ?? [])].flatMap(({ from, to }) => [from, to]));
}

// Check 2, the deltas of days and windows: there may be none. Each must lead from the state of one version to that of another.
async function checkDayDeltas(run, chain) {
  const where = 'deltas.json';
  const bytes = await run.reader.read(where);
  if (bytes === null) return;
  run.expectedPaths.add(where);
  const list = shape('deltas', jsonFile(bytes, where), where);
  const days = shapes('dayDelta', list.days, `${where} days`);
  const windows = shapes('windowDelta', list.windows, `${where} windows`);
  let before = { day: '', to: 0 };
  for (const [i, day] of days.entries()) {
    run.same('path', `${where} days[${i}]`, `deltas/${day.day}.ndjson.gz`, day.path);
    run.same('chain', `${where} days[${i}]`, before.to, day.from);
    run.noteIf(day.to <= day.from || day.day <= before.day, 'chain', `${where} days[${i}]`, 'a later day', day.day);
    before = day;
  }
  for (const [i, day] of days.entries()) checkDay(run, chain, day, `${where} days[${i}]`);
  for (const [i, window] of windows.entries()) checkWindow(run, days, window, `${where} windows[${i}]`);
  run.same('duplicate', where, windows.length, new Set(windows.map(({ window }) => window)).size);
  const load = async (file) => ({ file, packed: await run.reader.read(file.path) });
  for await (const { file, packed } of inOrder([...days, ...windows], load))
    await run.attempt(() => checkDayDelta(run, chain, file, packed));
}

/** A day has the versions that were published on it: the first and the last are its own, the next one is a later day's. */
function checkDay(run, { manifests }, { day, from, to }, where) {
  const dayOf = (version) => manifests.get(version) && beijingDate(manifests.get(version).publishedAt);
  for (const version of new Set([from + 1, to])) run.same('days', where, day, dayOf(version) ?? day);
  const next = dayOf(to + 1);
  run.noteIf(next === day, 'days', where, `all versions of ${day}`, `version ${to + 1} is not in it`);
}

/** A window has the days of its length up to the newest, all that there are. */
function checkWindow(run, days, { window, path, firstDay, lastDay, from, to }, where) {
  run.same('path', where, `deltas/${window}.ndjson.gz`, path);
  const newest = days.at(-1);
  if (newest === undefined) return run.note('days', where, 'days that it is made of', 'none');
  const start = new Date(Date.parse(newest.day) - (Number(window.slice(1, -1)) - 1) * DAY_MS)
    .toISOString()
    .slice(0, 10);
  const first = days.find(({ day }) => day >= start);
  const said = [firstDay, lastDay, from, to].join(' ');
  run.same('days', where, [first.day, newest.day, first.from, newest.to].join(' '), said);
}

function checkDayDelta(run, { digests }, file, packed) {
  const { path, from, to } = file;
  const lines = linesOf(checkBytes(run, file, run.present(path, packed)), path);
  run.same('rows', path, file.rows, lines.length);
  const [start, end] = [digests.get(from), digests.get(to)];
  const digest = stateDigest(start);
  let last = '';
  for (const [i, line] of lines.entries()) {
    const at = `${path} line ${i + 1}`;
    const change = changeOf(line, at);
    run.noteIf(change.publicId <= last, 'order', at, 'lines sorted by publicId, each once', change.publicId);
    last = change.publicId;
    if (change.op === 'MOD') digest.remove(elementOf({ publicId: last, ...change.previous }));
    if (change.op === 'DEL') digest.remove(elementOf(change));
    else digest.add(elementOf(change));
  }
  // What begins before the first version that is checked, or ends there, is checked for its bytes and form alone.
  if (start !== undefined && end !== undefined) run.same('state-digest', path, end, digest.value());
}

// Check 1, the list of versions: how a reader finds the manifests.
async function checkVersions(run, latest, { manifests }) {
  const listed = new Set();
  const checkRow = (row, where) => {
    const { sha256, publishedAt } = manifests.get(row.version) ?? row;
    run.same('versions', where, `v/${row.version}/manifest.json`, row.manifest);
    run.same('versions', where, `${sha256} ${publishedAt}`, `${row.sha256} ${row.publishedAt}`);
    run.noteIf(row.version > latest.version, 'versions', where, `versions up to ${latest.version}`, row.version);
    listed.add(row.version);
  };
  const { versions = [], months = [] } = (await run.attempt(() => run.json('versions', 'versions.json'))) ?? {};
  await run.attempt(() => {
    for (const row of shapes('versionRow', versions, 'versions.json versions')) checkRow(row, 'versions.json');
    const newest = [...range(Math.max(1, latest.version - NEWEST_VERSIONS + 1), latest.version)].reverse();
    run.same('versions', 'versions.json', newest.join(), versions.map(({ version }) => version).join());
  });
  run.same('duplicate', 'versions.json', months.length, new Set(months).size);
  const checkMonth = async (month) => {
    demand(/^\d{4}-(0[1-9]|1[0-2])$/.test(month), 'path', 'versions.json', 'a month', 'something else');
    const path = `versions/${month}.json`;
    for (const row of shapes('versionRow', (await run.json('month', path)).versions, path)) {
      run.same('versions', path, month, beijingDate(row.publishedAt).slice(0, 7));
      checkRow(row, path);
    }
  };
  for (const month of months) await run.attempt(() => checkMonth(month));
  const missing = [...manifests.keys()].filter((version) => !listed.has(version));
  run.same('versions', 'versions.json', 'no version left out', missing.join() || 'no version left out');
}

// Check 3, with what checks 4 and 5 say of parts: the bulk list, its parts, and what the chain left standing.
async function checkContent(run, { version }, chain) {
  const content = new Map(); // publicId → its element, the subject's code, its end, and where and how it is listed
  const headings = new Map(); // kind → the first line of its CSV files, and what each of their columns may be
  const labels = await run.attempt(() => dictionaryOf(run));
  const counts = Object.fromEntries(Object.keys(FIELDS).map((kind) => [kind, 0]));
  const path = `bulk/${version}.json`;
  const parts = (await run.attempt(() => bulkList(run, version, chain.newest))) ?? [];
  const sound = [];
  for (const [i, part] of parts.entries())
    if (await run.attempt(() => checkPart(run, part, `${path} parts[${i}]`))) sound.push(part);
  run.same('duplicate', path, sound.length, new Set(sound.map(({ group }) => group)).size);
  const load = async (part) => {
    const files = [part.ndjson, part.csv, part.csvBom, part.parquet].map((file) => file && run.reader.read(file.path));
    const [ndjson, csv, csvBom, parquet] = await Promise.all(files);
    return { part, bytes: { ndjson, csv, csvBom, parquet } };
  };
  for await (const { part, bytes } of inOrder(sound, load)) {
    const entries = [];
    await run.attempt(() => checkEntries(run, part, bytes.ndjson, entries));
    for (const { publicId, fields, element } of entries) {
      run.noteIf(content.has(publicId), 'duplicate', part.ndjson.path, 'each publicId once', publicId);
      const { unifiedSocialCreditCode: code, publicUntil: until } = fields;
      content.set(publicId, { element, code, until, list: listOf(fields), row: rowDigest({ publicId, ...fields }) });
      counts[fields.kind] += 1;
      noteName(run, fields);
    }
    await run.attempt(() => checkCsv(run, part, bytes, { entries, headings, labels }));
    await run.attempt(() => checkParquet(run, part, bytes.parquet, { entries, headings }));
    run.onProgress(`${content.size} entries`);
  }
  checkStanding(run, chain, content, path);
  if (chain.newest) checkTotals(run, chain.newest, content, counts, path);
  return content;
}

async function bulkList(run, version, manifest) {
  const path = `bulk/${version}.json`;
  const bytes = run.present(path, await run.reader.read(path));
  const rows = checkListed(run, manifest, path, 'application/json', bytes);
  const list = shape('bulk', jsonFile(bytes, path), path);
  run.same('bulk', path, version, list.version);
  run.same('rows', path, rows ?? list.parts.length, list.parts.length);
  return list.parts;
}

const PART_FILES = {
  ndjson: { extension: 'ndjson.gz', mediaType: 'application/x-ndjson' },
  csv: { extension: 'csv.gz', mediaType: 'text/csv' },
  csvBom: { extension: 'bom.csv.gz', mediaType: 'text/csv' },
  parquet: { extension: 'parquet', mediaType: 'application/vnd.apache.parquet' },
};

function checkPart(run, part, where) {
  const { kind, group } = shape('part', part, where);
  const names = new RegExp(`^${kind}/(\\d{4}-W\\d\\d|open)/[0-9a-f]{1,8}$`);
  demand(names.test(group), 'group', where, `${kind}/<week>/<number> or ${kind}/open/<number>`, group);
  for (const [name, { extension, mediaType }] of Object.entries(PART_FILES)) {
    if (part[name] === undefined) continue; // only `parquet` may be absent: parts made before there was any have none
    const file = shape('partFile', part[name], `${where} ${name}`);
    const path = `bulk/parts/${file.sha256}.${extension}`;
    demand(file.path === path, 'path', where, path, file.path);
    run.same('media-type', path, mediaType, file.mediaType.replace(/^(text\/csv); ?charset=utf-8$/, '$1'));
    run.expectedPaths.add(path);
  }
  return true;
}

function checkEntries(run, part, bytes, entries) {
  const { path } = part.ndjson;
  const lines = linesOf(checkBytes(run, part.ndjson, run.present(path, bytes)), path);
  run.same('rows', path, part.rows, lines.length);
  let last = '';
  for (const [i, line] of lines.entries()) {
    const where = `${path} line ${i + 1}`;
    const entry = checkEntry(run, jsonOf(line, where), line, where);
    run.noteIf(entry.publicId <= last, 'order', where, 'lines sorted by publicId, each once', entry.publicId);
    last = entry.publicId;
    run.same('group', where, shelfOf(entry), part.group.slice(0, part.group.lastIndexOf('/')));
    entries.push(entry);
  }
}

/** Check 5 of one entry. Answers it with its element; refuses what has not the shape of an entry. */
function checkEntry(run, value, text, where) {
  const code = value?.fields?.unifiedSocialCreditCode;
  noteIdentityNumber(run, text, where, [code]); // first of all: what is refused below may hold one too
  const entry = shape('entry', value, where);
  const { kind, publicFrom, publicUntil } = entry.fields;
  demand(Object.hasOwn(FIELDS, kind), 'fields', where, Object.keys(FIELDS).join(' or '), 'another kind');
  shape(kind, entry.fields, where);
  if (isAboutSubject(kind)) demand(isCreditCode(code), 'fields', where, 'a unified social credit code', 'no such code');
  run.noteIf(publicUntil <= run.day, 'publicity', where, `public on ${run.day}`, `until ${publicUntil}`);
  run.noteIf(publicFrom > run.day, 'publicity', where, `public on ${run.day}`, `from ${publicFrom}`);
  return { ...entry, element: elementOf({ ...entry, commitment: commitmentOf(entry) }) };
}

function noteIdentityNumber(run, text, where, codes) {
  const found = holdsIdentityNumber(text, new Set(codes.filter((code) => isCreditCode(String(code)))));
  run.noteIf(found, 'identity-number', where, 'no identity number', 'one, not repeated here');
}

/** A cell that a spreadsheet would take for a formula bears an apostrophe. */
const formulaSafe = (cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** Headings of every kind's columns by field, as the dictionary beside the data has them; undefined where there is none. */
async function dictionaryOf(run) {
  const path = 'data-dictionary.json';
  const bytes = await run.reader.read(path);
  if (bytes === null) return undefined;
  const parsed = decoded('encoding', path, 'JSON', () => JSON.parse(textOf(bytes, path))); // laid out for people
  const { kinds } = shape('dictionary', parsed, path);
  const labelsOf = ({ kind, fields }) => [kind, new Map(fields.map(({ name, label }) => [name, label.zh]))];
  return decoded('dictionary', path, 'kinds with fields and labels', () => new Map(kinds.map(labelsOf)));
}

/** What a cell says of a field: several texts are joined by a semicolon. */
const cellText = (value) => formulaSafe(Array.isArray(value) ? value.join(';') : String(value ?? ''));

// Check 4, the CSV files: cell by cell what the NDJSON says.
function checkCsv(run, { kind, csv, csvBom }, bytes, { entries, headings, labels }) {
  const where = csv.path;
  const plain = gunzipOne(checkBytes(run, csv, run.present(where, bytes.csv)), where);
  const withBom = gunzipOne(checkBytes(run, csvBom, run.present(csvBom.path, bytes.csvBom)), csvBom.path);
  const same = withBom.equals(Buffer.concat([Buffer.from('efbbbf', 'hex'), plain]));
  run.noteIf(!same, 'csv', csvBom.path, `a byte order mark and the bytes of ${where}`, 'other bytes');
  const text = textOf(plain, where);
  const codes = entries.map(({ fields }) => fields.unifiedSocialCreditCode);
  noteIdentityNumber(run, text, where, codes);
  const [head = [], ...rows] = csvRows(text, where);
  const most = MEMBERS[kind].length + 2; // the public fields, publicId and version
  run.noteIf(head.length > most, 'csv', where, `at most ${most} columns`, head.length);
  const known = headings.get(kind) ?? columnsOf(kind, head, labels?.get(kind));
  headings.set(kind, known);
  run.noteIf(known.line !== head.join(), 'csv', where, `one line of headings for every ${kind}`, 'another first line');
  run.same('csv', where, entries.length, rows.length);
  const even = rows.every(({ length }) => length === head.length);
  run.noteIf(!even, 'csv', where, `${head.length} cells in every row`, 'more or fewer');
  const safe = [head, ...rows].flat().every((cell) => cell === formulaSafe(cell));
  run.noteIf(!safe, 'csv', where, 'an apostrophe before = + - @, tab and CR', 'a cell without it');
  const wrongId = entries.findIndex(({ publicId }, i) => rows[i]?.[0] !== formulaSafe(publicId));
  run.noteIf(wrongId >= 0, 'csv', `${where} row ${wrongId + 1}`, 'the publicId of every entry first', 'another value');
  if (known.line === head.join()) checkCells(run, { where, head, rows, entries, known });
  const field = KNOWN_BY[kind] ?? 'documentNumber';
  run.noteIf(!known.columns.flat().includes(field), 'csv', where, `a column with the ${field} of every entry`, 'none');
}

/** What each column may be: any field, or where a dictionary names the headings, the field that it names so. */
function columnsOf(kind, head, labels) {
  const fields = MEMBERS[kind].map(({ name }) => name);
  const columns = head
    .slice(1)
    .map((heading) => (labels ? fields.filter((name) => labels.get(name) === heading) : ['version', ...fields]));
  return { line: head.join(), columns };
}

/** Every column is one field in all rows of all parts of a kind, and no field that an entry has is left out. */
function checkCells(run, { where, head, rows, entries, known }) {
  const textIn = ({ version, fields }, name) => cellText(name === 'version' ? version : fields[name]);
  for (const [at, names] of known.columns.entries()) {
    const wrongOf = (name) => entries.findIndex((entry, i) => rows[i]?.[at + 1] !== textIn(entry, name));
    const wrongs = names.map(wrongOf);
    const holding = names.filter((_, i) => wrongs[i] < 0);
    const row = Math.max(-1, ...wrongs) + 1;
    const place = `${where} ${row > 0 ? `row ${row} ` : ''}column ${at + 2} (${head[at + 1]})`;
    const expected = names.length === 1 ? `the ${names[0]} of the entry` : 'one field of every entry';
    run.noteIf(holding.length === 0, 'csv', place, expected, 'something else');
    // What a wrong cell rules out is no better known for it: the next part is held to what was known before.
    if (holding.length > 0) known.columns[at] = holding;
  }
  const shown = new Set(known.columns.flat());
  const left = entries.flatMap(({ fields }) => Object.keys(fields)).find((name) => !shown.has(name));
  run.noteIf(left !== undefined, 'csv', where, `a column with the ${left} of every entry`, 'none');
}

/** Reads the rows of Parquet files where that can be done; null where it cannot. */
async function parquetReader() {
  const { zstdDecompressSync } = zlib;
  if (zstdDecompressSync === undefined) return null;
  try {
    const { parquetReadObjects, parquetMetadata } = await import('hyparquet');
    const compressors = { ZSTD: (page) => zstdDecompressSync(page) };
    return async (bytes) => {
      const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
      const metadata = parquetMetadata(file);
      const rows = await parquetReadObjects({ file, metadata, compressors });
      return { groups: metadata.row_groups.length, rows };
    };
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

// Checks 3 and 4, the Parquet files: their bytes, and row by row what the NDJSON says.
async function checkParquet(run, { kind, parquet }, bytes, { entries, headings }) {
  if (parquet === undefined) return;
  const { path } = parquet;
  checkBytes(run, parquet, run.present(path, bytes));
  const frame = [bytes.subarray(0, 4), bytes.subarray(-4)].map((magic) => magic.toString('latin1')).join();
  demand(frame === 'PAR1,PAR1', 'parquet', path, 'PAR1 at the beginning and the end', 'something else');
  if (run.readParquet === null) return;
  const table = await run.readParquet(bytes).catch(() => undefined);
  demand(table !== undefined, 'parquet', path, 'a file that can be read', 'something else');
  run.same('parquet', path, 1, table.groups);
  run.same('parquet', path, entries.length, table.rows.length);
  const columns = Object.keys(table.rows[0] ?? {});
  const named = `parquet ${kind}`;
  const line = headings.get(named) ?? columns.join();
  headings.set(named, line);
  run.noteIf(columns.join() !== line, 'parquet', path, `the same columns for every ${kind}`, 'others');
  const allowed = new Set(['publicId', 'version', ...MEMBERS[kind].map(({ name }) => name)]);
  const foreign = columns.find((name) => !allowed.has(name));
  run.noteIf(foreign !== undefined, 'parquet', path, `columns with fields of ${kind} only`, foreign);
  for (const [i, { publicId, version, fields }] of entries.entries()) {
    const [due, found] = [{ publicId, version, ...fields }, parquetRow(table.rows[i] ?? {})];
    if (canonical(due) === canonical(found)) continue;
    const names = new Set([...Object.keys(due), ...Object.keys(found)]);
    const wrong = [...names].filter((name) => canonical(due[name] ?? null) !== canonical(found[name] ?? null));
    run.note('parquet', `${path} row ${i + 1}`, `the ${wrong.join(', ')} of the entry`, 'something else');
  }
}

/** A row in the values of an entry: INT64 as a number, DATE as a calendar date, null as nothing. */
function parquetRow(row) {
  const plain = (value) => {
    if (typeof value === 'bigint') return Number(value);
    return value instanceof Date ? value.toISOString().slice(0, 10) : value;
  };
  const there = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(there.map(([name, value]) => [name, plain(value)]));
}

function checkStanding(run, chain, content, path) {
  for (const [publicId, { element }] of content) {
    const stood = chain.standingAt(publicId);
    run.noteIf(stood === null, 'content-extra', path, 'only what the deltas left standing', publicId);
    run.noteIf(stood && stood !== element, 'commitment', path, stood, element);
  }
  for (const [publicId, stood] of chain.standing)
    run.noteIf(stood !== null && !content.has(publicId), 'content-missing', path, stood, 'nothing');
}

function checkTotals(run, { entries, counts: signed, stateDigest: digest }, content, counts, path) {
  const whole = stateDigest(); // of the content itself: it holds for what the deltas before `fromVersion` left, too
  for (const { element } of content.values()) whole.add(element);
  run.same('content-digest', path, digest, whole.value());
  run.same('entries', path, entries, content.size);
  for (const kind of Object.keys(counts)) run.same('counts', path, signed[kind] ?? 0, counts[kind]);
}

// Check 4: the look-up files, and the pages of the organisations in them. Answers whether it is sure that there are no others.
async function checkLookup(run, content) {
  const lookup = await run.attempt(() => run.json('lookup', 'lookup.json'));
  if (lookup === undefined) return { allLookupFiles: false, allPages: false };
  const { prefixLength } = lookup;
  const due = new Map(); // prefix → code → ids; what is about no subject lies in no look-up file
  const codes = grouped(content, ({ code }) => code);
  for (const [code, ids] of codes) {
    const prefix = prefixOf(code, prefixLength);
    due.set(prefix, (due.get(prefix) ?? new Map()).set(code, ids));
    run.expectedPaths.add(pathOfPage(code));
  }
  // As many pages again as there are look-up files, and more: a full copy shows them.
  const allPages = run.reader.list !== undefined || codes.size <= MOST_PREFIXES_TO_TRY;
  const pages = { there: 0, missing: [] };
  const tryAll = !run.reader.list && 16 ** prefixLength <= MOST_PREFIXES_TO_TRY;
  const every = () => Array.from({ length: 16 ** prefixLength }, (_, n) => n.toString(16).padStart(prefixLength, '0'));
  const load = async (prefix) => {
    const read = async (code) => [code, await run.reader.read(pathOfPage(code))];
    const asked = allPages ? [...(due.get(prefix)?.keys() ?? [])] : [];
    const [bytes, ...shown] = await Promise.all([run.reader.read(`by-subject/${prefix}.json`), ...asked.map(read)]);
    return { prefix, bytes, shown };
  };
  for await (const { prefix, bytes, shown } of inOrder(tryAll ? every() : due.keys(), load)) {
    const path = `by-subject/${prefix}.json`;
    const subjects = due.get(prefix);
    run.noteIf(!subjects && bytes !== null, 'beside', path, 'no file, since no entry has this prefix', 'a file');
    if (!subjects) continue;
    const ids = new Set([...subjects.values()].flatMap((some) => [...some]));
    const known = await run.attempt(() => checkLookupFile(run, { path, prefix, bytes, ids, content }));
    for (const [code, page] of shown) {
      if (page === null) pages.missing.push(code);
      else pages.there += 1;
      const of = {
        code,
        ids: subjects.get(code),
        content,
        path: pathOfPage(code),
        bytes: page,
        known: known ?? new Map(),
      };
      if (page !== null) await run.attempt(() => checkPage(run, of));
    }
  }
  if (allPages && codes.size > 0 && pages.there === 0) run.absent.push('pages');
  else for (const code of pages.missing) run.note('page', pathOfPage(code), 'a page', 'nothing');
  return { allLookupFiles: tryAll || run.reader.list !== undefined, allPages };
}

const pathOfPage = (code) => `subjects/${code}`;

/** Answers the fields of the entries that are what they must be, by publicId. */
function checkLookupFile(run, { path, prefix, bytes, ids, content }) {
  const { entries } = shape('lookupFile', jsonFile(run.present(path, bytes), path), path);
  const found = new Map();
  for (const [i, value] of entries.entries()) {
    const where = `${path} entries[${i}]`;
    const entry = checkEntry(run, value, JSON.stringify(value), where);
    const code = entry.fields.unifiedSocialCreditCode;
    demand(code !== undefined, 'lookup', where, 'entries about a subject only', entry.fields.kind);
    run.same('lookup', where, prefixOf(code, prefix.length), prefix);
    const due = content.get(entry.publicId)?.element;
    run.same('lookup', where, due ?? 'no such entry', entry.element);
    run.noteIf(found.has(entry.publicId), 'duplicate', where, 'each publicId once', entry.publicId);
    found.set(entry.publicId, due === entry.element ? entry.fields : undefined);
  }
  for (const publicId of ids) run.noteIf(!found.has(publicId), 'lookup', path, publicId, 'nothing');
  return found;
}

// Check 6: the files of members hold exactly the elements that stand, each in its bucket, each file as the one above it names it.
async function checkMembers(run, manifest, content) {
  const listed = manifest && membersOfVersion(manifest);
  if (!listed) return;
  const top = run.present(listed.path, await run.reader.read(listed.path));
  run.same('rows', listed.path, manifest.entries, checkListed(run, manifest, listed.path, 'application/json', top));
  const root = shape('memberRoot', jsonFile(top, listed.path), listed.path);
  run.same('members', listed.path, manifest.version, root.version);
  const found = new Map();
  const nodes = digestsIn(root.nodes, 256, listed.path).map(([i, sha256]) => [
    `members/${hex(i, 2)}/index.json`,
    sha256,
    i,
  ]);
  const load = async ([path, sha256, i]) => ({ path, sha256, i, bytes: await run.reader.read(path) });
  const buckets = [];
  for await (const { path, sha256, i, bytes } of inOrder(nodes, load))
    await run.attempt(() => {
      run.same('sha256', path, sha256, sha256Hex(run.present(path, bytes)));
      const node = shape('memberNode', jsonFile(bytes, path), path);
      for (const [j, digest] of digestsIn(node.buckets, 16, path))
        buckets.push([`members/${hex(i, 2)}/${hex(j, 1)}.json`, digest, `${hex(i, 2)}${hex(j, 1)}`]);
    });
  for await (const { path, sha256, i: prefix, bytes } of inOrder(buckets, load))
    await run.attempt(() => checkBucket(run, { path, sha256, prefix, bytes, found }));
  for (const [publicId, { element }] of content)
    run.same('members', listed.path, element, found.get(publicId) ?? 'nothing');
  for (const [publicId, element] of found)
    run.noteIf(!content.has(publicId), 'members', listed.path, 'what stands only', element);
}

const hex = (number, digits) => number.toString(16).padStart(digits, '0');

/** The digests that are not null, each with its number; none at all is no node. */
function digestsIn(list, length, where) {
  const right = list.length === length && list.every((digest) => digest === null || TYPES.hash(digest));
  demand(right, 'members', where, `${length} digests or null`, 'something else');
  return [...list.entries()].filter(([, digest]) => digest !== null);
}

function checkBucket(run, { path, sha256, prefix, bytes, found }) {
  run.same('sha256', path, sha256, sha256Hex(run.present(path, bytes)));
  const { members } = shape('memberBucket', jsonFile(bytes, path), path);
  let last = '';
  for (const element of members) {
    const [publicId, version, commitment, more] = element.split(':');
    const right = TYPES.id(publicId) && /^[1-9]\d*$/.test(version) && TYPES.hash(commitment) && more === undefined;
    demand(right, 'members', path, 'publicId:version:commitment', 'something else');
    run.noteIf(publicId <= last, 'order', path, 'elements sorted by publicId, each once', publicId);
    run.same('members', path, prefix, sha256Hex(publicId).slice(0, 3));
    last = publicId;
    found.set(publicId, element);
  }
  demand(members.length > 0, 'members', path, 'no file for an empty bucket', 'one');
}

// Check 7: the log (C2SP tlog-tiles). Its leaves are the manifests, its head is signed, and its tiles say the same.
async function checkLog(run, { version }, chain) {
  const [path, bytes] = ['log/checkpoint', await run.reader.read('log/checkpoint')];
  const { checkpoint, logKeys, witnesses: named } = run.log;
  const began =
    bytes !== null || !chain.newest || membersOfVersion(chain.newest) || checkpoint || logKeys || named.length > 0;
  if (!began) return undefined; // published before there was a log
  const { text, origin, size, root, lines } = checkpointOf(textOf(run.present(path, bytes), path), path);
  run.same('log', path, version, size);
  const keys = chain.logKeys.map((key) => verifierKey(key, NOTE_TYPES.log)).filter(({ name }) => name === origin);
  const signed = keys.filter((key) => signs(run, key, { lines, path, messageOf: () => text }));
  run.noteIf(signed.length === 0, 'signature', path, `a signature of ${origin} under a known key`, 'none');
  const witnesses = run.log.witnesses.map((key) => verifierKey(key, NOTE_TYPES.witness));
  const messageOf = (stamp) => `cosignature/v1\ntime ${stamp}\n${text}`;
  for (const witness of witnesses) {
    const cosigned = signs(run, witness, { lines, path, messageOf });
    run.noteIf(!cosigned, 'witness', path, `a cosignature of ${witness.name}`, 'none');
  }
  const leaves = await leavesOf(run, chain, Math.min(size, version));
  await checkTiles(run, leaves, chain);
  if (leaves.length === size) run.same('log', path, treeHash(leaves).toString('base64'), root);
  if (run.log.checkpoint !== undefined) checkOlder(run, run.log.checkpoint, { origin, leaves, keys });
  return { origin, size, root, witnesses: witnesses.map(({ name }) => name) };
}

/** RFC 6962, section 2.1: leaves are hashed after 0x00, nodes after 0x01; a tree is parted at the largest power of two below its size. */
const leafHash = (entry) => sha256(Buffer.of(0), entry);
function treeHash(hashes) {
  if (hashes.length < 2) return hashes[0] ?? sha256('');
  const half = 2 ** Math.floor(Math.log2(hashes.length - 1));
  return sha256(Buffer.of(1), treeHash(hashes.slice(0, half)), treeHash(hashes.slice(half)));
}

/** A checkpoint (C2SP tlog-checkpoint), which is a signed note. */
function checkpointOf(note, where) {
  const end = note.lastIndexOf('\n\n');
  const [text, lines] = [note.slice(0, end + 1), note.slice(end + 2).split('\n')];
  demand(
    end > 0 && lines.pop() === '' && lines.every((line) => line.startsWith('— ')),
    'log',
    where,
    'a signed note',
    'none',
  );
  const [origin, size, root] = text.split('\n');
  const right = origin !== '' && /^(0|[1-9]\d{0,14})$/.test(size) && isBytes('base64', HASH_BYTES)(root);
  demand(right, 'log', where, 'origin, size and hash of a tree', 'something else');
  return { text, origin, size: Number(size), root, lines };
}

/** A verifier key (C2SP signed-note): name, id and key of one type. */
function verifierKey(text, type) {
  const [, name, id, material] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text) ?? [];
  const bytes = Buffer.from(material ?? '', 'base64');
  const keyId = sha256(`${name}\n`, bytes).subarray(0, 4);
  if (bytes.length !== 33 || bytes[0] !== type || keyId.toString('hex') !== id)
    throw new Unreadable(`not a verifier key of type ${type}: ${text}`);
  return { name, keyId, type, key: keyOf(bytes.subarray(1).toString('base64')) };
}

/** Whether a key signed; a line of its name and id that is not its signature is a finding. `messageOf` tells what is signed at a time. */
function signs(run, { name, keyId, type, key }, { lines, path, messageOf }) {
  const found = lines.flatMap((line) => {
    const [, by, base64] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = Buffer.from(base64 ?? '', 'base64');
    return by === name && bytes.subarray(0, 4).equals(keyId) ? [bytes.subarray(4)] : [];
  });
  const holds = found.map((bytes) => {
    const stamped = type === NOTE_TYPES.witness;
    if (bytes.length !== (stamped ? 72 : 64)) return false;
    const message = messageOf(stamped ? bytes.readBigUInt64BE() : undefined);
    return verifySignature(null, Buffer.from(message), key, bytes.subarray(-64));
  });
  run.noteIf(holds.includes(false), 'signature', path, `a right signature of ${name}`, 'a wrong one');
  return holds.includes(true);
}

/** Leaf hashes: of the manifests that were read, and for older ones those that the log says. */
async function leavesOf(run, { manifests }, size) {
  const leaves = Array.from({ length: size }, (_, i) => {
    const sha256 = manifests.get(i + 1)?.sha256;
    return sha256 && leafHash(`${i + 1} ${sha256}`);
  });
  if (!leaves.includes(undefined)) return leaves;
  for (const { index, width, path } of tilesOf(size, 0)) {
    const bytes = run.present(path, await run.reader.read(path));
    run.same('bytes', path, width * HASH_BYTES, bytes.length);
    for (let i = 0; i < width; i++)
      leaves[index * TILE_WIDTH + i] ??= bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
  }
  return leaves;
}

/** The tiles of a level in a tree (`entries` for the bundles beside level 0): `001`, `x001/234`, the last with its width if it is not full. */
function tilesOf(size, level, folder = level) {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Array.from({ length: Math.ceil(hashes / TILE_WIDTH) }, (_, index) => {
    const width = Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH);
    const digits = String(index)
      .padStart(Math.ceil(String(index).length / 3) * 3, '0')
      .match(/\d{3}/g);
    const name = digits.map((three, i) => (i < digits.length - 1 ? `x${three}` : three)).join('/');
    return { index, width, path: `log/tile/${folder}/${name}${width < TILE_WIDTH ? `.p/${width}` : ''}` };
  });
}

async function checkTiles(run, leaves, { manifests }) {
  const load = async (tile) => ({ ...tile, bytes: await run.reader.read(tile.path) });
  let hashes = leaves;
  for (let level = 0; hashes.length > 0; level++) {
    const above = [];
    for await (const { index, width, path, bytes } of inOrder(tilesOf(leaves.length, level), load)) {
      const due = hashes.slice(index * TILE_WIDTH, index * TILE_WIDTH + width);
      await run.attempt(() => {
        const same = Buffer.concat(due).equals(run.present(path, bytes));
        run.noteIf(!same, 'log', path, `the ${width} hashes of the manifests`, 'others');
      });
      if (width === TILE_WIDTH) above.push(treeHash(due));
    }
    hashes = above;
  }
  for await (const { index, width, path, bytes } of inOrder(tilesOf(leaves.length, 0, 'entries'), load))
    await run.attempt(() => {
      const due = range(index * TILE_WIDTH + 1, index * TILE_WIDTH + width);
      const known = [...due].every((n) => manifests.get(n)?.sha256);
      const entries =
        known &&
        [...range(index * TILE_WIDTH + 1, index * TILE_WIDTH + width)].map((n) => `${n} ${manifests.get(n).sha256}`);
      const there = run.present(path, bytes);
      const bundle =
        entries &&
        Buffer.concat(entries.map((entry) => Buffer.concat([Buffer.of(0, entry.length), Buffer.from(entry)])));
      run.noteIf(bundle && !bundle.equals(there), 'log', path, `the ${width} manifests of these versions`, 'others');
    });
}

/** A checkpoint that the reader kept: the log may only have grown since. */
function checkOlder(run, note, { origin, leaves, keys }) {
  const where = 'the checkpoint kept from before';
  const older = checkpointOf(note, where);
  run.same('log', where, origin, older.origin);
  const signed = keys.some((key) => signs(run, key, { lines: older.lines, path: where, messageOf: () => older.text }));
  run.noteIf(!signed, 'signature', where, 'a signature under a known key', 'none');
  run.noteIf(older.size > leaves.length, 'log', where, `at most ${leaves.length} leaves`, older.size);
  if (older.size <= leaves.length)
    run.same('log', where, older.root, treeHash(leaves.slice(0, older.size)).toString('base64'));
}

/** The list in which an entry stands. */
const listOf = ({ kind, departmentCode, decisionDate, publicFrom }) =>
  `${kind}/${departmentCode}/${(decisionDate ?? publicFrom ?? '').slice(0, 7)}`;

/** What a list shows of an entry: the members of a row that it has. */
const rowDigest = (fields) =>
  sha256Hex(canonical(Object.fromEntries(MEMBERS.listRow.map(({ name }) => [name, fields[name] ?? null])))).slice(
    0,
    32,
  );

/** Entries by what `keyOf` says of them; those of which it says nothing are left out. */
function grouped(content, keyOf) {
  const groups = new Map();
  for (const [publicId, entry] of content) {
    const key = keyOf(entry);
    if (key !== undefined) groups.set(key, (groups.get(key) ?? new Set()).add(publicId));
  }
  return groups;
}

// Check 4, lists: each holds exactly the entries of its kind, department and month. A large one has further files, which the index of its
// kind names.
async function checkLists(run, content) {
  const due = grouped(content, (entry) => entry.list);
  const indexes = new Map();
  for (const kind of new Set([...due.keys()].map((list) => list.split('/')[0])))
    indexes.set(kind, await run.attempt(() => readListIndex(run, kind)));
  const stated = [...indexes.values()].flatMap((files) => [...(files?.keys() ?? [])]);
  const load = async (file) => {
    const path = `lists/${file}.json`;
    return { file, path, bytes: await run.reader.read(path) };
  };
  const counted = new Map();
  const found = new Set();
  for await (const { file, path, bytes } of inOrder(new Set([...due.keys(), ...stated]), load)) {
    run.expectedPaths.add(path).add(`lists/${file.split('/')[0]}.json`);
    if (bytes !== null)
      counted.set(file, await run.attempt(() => checkList(run, { file, path, bytes, content, found })));
  }
  if (due.size > 0 && counted.size === 0) run.absent.push('lists');
  else checkAllListed(run, { due, counted, found });
  for (const [kind, files] of indexes) checkListIndex(run, kind, { stated: files, counted });
}

/** The list whose file this is. */
const listIn = (file) => file.split('/').slice(0, 3).join('/');

/** Whether all that is due stands in some file of its list; of a list with a file that cannot be read nothing is said. */
function checkAllListed(run, { due, counted, found }) {
  const rowsOf = new Map();
  for (const [file, rows] of counted) rowsOf.set(listIn(file), [...(rowsOf.get(listIn(file)) ?? []), rows]);
  for (const [list, ids] of due) {
    const path = `lists/${list}.json`;
    const rows = rowsOf.get(list);
    if (rows === undefined) run.note('list', path, 'a list', 'nothing');
    else if (!rows.includes(undefined))
      for (const publicId of ids) run.noteIf(!found.has(publicId), 'list', path, publicId, 'nothing');
  }
}

function checkList(run, { file, path, bytes, content, found }) {
  const { rows } = shape('list', jsonFile(bytes, path), path);
  for (const [i, value] of rows.entries()) {
    const where = `${path} rows[${i}]`;
    const row = shape('listRow', value, where);
    const entry = content.get(row.publicId);
    run.same('list', where, entry?.list ?? 'no such entry', listIn(file));
    run.noteIf(entry && entry.row !== rowDigest(row), 'list', where, 'what the entry says', 'something else');
    run.noteIf(found.has(row.publicId), 'duplicate', where, 'each publicId once', row.publicId);
    found.add(row.publicId);
  }
  return rows.length;
}

/** What an index states: entries by file. Undefined where there is none. */
async function readListIndex(run, kind) {
  const path = `lists/${kind}.json`;
  const bytes = await run.reader.read(path);
  if (bytes === null) return undefined;
  const index = shape('listIndex', jsonFile(bytes, path), path);
  run.same('list', path, kind, index.kind);
  const stated = new Map();
  for (const { code, months } of shapes('listedDepartment', index.departments, `${path} departments`))
    for (const { month, part, count } of shapes('listedMonth', months, `${path} months`))
      stated.set([kind, code, month, ...(part === undefined ? [] : [part])].join('/'), count);
  return stated;
}

function checkListIndex(run, kind, { stated = new Map(), counted }) {
  const path = `lists/${kind}.json`;
  const listed = [...counted].filter(([list, count]) => count !== undefined && list.startsWith(`${kind}/`));
  for (const [list, count] of listed) run.same('list', `${path} ${list}`, count, stated.get(list));
  for (const list of stated.keys()) run.noteIf(!counted.has(list), 'list', path, 'lists that are there', list);
}

// Check 4, pages: what a page shows is exactly what is public of its organisation, word for word.
function checkPage(run, { code, ids, content, path, bytes, known }) {
  const text = textOf(bytes, path);
  noteIdentityNumber(run, text, path, [code]);
  const article = /^<article class="entry" aria-labelledby="entry-([\w-]{22})"(?: data-public-until="([\d-]{10})")?>/;
  const [before, ...rest] = text.split(/(?=<article)/);
  const parts = rest.flatMap((part) => part.split(/(?<=<\/article>)/));
  const shown = new Map();
  const outside = [before];
  for (const part of parts) {
    const [, publicId, until] = article.exec(part) ?? [];
    if (publicId === undefined) outside.push(part);
    else shown.set(publicId, { until, part });
  }
  run.same('page', path, text.split('<article').length - 1, shown.size);
  for (const [publicId, { until, part }] of shown) {
    run.noteIf(!ids.has(publicId), 'page', path, 'entries about this organisation that are public', publicId);
    if (!ids.has(publicId)) continue;
    run.same('page', `${path} ${publicId}`, content.get(publicId).until, until);
    if (known.get(publicId)) checkArticle(run, `${path} ${publicId}`, part, known.get(publicId));
  }
  for (const publicId of ids) run.noteIf(!shown.has(publicId), 'page', path, publicId, 'nothing');
  if ([...ids].every((publicId) => known.get(publicId)))
    checkNamesOfPage(run, path, outside.join(''), { code, all: [...ids].map((publicId) => known.get(publicId)) });
  const foreign = (text.match(/<script[^>]*>/g) ?? []).filter((tag) => !/ src="\/assets\/[a-z-]+\.js"/.test(tag));
  run.same('page', path, 0, foreign.length);
  const links = [...text.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].filter(([, to]) => !/^(\/(?!\/)|#)/.test(to));
  run.noteIf(links.length > 0, 'page', path, 'links within the site only', 'a link elsewhere');
}

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const unescaped = (markup) => markup.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]);

/** What stands on a page as it stands in the register: `bdi` in Chinese, whatever the language of the page. */
const saidOn = (markup) => [...markup.matchAll(/<bdi lang="zh-CN">([^<]*)<\/bdi>/g)].map(([, text]) => unescaped(text));

/** An amount of fen in yuan: 2000050 is `20,000.50`. */
const yuanOf = (fen) => `${(BigInt(fen) / 100n).toLocaleString('en-US')}.${String(fen % 100).padStart(2, '0')}`;

/** Said by the page in another way, or of use to programs alone. */
const NOT_ON_PAGES = new Set(
  'kind subjectName subjectCategory unifiedSocialCreditCode departmentCode publicFrom publicUntil ruleVersion'.split(
    ' ',
  ),
);

/**
 * An article says every field of its entry, and nothing that is none: texts as they are, several with 、 between them,
 * dates as `time`, amounts as `.number` in yuan, words that have a translation as their own.
 */
function checkArticle(run, where, markup, fields) {
  const times = [...markup.matchAll(/<time datetime="([^"]*)">([^<]*)<\/time>/g)];
  const dates = new Set(times.map(([, date]) => date));
  const numbers = new Set([...markup.matchAll(/<span class="number">([^<]*)<\/span>/g)].map(([, number]) => number));
  const words = new Set([...markup.matchAll(/<span lang="en">([^<]*)<\/span>/g)].map(([, word]) => unescaped(word)));
  const texts = new Set(saidOn(markup));
  const allowed = { texts: new Set(), dates: new Set(), numbers: new Set() };
  for (const [name, value] of Object.entries(fields)) {
    const text = Array.isArray(value) ? value.join('、') : String(value);
    allowed.texts.add(text);
    if (TYPES.date(value)) allowed.dates.add(value);
    if (typeof value === 'number') allowed.numbers.add(yuanOf(value));
    if (NOT_ON_PAGES.has(name) || text === '') continue;
    const isSaid =
      typeof value === 'number' ? numbers.has(yuanOf(value)) : texts.has(text) || dates.has(text) || words.has(text);
    run.noteIf(!isSaid, 'page', where, `the ${name} of the entry`, 'nothing');
  }
  if (fields.publicUntil) {
    const last = new Date(Date.parse(fields.publicUntil) - DAY_MS).toISOString().slice(0, 10);
    allowed.dates.add(last);
    run.noteIf(!dates.has(fields.publicUntil), 'page', where, 'the day on which it ends', 'nothing');
  }
  const other = [...texts].filter((text) => !allowed.texts.has(text));
  run.noteIf(other.length > 0, 'page', where, 'texts of the entry only', `${other.length} more`);
  const wrong = times.filter(([, date, text]) => !allowed.dates.has(date) || text !== date);
  run.noteIf(wrong.length > 0, 'page', where, 'dates of the entry only', `${wrong.length} more`);
  const amounts = [...numbers].filter((number) => !allowed.numbers.has(number));
  run.noteIf(amounts.length > 0, 'page', where, 'amounts of the entry only', `${amounts.length} more`);
  const facts = [...markup.matchAll(/<(?:dd|h3)[^>]*>([\s\S]*?)<\/(?:dd|h3)>/g)].map(([, inner]) => inner);
  const piece = /<bdi lang="zh-CN">[^<]*<\/bdi>|<time [^>]*>[^<]*<\/time>|<span [^>]*>[^<]*<\/span>/g;
  const bare = facts.filter((inner) => inner.replace(piece, '').trim() !== '' || inner.trim() === '');
  run.noteIf(bare.length > 0, 'page', where, 'facts marked as what they are', `${bare.length} without a mark`);
  const translated = facts.flatMap(
    (inner) => /^<span lang="zh-CN">[^<]*<\/span><span lang="en">([^<]*)<\/span>$/.exec(inner)?.[1] ?? [],
  );
  const foreign = translated.filter((word) => !allowed.texts.has(unescaped(word)));
  run.noteIf(foreign.length > 0, 'page', where, 'words of the entry only', `${foreign.length} more`);
}

/** Beside its articles a page says the code, and the names that its entries bear: all of them, and no other. */
function checkNamesOfPage(run, path, markup, { code, all }) {
  const names = new Set(all.map(({ subjectName }) => subjectName));
  const said = new Set(saidOn(markup));
  for (const name of names) run.noteIf(!said.has(name), 'page', path, 'every name that an entry bears', 'one less');
  const other = [...said].filter((name) => !names.has(name));
  run.noteIf(other.length > 0, 'page', path, 'names that its entries bear', `${other.length} more`);
  const codes = [...markup.matchAll(/<bdi class="code">([^<]*)<\/bdi>/g)].map(([, text]) => text);
  run.same('page', path, code, codes.join(' '));
  const title = unescaped(/<title[^>]*>([^<]*)<\/title>/.exec(markup)?.[1] ?? '');
  const isNamed = [...names].some((name) => title === name || title.startsWith(`${name} · `));
  run.noteIf(!isNamed, 'page', path, 'a title with a name that an entry bears', 'another');
}

// ---------------------------------------------------------------------------------------- check 4, the names of section 11

const NAMELESS = '个体工商户'; // a trader without a name of its own: it stands for nobody
const NAME_KEY_BITS = 24;
const NAME_PAGE_BITS = 14;
const GRAM_FILE_BITS = { g: 12, i: 14, w: 12 };
const FORMER_FILE_BITS = { g: 12, i: 12, w: 12 }; // of format 1
const LARGE_FROM = 6_000; // UTF-16 code units

/** NFKD, letters and numbers alone, in lower case. */
const normalised = (text) =>
  Array.from(text.normalize('NFKD'))
    .filter((character) => /^[\p{L}\p{N}]$/u.test(character))
    .map((character) => character.toLowerCase())
    .join('');

/** Notes a name that an entry bears, with the latest day up to which an entry bears it. */
function noteName(run, { unifiedSocialCreditCode: code, subjectName: name, publicUntil: until = null }) {
  if (code === undefined) return;
  const key = normalised(name ?? '');
  if (key === '' || key === NAMELESS) return;
  const names = run.names.get(code) ?? new Map();
  const before = names.get(key);
  const untils = before === undefined ? [until] : [before.until, until];
  const last = untils.includes(null) ? null : untils.sort().at(-1); // no end is later than any
  names.set(key, { names: new Set(before?.names).add(name), until: last });
  run.names.set(code, names);
}

/** FNV-1a, 32 bits (RFC 9923). */
function fnv(text) {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
const gramPath = (family, gram, bits) => {
  const n = fnv(gram);
  const number = (n ^ (n >>> bits[family]) ^ (n >>> (2 * bits[family]))) & (2 ** bits[family] - 1);
  return `names/${family}/${hex(number, Math.ceil(bits[family] / 4))}.json`;
};
const nameKey = (code) => Number.parseInt(sha256Hex(code).slice(0, NAME_KEY_BITS / 4), 16);
const namePage = (key) => `names/p/${hex(key >>> (NAME_KEY_BITS - NAME_PAGE_BITS), 4)}.json`;

/** Ascending keys as LEB128 of their differences, in base64. */
function postingsOf(keys) {
  const bytes = [];
  let before = 0;
  for (const key of keys) {
    for (let left = key - before; ; left >>>= 7) {
      bytes.push(left > 127 ? (left & 127) | 128 : left);
      if (left <= 127) break;
    }
    before = key;
  }
  return Buffer.from(bytes).toString('base64');
}

/** The letters of each character of `initials`: one, several in parentheses, none for `-`; undefined if it is no such text. */
function readingsOf(initials) {
  if (!/^([a-z0-9-]|\([a-z]{2,}\))*$/.test(initials)) return undefined;
  return (initials.match(/\([a-z]+\)|./g) ?? []).map((one) => one.replace(/[()-]/g, ''));
}

const runsOf = (items, length) =>
  Array.from({ length: Math.max(0, items.length - length + 1) }, (_, i) => items.slice(i, i + length));

const GRAMS_OF = {
  g: ({ key }) => runsOf([...key], 2).map((two) => two.join('')),
  i: ({ readings }) =>
    runsOf(readings, 3).flatMap(([a, b, c]) =>
      [...a].flatMap((x) => [...b].flatMap((y) => [...c].map((z) => x + y + z))),
    ),
  w: ({ key }) => [hex(fnv(key), 8)],
};

/** Answers whether the whole index was read. A publication from before there were names has none. */
async function checkNames(run) {
  const path = 'names.json';
  const bytes = await run.reader.read(path);
  if (bytes === null) {
    run.absent.push('names');
    return true;
  }
  const counts = await run.reader.read(NAME_COUNTS);
  const notes = await run.attempt(() => namesOf(run, { path, bytes, counts }));
  if (notes === undefined) return false;
  if (!notes.complete) run.absent.push('some names');
  if (!run.reader.list && run.names.size > MOST_PREFIXES_TO_TRY) return false; // a full copy shows them
  const rows = await checkNamePages(run, notes);
  for (const family of ['g', 'i', 'w']) await checkGrams(run, notes, family, rows);
  return true;
}

const NAME_COUNTS = 'names/counts.json';

/** What readers need of the notes lies in `names.json`, all of them beside it; of format 1 all of them in `names.json`. */
function namesOf(run, { path, bytes, counts }) {
  run.expectedPaths.add(path);
  const readers = jsonFile(bytes, path);
  const isFormer = readers?.format === 1;
  const where = isFormer ? path : NAME_COUNTS;
  run.expectedPaths.add(where);
  const notes = isFormer
    ? shape('formerNames', readers, path)
    : shape('nameCounts', jsonFile(run.present(where, counts), where), where);
  shape('nameFiles', notes.files, `${where} files`);
  shape('hotGrams', notes.hot, `${where} hot`);
  if (isFormer) return { ...notes, where, bits: FORMER_FILE_BITS };
  const { complete, hot, large } = shape('names', readers, path);
  shape('hotLists', hot, `${path} hot`);
  run.same('names', `${path} complete`, notes.complete, complete);
  for (const family of ['g', 'i', 'w'])
    run.same('names', `${path} hot ${family}`, Object.keys(notes.hot[family]).join(' '), hot[family].join(' '));
  run.same('names', `${path} large`, notes.large, large);
  return { ...notes, where, bits: GRAM_FILE_BITS, isLarge: largeFiles(notes.large, `${where} large`) };
}

/** A bit for each file of two characters. */
function largeFiles(text, where) {
  const bits = Buffer.from(text, 'base64');
  const is = bits.length === 2 ** GRAM_FILE_BITS.g / 8 && bits.toString('base64') === text;
  demand(is, 'names', where, 'base64 of 512 bytes', 'something else');
  return (number) => ((bits[number >> 3] >> (number & 7)) & 1) === 1;
}

/** What pages say must be what entries say. Answers the rows that are right, by key: what the grams must lead to. */
async function checkNamePages(run, notes) {
  const due = new Map();
  for (const code of run.names.keys()) {
    const page = namePage(nameKey(code));
    due.set(page, (due.get(page) ?? []).concat(code));
  }
  const rows = [];
  let there = 0;
  const load = async ([path, codes]) => ({ path, codes, bytes: await run.reader.read(path) });
  for await (const { path, codes, bytes } of inOrder(due, load)) {
    run.expectedPaths.add(path);
    there += Number(bytes !== null);
    if (bytes === null && !notes.complete) continue;
    for (const row of (await run.attempt(() => checkNamePage(run, { path, codes, bytes, notes }))) ?? [])
      rows.push(row);
  }
  if (notes.complete) run.same('names', `${notes.where} files p`, there, notes.files.p);
  return rows.sort((a, b) => a.number - b.number);
}

function checkNamePage(run, { path, codes, bytes, notes }) {
  const { names } = shape('namePage', jsonFile(run.present(path, bytes), path), path);
  const left = new Map(codes.map((code) => [code, new Map(run.names.get(code))]));
  const rows = [];
  for (const [i, row] of names.entries()) {
    const where = `${path} names[${i}]`;
    demand(
      Array.isArray(row) && row.length >= 3 && row.length <= 4 && row.every(TYPES.text),
      'names',
      where,
      'code, name, initials and end',
      'something else',
    );
    const [code, name, initials, until = null] = row;
    const key = normalised(name);
    const known = left.get(code)?.get(key);
    run.noteIf(!known, 'names', where, 'a name that public entries of this organisation bear, once', 'another');
    if (!known) continue;
    left.get(code).delete(key);
    run.noteIf(!known.names.has(name), 'names', where, 'the name as an entry writes it', 'another spelling');
    run.same('names', where, known.until ?? 'no end', until ?? 'no end');
    const readings = readingsOf(initials);
    const fits =
      readings?.length === [...key].length &&
      [...key].every((one, at) => !/[a-z0-9]/.test(one) || readings[at] === one);
    run.noteIf(!fits, 'names', where, 'initials of each character of the name', 'something else');
    if (fits) rows.push({ number: nameKey(code), key, readings });
  }
  const missing = [...left.values()].reduce((sum, some) => sum + some.size, 0);
  run.noteIf(missing > 0 && notes.complete, 'names', path, 'every name that public entries bear', `${missing} fewer`);
  return rows;
}

/** A family's files hold the keys of exactly those names that have each gram; hot grams lie in none, and are counted. */
async function checkGrams(run, notes, family, rows) {
  const keysOf = new Map();
  for (const row of rows)
    for (const gram of GRAMS_OF[family](row)) {
      const keys = keysOf.get(gram);
      if (keys === undefined) keysOf.set(gram, [row.number]);
      else if (keys.at(-1) !== row.number) keys.push(row.number);
    }
  const hot = new Map(Object.entries(notes.hot[family]));
  const files = new Map();
  for (const [gram, keys] of keysOf) {
    const many = hot.get(gram);
    if (many === undefined) addGram(files, gramPath(family, gram, notes.bits), gram, keys);
    const is =
      many === undefined ? keys.length <= notes.hotAbove : many === keys.length && keys.length >= notes.hotAbove / 2;
    run.noteIf(
      !is && notes.complete,
      'names',
      `${notes.where} hot ${family}`,
      `grams that more than ${notes.hotAbove} have, counted`,
      'another number of one',
    );
  }
  const cold = [...hot.keys()].filter((gram) => !keysOf.has(gram));
  run.noteIf(
    cold.length > 0 && notes.complete,
    'names',
    `${notes.where} hot ${family}`,
    'grams of names only',
    `${cold.length} more`,
  );
  let there = 0;
  const load = async ([path, grams]) => ({ path, grams, bytes: await run.reader.read(path) });
  for await (const { path, grams, bytes } of inOrder(files, load)) {
    run.expectedPaths.add(path);
    there += Number(bytes !== null);
    if (notes.complete || bytes !== null) await run.attempt(() => checkGramFile(run, { path, grams, bytes, notes }));
  }
  if (notes.complete) run.same('names', `${notes.where} files ${family}`, there, notes.files[family]);
}

function addGram(files, path, gram, keys) {
  files.set(path, (files.get(path) ?? new Map()).set(gram, keys));
}

function checkGramFile(run, { path, grams, bytes, notes }) {
  const found = jsonFile(run.present(path, bytes), path);
  demand(
    isObject(found) && Object.values(found).every(TYPES.text),
    'names',
    path,
    'postings by gram',
    'something else',
  );
  if (notes.isLarge && notes.complete && path.startsWith('names/g/')) {
    const number = Number.parseInt(path.slice('names/g/'.length), 16);
    run.same('names', `${notes.where} large ${path}`, textOf(bytes, path).length >= LARGE_FROM, notes.isLarge(number));
  }
  const differs = ([gram, keys]) => found[gram] !== postingsOf(keys);
  const wrong = notes.complete ? [...grams].filter(differs).length : 0;
  run.noteIf(wrong > 0, 'names', path, 'for each gram those who have it in a name', `${wrong} otherwise`);
  const more = Object.keys(found).filter((gram) => !grams.has(gram)).length;
  run.noteIf(more > 0, 'names', path, 'grams of names only', `${more} more`);
}

// Check 2, the feeds: the newest versions, as their manifests have them, in both forms.
async function checkFeeds(run, latest, chain) {
  const [json, atom] = ['feed.json', 'feed.atom'];
  const [jsonBytes, atomBytes] = await Promise.all([run.reader.read(json), run.reader.read(atom)]);
  if (jsonBytes === null && atomBytes === null) return run.absent.push('feeds');
  const { items } = shape('feed', jsonFile(run.present(json, jsonBytes), json), json);
  const expected = [];
  for (const [i, item] of shapes('feedItem', items, `${json} items`).entries()) {
    const where = `${json} items[${i}]`;
    const said = shape('publication', item._publication, `${where} _publication`);
    run.same('feed', where, latest.version - i, said.version);
    const known = chain.manifests.get(said.version);
    if (known === undefined) continue; // before the first version that is checked
    const { ADD: added, MOD: changed, DEL: removed } = known.changes;
    const manifest = `v/${said.version}/manifest.json`;
    const due = {
      version: said.version,
      publishedAt: known.publishedAt,
      manifest,
      sha256: known.sha256,
      added,
      changed,
      removed,
      entries: known.entries,
    };
    run.same('feed', `${where} _publication`, canonical(due), canonical(said));
    const id = nameOfDigest(known.sha256);
    run.same(
      'feed',
      where,
      [id, manifest, known.publishedAt].join(' '),
      [item.id, item.url, item.date_published].join(' '),
    );
    run.same('feed', `${where} title`, titleNumbers(due), numbersIn(item.title));
    expected[i] = [id, known.publishedAt, manifest, titleNumbers(due)].join(' ');
  }
  run.noteIf(
    items.length === 0 || items.length > NEWEST_IN_FEEDS,
    'feed',
    json,
    `1 to ${NEWEST_IN_FEEDS} versions`,
    items.length,
  );
  checkAtom(run, textOf(run.present(atom, atomBytes), atom), { path: atom, expected, count: items.length, chain });
}

const NEWEST_IN_FEEDS = 50;
const nameOfDigest = (sha256) => `ni:///sha-256;${Buffer.from(sha256, 'hex').toString('base64url')}`; // RFC 6920
const numbersIn = (text) => (text.match(/\d+/g) ?? []).join(' ');
/** A title says them in Chinese and then in English. */
const titleNumbers = ({ version, added, changed, removed }) =>
  [version, added, changed, removed, version, added, changed, removed].join(' ');

function checkAtom(run, text, { path, expected, count, chain }) {
  const entries = [...text.matchAll(/<entry>([\s\S]*?)<\/entry>/g)].map(([, entry]) => entry);
  const value = (entry, pattern) => unescaped(pattern.exec(entry)?.[1] ?? '');
  run.same('feed', path, count, entries.length);
  for (const [i, entry] of entries.entries()) {
    const parts = [/<id>([^<]*)<\/id>/, /<updated>([^<]*)<\/updated>/, /<link [^>]*href="([^"]*)"/];
    const said = [...parts.map((part) => value(entry, part)), numbersIn(value(entry, /<title>([^<]*)<\/title>/))].join(
      ' ',
    );
    if (expected[i] !== undefined) run.same('feed', `${path} entry ${i + 1}`, expected[i], said);
  }
  const first = chain.manifests.get(1)?.sha256;
  const head = text.split('<entry>')[0];
  if (first) run.same('feed', path, `${nameOfDigest(first)}#feed`, value(head, /<id>([^<]*)<\/id>/));
}

async function checkWithdrawn(run, today) {
  const { withdrawals } = await run.json('withdrawn', 'withdrawn.json');
  for (const [i, row] of shapes('withdrawal', withdrawals, 'withdrawn.json withdrawals').entries()) {
    const where = `withdrawn.json withdrawals[${i}]`;
    const age = (Date.parse(today) - Date.parse(row.withdrawnOn)) / DAY_MS;
    const stale = age < 0 || age > WITHDRAWN_DAYS;
    run.noteIf(stale, 'withdrawn', where, `at most ${WITHDRAWN_DAYS} days before ${today}`, row.withdrawnOn);
    noteIdentityNumber(run, JSON.stringify(row), where, []);
  }
}

// Check 5: nothing beside what is listed. Where files cannot be listed, older bulk lists are asked for.
async function checkBeside(run, latest) {
  const { reader, fromVersion } = run;
  const watched =
    /^(v|versions|bulk|by-subject|subjects|lists|members|names)\/|^log\/(?!checkpoint$|tile\/(\d{1,2}|entries)\/(x\d{3}\/)*\d{3}(\.p\/\d{1,3})?$)|\.(gz|ndjson|csv)$/;
  const older = (path) => Number(/^v\/([1-9]\d*)\/(?:manifest\.json|delta\.ndjson\.gz)$/.exec(path)?.[1]) < fromVersion;
  for (const path of (await reader.list?.()) ?? []) {
    const known = !watched.test(path) || run.expectedPaths.has(path) || older(path);
    run.noteIf(!known, 'beside', path, 'only files that are listed', 'another file');
  }
  if (reader.list) return true;
  const load = async (n) => ({ path: `bulk/${n}.json`, bytes: await reader.read(`bulk/${n}.json`) });
  for await (const { path, bytes } of inOrder(range(fromVersion, latest.version - 1), load))
    run.noteIf(bytes !== null, 'beside', path, 'only the newest bulk list', 'an older one');
  return false;
}

// ------------------------------------------------------------------------------------------------------------------ readers

/** Reads a downloaded copy. */
export function folderReader(root) {
  const walk = (folder, prefix) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((item) =>
      item.isDirectory() ? walk(join(folder, item.name), `${prefix}${item.name}/`) : [`${prefix}${item.name}`],
    );
  const read = async (path) => {
    try {
      if (statSync(join(root, path)).size > LARGEST_FILE) throw new Error('too large');
      return readFileSync(join(root, path));
    } catch (error) {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
      throw new Unreadable(`${path}: ${error.message}`, { cause: error });
    }
  };
  return { read, list: async () => walk(root, '').sort(), close() {} };
}

/** Reads a live site. To a reader who may not list, S3 answers 403 for a file that is not there: that is absence, as 404 is. */
export function httpReader(base) {
  const root = new URL(base.endsWith('/') ? base : `${base}/`);
  const client = root.protocol === 'https:' ? https : http;
  const agent = new client.Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  const options = { agent, timeout: REQUEST_TIMEOUT_MS, headers: { 'accept-encoding': 'identity' } };
  const bodyOf = async (response) => {
    const chunks = [];
    let size = 0;
    for await (const chunk of response) {
      size += chunk.length;
      if (size > LARGEST_FILE) throw new Error('too large');
      chunks.push(chunk);
    }
    if (response.statusCode === 404 || response.statusCode === 403) return null;
    if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
    return Buffer.concat(chunks);
  };
  const get = (url) =>
    new Promise((resolve, reject) => {
      const request = client.get(url, options, (response) => bodyOf(response).then(resolve, reject));
      request.on('timeout', () => request.destroy(new Error('no answer in time')));
      request.on('error', reject);
    });
  const read = (path) =>
    get(new URL(path, root)).catch((error) => {
      throw new Unreadable(`${path}: ${error.message}`, { cause: error });
    });
  return { read, close: () => agent.destroy() };
}

// ------------------------------------------------------------------------------------------------------------- command line

const USAGE =
  'node verify.mjs <base URL or folder> [--key <base64>]… [--log-key <verifier key>]… [--witness <verifier key>]… [--checkpoint <file>] [--at <ISO instant>|now] [--from-version n] [--json] [--report <file>]';
const FLAGS = {
  key: { type: 'string', multiple: true },
  'log-key': { type: 'string', multiple: true },
  witness: { type: 'string', multiple: true },
  checkpoint: { type: 'string' },
  at: { type: 'string' },
  'from-version': { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
  report: { type: 'string' },
};

function command(args) {
  try {
    const { values, positionals } = parseArgs({ args, options: FLAGS, allowPositionals: true });
    const { key: keys, 'log-key': logKeys, witness: witnesses, at, 'from-version': from, json, report } = values;
    if (positionals.length !== 1) throw new Error('one base URL or folder');
    if (keys?.every(TYPES.key) === false) throw new Error('--key: base64 of 32 bytes');
    if (!/^[1-9]\d*$/.test(from)) throw new Error('--from-version: a version');
    const instant = at && new Date(at === 'now' ? Date.now() : at).toISOString();
    const checkpoint = values.checkpoint && readFileSync(values.checkpoint, 'utf8');
    const log = { logKeys, witnesses, checkpoint };
    return { base: positionals[0], json, report, keys, ...log, at: instant, fromVersion: Number(from) };
  } catch (error) {
    throw new Unreadable(`${error.message}\n${USAGE}`, { cause: error });
  }
}

const MOST_LINES = 100;
const by = (witnesses) => (witnesses.length > 0 ? `, witnessed by ${witnesses.join(', ')}` : '');

function readable({ ok, findings, summary: s }) {
  const kinds = Object.entries(s?.counts ?? {}).map(([kind, count]) => `${kind} ${count}`);
  const facts = s && [
    `Versions ${s.fromVersion} to ${s.version}, published ${s.publishedAt}, projected ${s.projectedAt}.`,
    `${s.entries} entries (${kinds.join(', ')}), judged as of ${s.day} in Beijing.`,
    ...(s.log ? [`Log ${s.log.origin}: ${s.log.size} leaves, tree ${s.log.root}${by(s.log.witnesses)}.`] : []),
    ...(s.allFiles ? [] : ['Files cannot be listed here: only in a full copy would a forgotten part be seen.']),
    ...(s.allLookupFiles ? [] : ['Look-up files without an entry could not be ruled out.']),
    ...(s.allPages ? [] : ['Pages of organisations are too many to be asked for: a full copy shows them.']),
    ...(s.allNames ? [] : ['The index of names was not read: a full copy shows it.']),
    ...(s.parquetRead
      ? []
      : [
          'Of Parquet files the bytes were checked, not what they say: that needs the package hyparquet and Node 22.15.',
        ]),
    ...(s.absent.length === 0 ? [] : [`Not here: ${s.absent.join(', ')}.`]),
  ];
  const lines = findings.map((f) => `✗ ${f.check}: ${f.where}\n    expected ${f.expected}\n    found    ${f.found}`);
  const more = lines.length > MOST_LINES ? [`… and ${lines.length - MOST_LINES} more (--report writes all)`] : [];
  const count = findings.length;
  const english = ok ? 'All of it holds.' : `${count} finding(s): it does not hold.`;
  const chinese = ok ? '签名、版本链、变更记录与公示内容核验一致。' : `发现 ${count} 处不符，公示数据未通过核验。`;
  return [...(facts ?? []), ...lines.slice(0, MOST_LINES), ...more, english, `结论：${chinese}\n`].join('\n');
}

/** The command; answers its exit code. */
export async function main(args) {
  let reader;
  try {
    const { base, json, report, ...options } = command(args);
    reader = /^https?:\/\//.test(base) ? httpReader(base) : folderReader(base);
    const onProgress = (line) => process.stderr.write(`  ${line}\n`);
    const result = await verifyDisclosure(reader, { ...options, onProgress });
    if (report !== undefined) writeFileSync(report, `${JSON.stringify(result, null, 2)}\n`);
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : readable(result));
    return result.ok ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    process.stderr.write(`Could not check: ${error.message}\n结论：未能读取，核验未完成。\n`);
    return 2;
  } finally {
    reader?.close();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  process.exitCode = await main(process.argv.slice(2));
