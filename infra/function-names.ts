/** Every function of the system; its name is its entry file's (functions/<trigger>/<name>.ts) and its bundle's. */
export const FUNCTION_NAMES = [
  'post-records',
  'get-record',
  'get-record-history',
  'correct-record',
  'propose-withdrawal',
  'confirm-withdrawal',
  'release-hold',
  'list-notifications',
  'acknowledge-notification',
  'get-disclosure-statistics',
  'joint-statistics',
  'tasks',
  'typical-cases',
  'api-pages',
  'not-found',
  'relay',
  'deliver-notification',
  'publish',
  'fold-statistics',
  'export-typical-cases',
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];
