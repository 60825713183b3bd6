import {
  extendAcceptanceOperation,
  findAcceptanceBroken,
  getAcceptance,
  getAcceptanceNotice,
  getOwnAcceptanceNotice,
  listAcceptances,
  listOwnAcceptancesOperation,
  openAcceptanceOperation,
  supplyAcceptanceDocuments,
  withdrawAcceptanceOperation,
} from './acceptances/operations.ts';
import { exportAccessLogs, sampleChecks, verifyChain } from './audit/operations.ts';
import {
  giveAuthorisationOperation,
  listOwnAuthorisations,
  listReaderAuthorisations,
  readAuthorisedReport,
  revokeAuthorisationOperation,
  subscribeReaderOperation,
  unsubscribeReaderOperation,
} from './authorisations/operations.ts';

import {
  decideCase,
  dispatchCase,
  endCaseOrMeasures,
  exceptCase,
  recordCaseStatement,
  resumeCase,
  serveCaseDecision,
  serveCaseNotice,
  suspendCase,
} from './cases/change-operations.ts';
import { getCase, getCaseHistory, listCases, previewCase, proposeCase } from './cases/operations.ts';
import { getCaseTimeline } from './cases/timeline-operations.ts';
import { getCheck, listFlaggedChecks, postCheck, postCheckOutcome } from './checks/operations.ts';
import { getCaseFile, getObjectionFile, getRepairFile } from './files/attached-operations.ts';
import { getFile, postFile } from './files/operations.ts';
import { askGreenChannel, getOwnGreenChannel } from './green-channel/operations.ts';
import type { Operation } from './http/operation.ts';
import { IMPORT_OPERATIONS } from './imports/operations.ts';
import { INSTRUMENT_OPERATIONS } from './instruments/operations.ts';
import { LETTER_OPERATIONS } from './letters/operations.ts';
import { ALL_LIST_OPERATIONS } from './lists/operations.ts';
import { endMandateOperation, enterMandateOperation, listOwnMandates } from './mandates/operations.ts';
import { acknowledgeNotification, listNotifications } from './notifications/operations.ts';
import { OBJECTION_OPERATIONS } from './objections/operations.ts';
import {
  acceptProgressReport,
  compileProgressReports,
  listProgressReports,
  openProgressReport,
  returnProgressReport,
  submitProgressReport,
  writeProgressReport,
} from './progress-reports/operations.ts';
import { QUALITY_OPERATIONS } from './quality/operations.ts';
import { resumeRecordOperation, suspendRecordOperation } from './record-suspensions/operations.ts';
import {
  confirmWithdrawal,
  correctRecord,
  findRecordOutcome,
  getRecord,
  getRecordHistory,
  postRecords,
  proposeWithdrawalOfRecord,
  releaseHeldRecord,
} from './records/operations.ts';
import { REPAIR_OPERATIONS } from './repairs/operations.ts';
import { RETENTION_OPERATIONS } from './retention/operations.ts';
import { getJointStatistics, getScorecard } from './statistics/joint-operations.ts';
import { getDisclosureStatistics } from './statistics/operations.ts';
import {
  getOverview,
  getOwnCalendar,
  getOwnReport,
  listAccesses,
  listOwnCases,
  listOwnRecords,
  listTold,
  stateOwnCase,
} from './subject-door/operations.ts';
import { verifyReport } from './subject-door/verification-operation.ts';
import { SUBSCRIPTION_OPERATIONS } from './subscriptions/operations.ts';
import { decideTakeDownOperation, takeDownRecordOperation } from './take-downs/operations.ts';
import {
  acknowledgeTask,
  confirmTaskLift,
  getTask,
  giveTaskFeedback,
  listCaseTasks,
  listTasks,
  postTaskFeedback,
} from './tasks/operations.ts';
import {
  listTypicalCases,
  publishTypicalCaseOperation,
  reviewTypicalCaseOperation,
  reviseTypicalCaseOperation,
  withdrawTypicalCaseOperation,
  writeTypicalCaseOperation,
} from './typical-cases/operations.ts';
import { ENDPOINT_OPERATIONS } from './webhooks/operations.ts';
import { answerReopen, getCaseLedger, getRecordLedger, listReopens } from './withdrawal-ledger/operations.ts';

/** Every operation of the API, in the order of its description. A test holds it against the route table. */
export const OPERATIONS: readonly Operation[] = [
  postRecords,
  getRecord,
  getRecordHistory,
  correctRecord,
  findRecordOutcome,
  proposeWithdrawalOfRecord,
  confirmWithdrawal,
  releaseHeldRecord,
  ...IMPORT_OPERATIONS,
  ...RETENTION_OPERATIONS,
  previewCase,
  proposeCase,
  listCases,
  getCase,
  getCaseHistory,
  serveCaseNotice,
  recordCaseStatement,
  decideCase,
  serveCaseDecision,
  dispatchCase,
  suspendCase,
  resumeCase,
  exceptCase,
  endCaseOrMeasures,
  ...REPAIR_OPERATIONS,
  ...LETTER_OPERATIONS,
  listNotifications,
  acknowledgeNotification,
  ...ENDPOINT_OPERATIONS,
  ...SUBSCRIPTION_OPERATIONS,
  getDisclosureStatistics,
  getCaseTimeline,
  postCheck,
  getCheck,
  postCheckOutcome,
  listFlaggedChecks,
  askGreenChannel,
  getOwnGreenChannel,
  openAcceptanceOperation,
  listAcceptances,
  getAcceptance,
  getAcceptanceNotice,
  listOwnAcceptancesOperation,
  getOwnAcceptanceNotice,
  supplyAcceptanceDocuments,
  extendAcceptanceOperation,
  findAcceptanceBroken,
  withdrawAcceptanceOperation,
  getJointStatistics,
  getScorecard,
  ...QUALITY_OPERATIONS,
  listTasks,
  getTask,
  acknowledgeTask,
  giveTaskFeedback,
  confirmTaskLift,
  postTaskFeedback,
  listCaseTasks,
  enterMandateOperation,
  endMandateOperation,
  listOwnMandates,
  ...OBJECTION_OPERATIONS,
  suspendRecordOperation,
  resumeRecordOperation,
  getOverview,
  listOwnRecords,
  listOwnCases,
  getOwnCalendar,
  listAccesses,
  listTold,
  stateOwnCase,
  getOwnReport,
  verifyReport,
  giveAuthorisationOperation,
  listOwnAuthorisations,
  revokeAuthorisationOperation,
  listReaderAuthorisations,
  readAuthorisedReport,
  subscribeReaderOperation,
  unsubscribeReaderOperation,
  writeTypicalCaseOperation,
  listTypicalCases,
  reviseTypicalCaseOperation,
  reviewTypicalCaseOperation,
  publishTypicalCaseOperation,
  withdrawTypicalCaseOperation,
  ...INSTRUMENT_OPERATIONS,
  ...ALL_LIST_OPERATIONS,
  listProgressReports,
  openProgressReport,
  compileProgressReports,
  writeProgressReport,
  submitProgressReport,
  returnProgressReport,
  acceptProgressReport,
  takeDownRecordOperation,
  decideTakeDownOperation,
  postFile,
  getFile,
  getCaseFile,
  getObjectionFile,
  getRepairFile,
  verifyChain,
  sampleChecks,
  exportAccessLogs,
  getRecordLedger,
  getCaseLedger,
  listReopens,
  answerReopen,
];
