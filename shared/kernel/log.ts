/** The catalogue of log messages: constant texts, so that a filter or an alarm can rely on them; facts go into the fields. */
export const messages = {
  requestAnswered: 'request answered',
  requestFailed: 'request failed',
  intakeNotCounted: 'intake not counted',
  recordRelayed: 'record relayed',
  relayFailed: 'record not relayed',
  notificationDelivered: 'notification delivered to the inbox',
  notificationFailed: 'notification not delivered',
  statisticsFolded: 'statistics folded',
  statisticsDisclosed: 'statistics disclosed',
  siteLaid: 'site laid down',
  checksFlagged: 'checks without outcome flagged',
  clocksRun: 'clocks run',
  clockFailed: 'clock not run',
  exchangePacked: 'package for the superior platform went out',
  exchangeEntryUnreadable: 'an entry of the exchange could not be looked at',
  exchangeReceived: 'what came from the superior platform was taken',
  exchangeRefused: 'what came from the superior platform was refused',
  exchangeGap: 'packages from the superior platform are missing',
  exchangeEntryRefused: 'the superior platform did not take an entry',
  exchangeRemovalOwed: 'the superior platform has not confirmed a removal',
  exchangeFailed: 'what came from the superior platform could not be taken',
  caseWorkDone: 'work on a case done',
  caseWorkFailed: 'work on a case not done',
  endsFound: 'ends by date found',
  fileScanned: 'file scanned',
  fileGone: 'nothing there to scan',
  fileUnknown: 'object that belongs to no file',
  fileScanFailed: 'file not scanned',
  deliveryMade: 'delivery made',
  deliveryFailed: 'delivery not made',
  deliveryGivenUp: 'delivery given up',
  deliveryOwnFault: 'delivery failed by our own fault',
  endpointGone: 'endpoint gone',
  deliveriesSent: 'deliveries sent',
  importRead: 'file of records read',
  importFinished: 'import finished',
  importGone: 'no file of records there',
  importUnknown: 'object that belongs to no import',
  importFailed: 'import not taken in',
  deltasFolded: 'deltas of days folded',
  deltasDamaged: 'a delta of a day is not what it was, and is made anew',
  retentionFound: 'ends of retention found',
} as const;

export type LogFields = Readonly<Record<string, unknown>>;

/** One line per outcome; never a body, never personal data. */
export interface Log {
  info(message: string, fields: LogFields): void;
  warn(message: string, fields: LogFields): void;
  error(message: string, fields: LogFields): void;
}
