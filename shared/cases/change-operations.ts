import { changesOf } from '../http/change-operation.ts';
import { CaseView } from './case-view-schema.ts';
import { DecisionSubmission } from './decision-submission.ts';
import { DispatchSubmission } from './dispatch.ts';
import { EndSubmission } from './ending.ts';
import { ExceptionSubmission } from './exception.ts';
import { DecisionServiceSubmission, ServiceSubmission } from './notice.ts';
import { StatementSubmission } from './statement.ts';
import { SuspensionSubmission } from './suspension.ts';

/** A change of a case: on its version, repeatable, answered with the case after it. */
const change = changesOf(CaseView, { zh: '变更后的案件', en: 'the case after the change' }, [
  'identity-number-in-text',
]);

const DATED = ['decision-in-future', 'date-too-early'] as const;

export const serveCaseNotice = change({
  id: 'serve-case-notice',
  path: '/cases/{id}/notice',
  summary: { zh: '登记事先告知已送达', en: 'Record that the prior notice was served' },
  roles: ['initiator'],
  body: ServiceSubmission,
  problems: ['not-initiating-department', 'no-notice-for-incentive', 'case-too-long', ...DATED],
});

export const recordCaseStatement = change({
  id: 'record-case-statement',
  path: '/cases/{id}/statement',
  summary: { zh: '登记当事人的陈述申辩', en: 'Record a statement of the subject' },
  roles: ['initiator'],
  body: StatementSubmission,
  problems: ['not-initiating-department', 'case-too-long', ...DATED],
});

export const decideCase = change({
  id: 'decide-case',
  path: '/cases/{id}/decision',
  summary: { zh: '作出决定，或者不予认定', en: 'Decide on a case, or find the act not sustained' },
  roles: ['initiator'],
  body: DecisionSubmission,
  problems: [
    'not-initiating-department',
    'same-officer',
    ...DATED,
    'notice-required',
    'statement-period-running',
    'exemption-not-lawful',
    'answer-to-statement-required',
    'evidence-ended',
    'evidence-unconfirmed',
    'behaviour-not-in-force',
    'behaviour-not-initiable',
    'class-not-named',
    'not-for-court-list',
    'organisation-case-unfit',
    'measure-not-in-notice',
    'measure-not-fitting',
    'basis-not-in-force',
    'duplicate-code',
    'term-out-of-bounds',
    'measure-outlasts-listing',
    'case-too-long',
  ],
});

export const serveCaseDecision = change({
  id: 'serve-case-decision',
  path: '/cases/{id}/service',
  summary: { zh: '登记决定书已送达', en: 'Record that the decision was served' },
  roles: ['initiator'],
  body: DecisionServiceSubmission,
  problems: ['not-initiating-department', 'no-repair-of-incentive', 'case-too-long', ...DATED],
});

export const dispatchCase = change({
  id: 'dispatch-case',
  path: '/cases/{id}/dispatch',
  summary: { zh: '确定措施和实施部门并推送', en: 'Settle measures and implementing departments, and dispatch them' },
  roles: ['credit-office'],
  body: DispatchSubmission,
  problems: [
    'dispatch-before-service',
    'organisation-case-unfit',
    'measure-not-decided',
    'basis-not-in-force',
    'not-implementing-department',
    'case-too-long',
  ],
});

export const suspendCase = change({
  id: 'suspend-case',
  path: '/cases/{id}/suspension',
  summary: { zh: '暂停执行', en: 'Suspend a case at once' },
  roles: ['court', 'review-authority', 'initiator'],
  body: SuspensionSubmission,
  problems: ['not-initiating-department'],
});

export const resumeCase = change({
  id: 'resume-case',
  path: '/cases/{id}/resumption',
  summary: { zh: '恢复执行', en: 'Resume a suspended case' },
  roles: ['court', 'review-authority', 'initiator'],
  body: SuspensionSubmission,
  problems: ['objection-open', 'not-your-suspension'],
});

export const exceptCase = change({
  id: 'except-case',
  path: '/cases/{id}/exceptions',
  summary: { zh: '设定有期限的例外', en: 'Add a dated exception' },
  roles: ['credit-office', 'initiator', 'court'],
  body: ExceptionSubmission,
  problems: ['not-initiating-department', 'date-too-early', 'measure-not-decided', 'unknown-code', 'case-too-long'],
});

export const endCaseOrMeasures = change({
  id: 'end-case',
  path: '/cases/{id}/end',
  summary: { zh: '结束案件或者其中的措施', en: 'End a case, or measures of it' },
  roles: ['initiator', 'court', 'review-authority'],
  body: EndSubmission,
  problems: ['not-initiating-department', 'same-officer', ...DATED, 'measure-not-decided', 'duplicate-code'],
});
