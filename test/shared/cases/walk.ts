import { type DecisionContext, decide } from '../../../shared/cases/decision.ts';
import { DecisionSubmission } from '../../../shared/cases/decision-submission.ts';
import { dispatch } from '../../../shared/cases/dispatch.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { ServiceSubmission, serveDecision, serveNotice } from '../../../shared/cases/notice.ts';
import { openCase } from '../../../shared/cases/open-case.ts';
import { admitProposal } from '../../../shared/cases/proposal.ts';
import { caseKey } from '../../../shared/crypto/case-keys.ts';
import { headId } from '../../../shared/crypto/head-keys.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { subjectNamed } from '../../../shared/subjects/named-subject.ts';
import { organisationKey } from '../../../shared/subjects/subject.ts';
import {
  acting,
  lists,
  PROCUREMENT_LAW,
  parsedProposal,
  personProposal,
  proposal,
} from '../../builders/joint-cases.ts';

/** The usual way of a case, day by day: proposed 2 November 2026 (a Monday), to be answered until the 10th. */
export const DAYS = {
  proposed: '2026-11-02',
  noticed: '2026-11-03',
  answerBy: '2026-11-10',
  decided: '2026-11-11',
  served: '2026-11-12',
};
export const DEPARTMENT = 'human-resources';
export const CREDIT_OFFICE = { name: 'clerk', roles: ['credit-office'] } as const;
export const SECOND = { name: 'officer-2' } as const;

/** The value of a result; throws what was refused. */
export const value = <Value>(result: Result<Value, Failures>): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

/** What was refused, as kind and place. */
export const refusals = (result: Result<unknown, Failures>): readonly string[] =>
  result.ok ? [] : result.failure.map(({ kind, pointer }) => (pointer === undefined ? kind : `${kind} ${pointer}`));

const opened = (sent: object, key: string, department: string, organisation?: JointCase): JointCase => {
  const context = acting(department, DAYS.proposed);
  const submission = parsedProposal(sent);
  const given = { ...context, lists: lists(context.today), ...(organisation && { organisation }) };
  const admitted = value(admitProposal(submission, given));
  const subject = subjectNamed(submission.subject, key);
  const at = caseKey({ subject, field: admitted.behaviour.field, act: submission.act });
  const organisationKey = organisation && caseKey(organisation);
  return openCase(admitted, { id: headId(at), subject, by: context.by, ...(organisationKey && { organisationKey }) });
};

export const proposed = (sent: object = proposal(), department = DEPARTMENT): JointCase => {
  const { subject } = parsedProposal(sent);
  const key = subject.category === 'person' ? 'PERSON#x' : organisationKey(subject);
  return opened(sent, key, department);
};

export const personCase = (organisation: JointCase): JointCase =>
  opened(personProposal(organisation.id), 'PERSON#x', DEPARTMENT, organisation);

export const service = (servedOn: string, override: object = {}): ServiceSubmission =>
  ServiceSubmission.parse({ documentNumber: '庄人社告〔2026〕7号', method: 'in-person', servedOn, ...override });

export const noticed = (from = proposed()): JointCase =>
  value(serveNotice(from, service(DAYS.noticed), acting(DEPARTMENT, DAYS.noticed)));

export const decision = (override: object = {}): DecisionSubmission =>
  DecisionSubmission.parse({
    sustained: true,
    documentNumber: '庄人社决〔2026〕9号',
    decidedOn: DAYS.decided,
    reasons: '事实清楚，证据确凿，情节严重。',
    listedUntil: '2029-11-11',
    measures: [{ measure: 'limit-procurement', basis: PROCUREMENT_LAW, months: 12 }],
    ...override,
  });

export const decisionContext = (day: string = DAYS.decided, decidedOn = day): DecisionContext => ({
  ...acting(DEPARTMENT, day, SECOND),
  lists: lists(decidedOn),
  records: [],
});

export const decided = (from = noticed(), override: object = {}): JointCase =>
  value(decide(from, decision(override), decisionContext()));

export const served = (from = decided()): JointCase =>
  value(serveDecision(from, service(DAYS.served), acting(DEPARTMENT, DAYS.served)));

export const dispatchContext = (day: string = DAYS.served) => ({
  ...acting('credit-office', day, CREDIT_OFFICE),
  measures: lists(day).measures.entries,
  instruments: lists(day).instruments,
});

export const dispatched = (from = served()): JointCase =>
  value(dispatch(from, { plan: [{ measure: 'limit-procurement', department: 'finance' }] }, dispatchContext()));
