/** Functions behind the API's routes. */
const HTTP_FUNCTION_NAMES = [
  'post-records',
  'get-record',
  'get-record-history',
  'correct-record',
  'find-outcome',
  'propose-withdrawal',
  'confirm-withdrawal',
  'release-hold',
  'list-notifications',
  'acknowledge-notification',
  'endpoints',
  'subscriptions',
  'get-disclosure-statistics',
  'joint-statistics',
  'get-case-timeline',
  'tasks',
  'mandates',
  'subjects',
  'authorisations',
  'verify-report',
  'repairs',
  'objections',
  'record-suspensions',
  'typical-cases',
  'instruments',
  'lists',
  'cases',
  'checks',
  'green-channel',
  'acceptances',
  'progress-reports',
  'letters',
  'withdrawals',
  'files',
  'imports',
  'audit',
  'access-exports',
  'api-pages',
  'archive',
  'not-found',
] as const;
export type HttpFunctionName = (typeof HTTP_FUNCTION_NAMES)[number];

/** Functions behind the stream, the queues and the schedules. */
const WORK_FUNCTION_NAMES = [
  'relay',
  'deliver-notification',
  'publish',
  'fold-statistics',
  'fold-deltas',
  'flag-checks',
  'pack-exchange',
  'work-on-cases',
  'end-by-date',
  'retain',
  'run-clocks',
  'scan-file',
  'send-deliveries',
  'take-exchange',
  'take-imports',
] as const;
export type WorkFunctionName = (typeof WORK_FUNCTION_NAMES)[number];

/** Every function of the system; its name is its entry file's (functions/<trigger>/<name>.ts) and its bundle's. */
export const FUNCTION_NAMES = [...HTTP_FUNCTION_NAMES, ...WORK_FUNCTION_NAMES] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];
