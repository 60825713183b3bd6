import * as z from 'zod';
import { Problem } from '../../shared/http/problem-response.ts';
import { MandateView } from '../../shared/mandates/mandate-view.ts';
import { HandledObjectionView, ObjectionView } from '../../shared/objections/views.ts';
import { RecordView } from '../../shared/records/record-view.ts';
import { type Officer, officer, type Reply } from './api-client.ts';
import type { PostedRecord } from './posting.ts';
import { heading, say } from './print.ts';
import type { Town } from './town.ts';

const CLERK = officer('business-environment', 'clerk-1', 'counter-clerk');
/** An account of the subject's side: it works in no department, and may act for nobody until a clerk has seen on paper for whom. */
const ACCOUNT = officer('', 'account-1', 'subject');
const OK_UNTIL = 300;

const read = <Shape extends z.ZodType>(shape: Shape, { status, body }: Reply): z.output<Shape> => {
  if (status >= OK_UNTIL) throw new Error(`refused: ${Problem.parse(body).detail}`);
  return shape.parse(body);
};

const entryOf = async (town: Town, { subject, publicity }: PostedRecord) => {
  const { entries } = await town.open.lookUp(subject.unifiedSocialCreditCode ?? '');
  return entries.find(({ publicId }) => publicId === publicity?.publicId);
};

const openDoor = async (town: Town, { subject }: PostedRecord, today: string): Promise<string> => {
  const { category, name, unifiedSocialCreditCode } = subject;
  const body = {
    subject: { category, name, unifiedSocialCreditCode },
    capacity: 'self',
    account: ACCOUNT.name,
    until: `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`,
    evidence: { receiptNumber: '窗口2026-0001', document: '营业执照、法定代表人身份证明' },
  };
  const mandate = read(MandateView, await town.call(CLERK, { method: 'POST', path: '/mandates', body }));
  say(
    `窗口 counter: ${mandate.subject.name}，回执 receipt ${mandate.evidence.receiptNumber}，至 until ${mandate.until}`,
  );
  return mandate.id;
};

const decideOn = (town: Town, who: Officer, { id, version }: { id: string; version: number }, today: string) =>
  town.call(who, {
    method: 'POST',
    path: `/objections/${id}/decision`,
    ifMatch: version,
    body: {
      outcome: 'delete',
      documentNumber: '庄异〔2026〕1号',
      decidedOn: today,
      examined: '调阅案卷和送达回证，核对当事人的统一社会信用代码',
      reason: '当事人认定错误，处罚对象另有其人',
    },
  });

/** Step: a firm objects to a penalty that is another's. */
export const object = async (town: Town, record: PostedRecord, today: string): Promise<void> => {
  heading('异议', 'A firm objects: marked at once, decided by another officer than the author, and everyone is told');
  const door = await openDoor(town, record, today);
  const filed = read(
    ObjectionView,
    await town.call(ACCOUNT, {
      method: 'POST',
      path: `/subjects/${door}/objections`,
      body: {
        target: { type: 'record', id: record.id },
        grounds: '处罚决定书所载当事人不是本公司。',
        wanted: { outcome: 'delete', text: '删除该条处罚信息' },
      },
    }),
  );
  await town.idle();
  const marked = await entryOf(town, record);
  say(
    `${record.documentNumber}  异议标注 marked ${marked?.fields['objectedOn']}；未在期限内办结的，自该日起暂停公示 undecided, not public from ${marked?.fields['publicUntil']} on`,
  );
  const [author, other] = [officer(record.department.code), officer(record.department.code, 'officer-2')];
  const seen = read(HandledObjectionView, await town.call(other, { method: 'GET', path: `/objections/${filed.id}` }));
  const refused = await decideOn(town, author, seen, today);
  say(`录入人本人 the author: ✗ ${Problem.parse(refused.body).detail}`);
  read(z.unknown(), await decideOn(town, other, seen, today));
  await town.idle();
  const now = read(RecordView, await town.call(author, { method: 'GET', path: `/records/${record.id}` }));
  const gone = (await entryOf(town, record)) === undefined;
  say(
    `另一人 ${other.name}: ✓ 删除 deleted (${now.end?.verb})，公示 public: ${gone ? '已撤下 gone' : '还在 still there'}`,
  );
  const told = (await town.inbox('credit-office')).filter(
    ({ type, subject }) => type.endsWith('record.ended') && subject === record.id,
  );
  say(`信用办收到 the credit office was told: ${told.length} 条，须签收 to be acknowledged`);
};
