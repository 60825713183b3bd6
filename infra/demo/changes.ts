import { Problem } from '../../shared/http/problem-response.ts';
import { RecordView } from '../../shared/records/record-view.ts';
import { type Officer, officer } from './api-client.ts';
import { countInboxes } from './inboxes.ts';
import { type PostedRecord, post } from './posting.ts';
import { heading, say } from './print.ts';
import { describe } from './publication.ts';
import type { Row } from './rows.ts';
import type { Town } from './town.ts';

/** Changes a record on its version; answers the new one, or the sentence that refuses it. */
const change = async (
  town: Town,
  who: Officer,
  request: { record: PostedRecord; path: string; body: object },
): Promise<{ readonly record: PostedRecord } | { readonly refused: string }> => {
  const { record, path, body } = request;
  const reply = await town.call(who, {
    method: 'POST',
    path: `/records/${record.id}/${path}`,
    body,
    ifMatch: record.version,
  });
  if (reply.status !== 200) return { refused: Problem.parse(reply.body).detail };
  await town.idle();
  return { record: RecordView.parse(reply.body) };
};

const accepted = (outcome: Awaited<ReturnType<typeof change>>): PostedRecord => {
  if ('refused' in outcome) throw new Error(`refused: ${outcome.refused}`);
  return outcome.record;
};

const yuan = (fen: unknown): string => `${Number(fen) / 100}元`;

const publicFine = async (town: Town, { subject, publicity }: PostedRecord): Promise<string> => {
  const { entries } = await town.open.lookUp(subject.unifiedSocialCreditCode ?? '');
  const entry = entries.find(({ publicId }) => publicId === publicity?.publicId);
  return entry === undefined ? '不在其中 not there' : yuan(entry.fields['fineFen']);
};

/** Step: a fine was entered wrongly. */
export const correct = async (town: Town, record: PostedRecord): Promise<void> => {
  heading('更正', 'A correction reaches the public copy at once, and never makes it worse');
  const fine = Number(record.content['fineFen']);
  const who = officer(record.department.code);
  say(`${record.documentNumber}  公示金额 public: ${await publicFine(town, record)}`);
  const worse = { reason: '金额录入有误', content: { fineFen: fine * 2 } };
  const refused = await change(town, who, { record, path: 'corrections', body: worse });
  if ('refused' in refused) say(`加倍 doubled: ✗ ${refused.refused}`);
  const better = { reason: '金额录入有误', content: { fineFen: fine / 2 } };
  const corrected = accepted(await change(town, who, { record, path: 'corrections', body: better }));
  say(
    `减半 halved: ✓ 第${corrected.version}版 version ${corrected.version}，公示金额 public: ${await publicFine(town, record)}`,
  );
};

/** Step: a decision is revoked. */
export const withdraw = async (town: Town, record: PostedRecord, today: string): Promise<void> => {
  heading('撤下', 'A revoked decision leaves within minutes, by two officers; its notice stays for thirty days');
  const [first, second] = [officer(record.department.code), officer(record.department.code, 'officer-2')];
  const reason = '复核认定事实不清，决定予以撤销';
  const body = { verb: 'revoke', document: '庄住建撤〔2026〕1号', decidedOn: today, reason };
  const proposed = accepted(await change(town, first, { record, path: 'withdrawal', body }));
  const confirmation = { record: proposed, path: 'withdrawal/confirmation', body: { confirmed: true } };
  say(`${record.documentNumber}  提出 proposed by ${first.name}，公示 public: ${await publicFine(town, record)}`);
  const alone = await change(town, first, confirmation);
  if ('refused' in alone) say(`本人核准 confirmed by ${first.name}: ✗ ${alone.refused}`);
  accepted(await change(town, second, confirmation));
  say(`另一人核准 confirmed by ${second.name}: ✓ 公示 public: ${await publicFine(town, record)}`);
  for (const notice of await town.open.withdrawals())
    say(`withdrawn.json: ${notice.departmentName} ${notice.documentNumber} ${notice.reason}（不含当事人 no subject）`);
};

/** Step: a department sends a file again. */
export const repeat = async (town: Town, rows: readonly Row[]): Promise<void> => {
  heading('重复报送', 'The same file again changes nothing');
  const before = { inboxes: await countInboxes(town), manifest: await town.open.manifest() };
  const outcomes = Map.groupBy(await post(town, rows), ({ outcome }) => outcome);
  await town.fire('publish-additions');
  const after = { inboxes: await countInboxes(town), manifest: await town.open.manifest() };
  const same = JSON.stringify([...before.inboxes]) === JSON.stringify([...after.inboxes]);
  say(
    `${rows.length} 行 rows: 不变 unchanged ${outcomes.get('unchanged')?.length ?? 0}，新增 new ${outcomes.get('created')?.length ?? 0}，退回 refused ${outcomes.get('refused')?.length ?? 0}`,
  );
  say(`收件箱 inboxes: ${same ? '不变 unchanged' : '变了 changed'}；${describe(after.manifest)}`);
};
