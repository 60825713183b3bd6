import * as z from 'zod';
import type { PublicEntry } from '../../shared/disclosure/entry.ts';
import { csvColumns } from '../../shared/records/csv-columns.ts';
import { isRecordKind, kindDefinition } from '../../shared/records/kinds/kinds.ts';
import { DisclosureCountsView } from '../../shared/statistics/operations.ts';
import { officer } from './api-client.ts';
import type { PostedRecord } from './posting.ts';
import { heading, say, table } from './print.ts';
import type { Manifest } from './public-reader.ts';
import type { Town } from './town.ts';

const PENALTY = 'administrative-penalty';
const LICENCE = 'administrative-licence';
const FEN_A_YUAN = 100;

/** One line on a version of the public copy. */
export const describe = ({ version, entries, counts }: Manifest): string =>
  `第${version}版 version ${version}: 公示 public ${entries}，行政处罚 penalties ${counts[PENALTY] ?? 0}，行政许可 licences ${counts[LICENCE] ?? 0}`;

const Statistics = z.object({ counts: z.array(DisclosureCountsView) });

/** Whether the public may read a record on a day. */
export const isPublic = ({ publicity }: PostedRecord, today: string): boolean =>
  publicity !== undefined && publicity.from <= today && (publicity.until === undefined || today < publicity.until);

const isUndecided = ({ subject, disclosure }: PostedRecord): boolean =>
  subject.category !== 'person' && disclosure?.public !== true;

/** Step: the publisher's schedule fires. */
export const publish = async (town: Town, records: readonly PostedRecord[], today: string): Promise<void> => {
  heading('公示', 'The schedule starts a publication: what the law allows becomes public, nothing else');
  await town.fire('publish-additions');
  const manifest = await town.open.manifest();
  say(describe(manifest));
  const hidden = records.filter((record) => !isPublic(record, today));
  const count = (which: (record: PostedRecord) => boolean): number => hidden.filter(which).length;
  table([
    ['不公示 not public', hidden.length],
    ['  自然人 natural persons', count(({ subject }) => subject.category === 'person')],
    ['  暂缓 held until another officer has looked', count(({ holds }) => holds.length > 0)],
    ['  未决定公示 no decision to publish', count(isUndecided)],
    ['  公示期已满 decided to, but the term is over', count(({ publicity }) => publicity !== undefined)],
  ]);
  await town.fire('fold-statistics');
  const path = '/statistics/disclosures?month=2026-11';
  const { counts } = Statistics.parse(
    (await town.call(officer('credit-office', 'officer-1', 'credit-office'), { method: 'GET', path })).body,
  );
  const sum = (name: 'timely' | 'late' | 'missing') => counts.reduce((total, one) => total + one[name], 0);
  say(
    `十一月决定 decided in November: 七个工作日内 in time ${sum('timely')}，迟 late ${sum('late')}，未公示 missing ${sum('missing')}`,
  );
};

const shown = (name: string, value: PublicEntry['fields'][string]): string => {
  if (name.endsWith('Fen') && typeof value === 'number') return `${value / FEN_A_YUAN}元`;
  return Array.isArray(value) ? value.join('；') : String(value);
};

/** Step: somebody looks a code up; one entry in full. */
export const lookUp = async (town: Town, code: string): Promise<void> => {
  heading('查询', 'Anybody looks a code up: one small file, found by the digest of the code');
  const { path, entries } = await town.open.lookUp(code);
  say(`${code} → ${path}: ${entries.length} 条 entries`);
  const line = ({ fields }: PublicEntry) => [
    fields['documentNumber'],
    fields['departmentName'],
    isRecordKind(fields['kind']) ? kindDefinition(fields['kind']).label.zh : '',
    `至 until ${fields['publicUntil'] ?? '长期 open'}`,
  ];
  table(entries.map((entry) => line(entry).map(String)));
  const [first] = entries.toSorted((a, b) => Object.keys(b.fields).length - Object.keys(a.fields).length);
  if (first === undefined) return;
  say('', '其中一条的全部公开项 all public fields of one:');
  const columns = csvColumns(String(first.fields['kind'])).filter(({ name }) => name in first.fields);
  table(columns.map(({ name, zh }) => [`  ${zh.replace('（分）', '')}`, shown(name, first.fields[name] ?? '')]));
};

/** Step: a year passes. Nobody does anything. */
export const aYearLater = async (town: Town, now: Date): Promise<void> => {
  heading('一年以后', 'A year later: what the law gives a year has left by itself');
  const before = await town.open.manifest();
  town.setClock(now);
  await town.fire('publish-daily');
  const after = await town.open.manifest();
  say(`${now.toISOString().slice(0, 10)}  ${describe(after)}`);
  say(`到期退出 left with their term: ${before.entries - after.entries}`);
  const told = (await town.inbox('credit-office')).filter(({ type }) => type.endsWith('.publicity-ended')).length;
  say(
    `已通知收到过这些记录的部门，信用办 ${told} 条。Whoever was told of them is told of this: credit office ${told}.`,
  );
  say(
    `撤下通告满三十日，现有 ${(await town.open.withdrawals()).length} 条。Notices of withdrawals are stated for thirty days.`,
  );
};
