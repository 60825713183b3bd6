import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import { officer } from '../client.ts';
import { daysAfter, yearsAfter } from '../days.ts';
import type { Posting } from '../postings.ts';
import { DEPARTMENTS, type World } from '../world.ts';
import { keep } from './posts.ts';

const CELLS = [
  'XK_XDR_MC',
  'XK_XDR_LB',
  'XK_XDR_SHXYM',
  'XK_WSH',
  'XK_XKWS',
  'XK_XKLB',
  'XK_NR',
  'XK_JDRQ',
  'XK_YXQZ',
  'XK_YXQZI',
  'XK_ZT',
] as const;
type Row = Readonly<Record<(typeof CELLS)[number], string>>;

const rowOf = (world: World, chance: Chance): Row => {
  const { name, unifiedSocialCreditCode } = world.company(chance);
  const decided = daysAfter(world.today(), -1 - chance.below(5));
  return {
    XK_XDR_MC: name,
    XK_XDR_LB: '法人及非法人组织',
    XK_XDR_SHXYM: unifiedSocialCreditCode,
    XK_WSH: `庄测表〔2026〕${world.serial()}号`,
    XK_XKWS: '准予行政许可决定书',
    XK_XKLB: '普通',
    XK_NR: '预包装食品销售',
    XK_JDRQ: decided,
    XK_YXQZ: decided,
    XK_YXQZI: yearsAfter(decided, 5),
    XK_ZT: '1',
  };
};

/** The row as the record that it is. A file that says nothing of being public makes nothing public. */
const postingOf = (department: string, row: Row): Posting => ({
  department,
  toBePublic: false,
  body: {
    kind: 'administrative-licence',
    subject: { category: 'organisation', name: row.XK_XDR_MC, unifiedSocialCreditCode: row.XK_XDR_SHXYM },
    documentNumber: row.XK_WSH,
    content: { licenceContent: row.XK_NR, licenceCategory: row.XK_XKLB, validFrom: row.XK_YXQZ, validTo: row.XK_YXQZI },
  },
});

const table = (rows: readonly Row[]): Buffer =>
  Buffer.from(
    `\ufeff${[CELLS.join(','), ...rows.map((row) => CELLS.map((cell) => row[cell]).join(','))].join('\r\n')}\r\n`,
  );

const send = async (form: { url: string; fields: Record<string, string> }, bytes: Buffer): Promise<number> => {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.set(name, value);
  body.set('file', new Blob([new Uint8Array(bytes)]), 'file');
  const { status } = await fetch(form.url, { method: 'POST', body });
  return status;
};

const LOOKS = 1200;
const BETWEEN_LOOKS_MS = 500;
const ARRAY = 100;

/**
 * A clerk hands a table in; when it is said to be taken in, the department's system posts the same rows one by one: each is there already, and
 * its id is learnt by that.
 */
export const importFile = async (world: World, chance: Chance): Promise<void> => {
  const department = chance.of(DEPARTMENTS);
  const who = officer(department, 1, 'reporter');
  const rows = Array.from({ length: 100 + chance.below(300) }, () => rowOf(world, chance));
  const bytes = table(rows);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const body = { kind: 'administrative-licence', format: 'csv', name: '许可.csv', size: bytes.length, sha256 };
  const announced = await world.ask(who, 'announce a file', 'POST /imports', { body });
  if (!world.expect(announced, 'announce a file', 201)) return;
  const { id, form } = announced.body;
  const sent = await send(form, bytes);
  if (sent !== 204) world.ledger.wrong.push(`a file was not taken: ${sent}`);
  world.count(rows.length);
  const began = performance.now();
  for (let look = 0; look < LOOKS; look += 1) {
    const { body: file } = await world.ask(who, 'look at a file', `GET /imports/${id}`);
    if (!['awaited', 'running'].includes(file.state)) {
      world.ledger.due.push({ recipient: department, about: id, type: 'import.finished', times: 1 });
      const { created, unchanged, refused } = file.counts ?? {};
      if (file.state !== 'finished' || created !== rows.length || unchanged !== 0 || refused !== 0)
        world.ledger.wrong.push(`file ${id} of ${rows.length} rows: ${file.state} ${JSON.stringify(file.counts)}`);
      await learn(world, department, rows);
      return;
    }
    await pause(BETWEEN_LOOKS_MS);
  }
  world.ledger.wrong.push(`file ${id} was not taken in within ${Math.round(performance.now() - began)} ms`);
};

const learn = async (world: World, department: string, rows: readonly Row[]): Promise<void> => {
  const who = officer(department, 1, 'reporter');
  for (let at = 0; at < rows.length; at += ARRAY) {
    const some = rows.slice(at, at + ARRAY);
    const body = some.map((national) => ({ kind: 'administrative-licence', national }));
    world.count(some.length - 1);
    const reply = await world.ask(who, 'post a hundred records', 'POST /records', { body });
    if (!world.expect(reply, 'rows of a file posted again', 200)) return;
    for (const [index, row] of some.entries()) {
      const { outcome, record, problem } = reply.body.outcomes[index];
      if (outcome !== 'unchanged')
        world.ledger.wrong.push(`row ${row.XK_WSH} posted again: ${outcome} ${JSON.stringify(problem)?.slice(0, 200)}`);
      if (record) keep(world, postingOf(department, row), record);
    }
  }
};
