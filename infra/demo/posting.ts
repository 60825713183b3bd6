import * as z from 'zod';
import { Problem } from '../../shared/http/problem-response.ts';
import { chunks } from '../../shared/kernel/concurrently.ts';
import { MAX_RECORDS } from '../../shared/records/operations.ts';
import { RecordView } from '../../shared/records/record-view.ts';
import { officer } from './api-client.ts';
import { heading, say, table } from './print.ts';
import { documentNumberOf, type Row, submissionOf } from './rows.ts';
import type { Town } from './town.ts';

const Outcomes = z.object({
  outcomes: z.array(
    z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('created'), record: RecordView }),
      z.object({ outcome: z.literal('unchanged'), record: RecordView }),
      z.object({ outcome: z.literal('refused'), problem: Problem }),
    ]),
  ),
});
export type Posted = z.output<typeof Outcomes>['outcomes'][number] & { readonly row: Row };
export type PostedRecord = z.output<typeof RecordView>;

/** Posts rows as their departments do, each with its own token, up to a hundred at a time. */
export const post = async (town: Town, rows: readonly Row[], language: 'zh' | 'en' = 'zh'): Promise<Posted[]> => {
  const posted: Posted[] = [];
  for (const [department, own] of Map.groupBy(rows, (row) => row.department)) {
    for (const batch of chunks(own, MAX_RECORDS)) {
      const body = batch.map(submissionOf);
      const reply = await town.call(officer(department), { method: 'POST', path: '/records', body, language });
      const { outcomes } = Outcomes.parse(reply.body);
      posted.push(...outcomes.flatMap((outcome, at) => (batch[at] ? [{ ...outcome, row: batch[at] }] : [])));
    }
  }
  return posted;
};

const isHeld = (one: Posted): boolean => one.outcome !== 'refused' && one.record.holds.length > 0;

/** The records that were stored. */
export const recordsOf = (posted: readonly Posted[]): readonly PostedRecord[] =>
  posted.flatMap((one) => (one.outcome === 'refused' ? [] : [one.record]));

/** Step: departments post their files. */
export const postFile = async (town: Town, rows: readonly Row[]): Promise<readonly Posted[]> => {
  heading('报送', 'Departments post rows of the national tables, up to a hundred at a time');
  const posted = await post(town, rows);
  const count = (some: readonly Posted[]) => [
    some.length,
    some.filter(({ outcome }) => outcome === 'created').length,
    some.filter(isHeld).length,
    some.filter(({ outcome }) => outcome === 'refused').length,
  ];
  const byDepartment = Map.groupBy(posted, ({ row }) => row.department);
  table([
    ['部门 department', '行 rows', '归集 stored', '暂缓 held', '退回 refused'],
    ...[...byDepartment].map(([department, some]) => [town.nameOf(department), ...count(some)]),
    ['合计 all', ...count(posted)],
  ]);
  const masked = recordsOf(posted).find(({ subject }) => subject.category === 'person')?.subject.document?.masked;
  say(`自然人的证件号码加密保存，报送部门也只看到 a person's number is encrypted, its own department sees: ${masked}`);
  return posted;
};

/** What is wrong with a row, where, and the sentence about it. */
const complaints = (one: Posted) => {
  if (one.outcome !== 'refused') return [];
  const { errors = [], detail } = one.problem;
  const located = errors.map((error) => ({ column: error.pointer.replace('/national/', ''), sentence: error.detail }));
  return located.length > 0 ? located : [{ column: '', sentence: detail }];
};

/** Step: what an officer is told of rows that are refused, and of records that are held. */
export const showRefused = async (town: Town, posted: readonly Posted[]): Promise<void> => {
  heading('退回与暂缓', 'What is refused says where and why, and nothing of it is stored');
  const refused = posted.filter(({ outcome }) => outcome === 'refused');
  const inEnglish = await post(
    town,
    refused.map(({ row }) => row),
    'en',
  );
  for (const [at, one] of refused.entries()) {
    const [chinese, english] = [one, inEnglish[at]].map((same) => (same ? complaints(same) : []));
    say(`✗ ${documentNumberOf(one.row)}  ${chinese?.map(({ column }) => column).join(' ')}`);
    const sentences = [...(chinese ?? []), ...(english ?? [])].map(({ sentence }) => sentence);
    say(...new Set(sentences.map((sentence) => `    ${sentence}`)));
  }
  const why = {
    'name-differs': '代码已知而名称不同 known code, other name',
    'contact-in-text': '文字中似有电话 a telephone in the text',
  };
  for (const record of recordsOf(posted)) {
    if (record.holds.length === 0) continue;
    say(
      `… ${record.documentNumber}  待另一人核实 waits for another officer: ${record.holds.map((hold) => why[hold]).join('、')}`,
    );
  }
};
