import { decide } from '../../../shared/cases/decision.ts';
import { DecisionSubmission } from '../../../shared/cases/decision-submission.ts';
import { endCase } from '../../../shared/cases/ending.ts';
import { recordStatement, StatementSubmission } from '../../../shared/cases/statement.ts';
import { resume, suspend } from '../../../shared/cases/suspension.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import type { LetterType } from '../../../shared/letters/letter-type.ts';
import type { SourcedLetter } from '../../../shared/letters/letters-of.ts';
import { acting } from '../../builders/joint-cases.ts';
import { caseSources, letters, OBJECTIONS_AND_REPAIRS, record, recordSources } from '../../builders/letters.ts';
import {
  DEPARTMENT,
  decided,
  decision,
  decisionContext,
  noticed,
  proposed,
  SECOND,
  served,
  value,
} from '../cases/walk.ts';

const COURT = { name: 'judge', roles: ['court'] } as const;

/** A case on an organisation from its proposal to its end, a version each; the subject answered. */
export const wholeCase = () => {
  const first = proposed();
  const told = noticed(first);
  const answered = value(
    recordStatement(
      told,
      StatementSubmission.parse({ receivedOn: '2026-11-06', summary: '工程款未到账。' }),
      acting(DEPARTMENT, '2026-11-06'),
    ),
  );
  const ruled = decided(answered, { onStatement: '工程款是否到账不影响支付工资的义务，不予采纳。' });
  const handed = served(ruled);
  const document = '（2026）辽0283行初7号';
  const stopped = value(suspend(handed, { document, reason: '裁定停止执行。' }, acting('court', '2026-11-16', COURT)));
  const resumed = value(resume(stopped, { document, reason: '裁定已撤销。' }, acting('court', '2026-11-17', COURT)));
  const ended = value(
    endCase(
      resumed,
      {
        verb: 'revoke',
        document: '庄人社撤〔2026〕1号',
        decidedOn: calendarDate('2026-11-18'),
        reason: '认定事实有误。',
      },
      acting(DEPARTMENT, '2026-11-18', { name: 'officer-3' }),
    ),
  );
  return { first, told, answered, ruled, handed, stopped, resumed, ended };
};

const dropped = () => {
  const told = noticed();
  const submission = DecisionSubmission.parse({
    sustained: false,
    documentNumber: '庄人社不〔2026〕2号',
    decidedOn: '2026-11-11',
    reasons: '已在期限内支付。',
  });
  return [told, value(decide(told, submission, decisionContext()))];
};

const incentive = () => {
  const first = proposed(
    {
      subject: {
        category: 'organisation',
        name: '庄河示例建筑有限公司',
        unifiedSocialCreditCode: '91210299000000019R',
      },
      behaviour: 'tax-class-a',
      act: {
        documentNumber: '庄税信〔2026〕1号',
        decidedOn: '2026-10-20',
        actDate: '2026-08-31',
        facts: '纳税信用A级。',
      },
      measures: ['green-channel'],
    },
    'tax',
  );
  const ruled = decide(
    first,
    decision({ measures: [{ measure: 'green-channel', basis: 'honours-regulation-18', months: 12 }] }),
    { ...decisionContext(), ...acting('tax', '2026-11-11', SECOND) },
  );
  return [first, value(ruled)];
};

const records = () => {
  const posted = record();
  const suspension = {
    ground: 'court',
    document: '（2026）辽0283行初8号',
    reason: '裁定停止执行。',
    department: 'court',
    officer: 'judge',
    since: posted.change.at,
  } as const;
  const by = { ...posted.change, officer: 'market-regulation/2' };
  const { suspension: _, ...running } = { ...posted, suspension };
  return [
    posted,
    {
      ...posted,
      version: 2,
      change: { ...by, action: 'correct', reason: '金额录入错误。' } as const,
      content: { ...posted.content, fineFen: 200_000 },
    },
    { ...posted, version: 3, change: { ...by, action: 'suspend', reason: '裁定停止执行。' } as const, suspension },
    { ...running, version: 4, change: { ...by, action: 'resume', reason: '裁定已撤销。' } as const },
    {
      ...running,
      version: 5,
      state: 'ended' as const,
      change: { ...by, action: 'confirm-withdrawal' } as const,
      end: {
        verb: 'revoke',
        document: '庄政复决〔2026〕5号',
        decidedOn: calendarDate('2026-11-16'),
        reason: '复议机关撤销处罚决定。',
        proposedBy: 'market-regulation/1',
        proposedAt: posted.change.at,
        confirmedBy: 'market-regulation/2',
        endedAt: posted.change.at,
      } as const,
    },
  ];
};

/** One of each sort of letter and more. */
export const everyLetter = (): readonly SourcedLetter[] => [
  ...letters(caseSources(...Object.values(wholeCase()))),
  ...letters(caseSources(...dropped())),
  ...letters(caseSources(...incentive())),
  ...letters(recordSources(...records())),
  ...OBJECTIONS_AND_REPAIRS.flatMap((one) => letters([one])),
];

/** One of a sort. */
export const letterOf = (type: LetterType): SourcedLetter => {
  const found = everyLetter().find((letter) => letter.type === type);
  if (found === undefined) throw new Error(`no letter ${type}`);
  return found;
};
