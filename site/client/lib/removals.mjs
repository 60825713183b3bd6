import { spawnSync } from 'node:child_process';
import { NotTold } from './problems.mjs';

const LOG = 'removed.ndjson';
const PENDING = 'removals-pending.ndjson';

/** The Beijing date of an instant. */
export const beijingDate = (now) => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);

/** From 00:00 Beijing time of its `publicUntil` on an entry is no longer public, whatever the site says. */
export const isOver = ({ fields }, today) => fields.publicUntil !== undefined && fields.publicUntil <= today;

/** Whether an entry lies in the group of its kind and of the week in which it ends: in another one it would outlive its day here. */
export const isInGroup = ({ fields: { kind, publicUntil } }, group) =>
  group.startsWith(`${kind}/${publicUntil === undefined ? 'open' : isoWeek(publicUntil)}/`);

/**
 * Notes what leaves, before it leaves: whoever builds on the copy must hear of it even if this run is killed. A row may come twice.
 * `reason`: `left` (taken out), `replaced` (another content stands there now), `expired` (its publicUntil has come).
 */
export function note(folder, rows, { now, onRemoval }) {
  if (rows.length === 0) return;
  const dated = rows.map((row) => ({ ...row, at: new Date(now).toISOString() }));
  folder.append(LOG, dated);
  if (onRemoval !== undefined) folder.append(PENDING, dated);
}

/** Takes out what is over, from those groups alone whose week has come: the group's name says it. Needs no site. */
export function expire(folder, groups, options) {
  const today = beijingDate(options.now);
  let count = 0;
  for (const group of groups) {
    const week = group.split('/')[1];
    if (week === 'open' || week > isoWeek(today)) continue;
    const entries = folder.entriesOf(group);
    const over = entries.filter((entry) => isOver(entry, today));
    if (over.length === 0) continue;
    const rows = over.map(({ publicId, version }) => ({ publicId, version, reason: 'expired' }));
    note(folder, rows, options);
    folder.writeGroup(
      group,
      entries.filter((entry) => !isOver(entry, today)),
    );
    count += over.length;
  }
  return count;
}

/** The ISO 8601 week of a date: a week belongs to the year of its Thursday. */
function isoWeek(date) {
  const day = new Date(`${date}T00:00:00Z`);
  const thursday = new Date(day.getTime() + (3 - ((day.getUTCDay() + 6) % 7)) * 86_400_000);
  const days = (thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86_400_000;
  return `${thursday.getUTCFullYear()}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

/** Tells the command of what left, as lines on its standard input, until it ends with 0. */
export function tell(folder, { onRemoval }) {
  const pending = folder.read(PENDING);
  if (onRemoval === undefined || pending === undefined) return;
  const { status, error } = spawnSync(onRemoval, {
    shell: true,
    input: pending,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  if (status !== 0) {
    const reason = error?.code ?? `exit ${status}`;
    throw new NotTold(`--on-removal 失败，下次重试 / failed and is told again by the next run: ${reason}`);
  }
  folder.remove(PENDING);
}
