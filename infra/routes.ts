import type { FunctionName } from './function-names.ts';

export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: `/${string}`;
  readonly function: FunctionName;
  /** `token`: the gateway lets nobody through without a valid token of the issuer. `open`: anybody. */
  readonly access: 'token' | 'open';
};

/** The one route table of the API. */
export const ROUTES: readonly Route[] = [
  { method: 'POST', path: '/records', function: 'post-records', access: 'token' },
  { method: 'GET', path: '/records/{id}', function: 'get-record', access: 'token' },
  { method: 'GET', path: '/records/{id}/history', function: 'get-record-history', access: 'token' },
  { method: 'POST', path: '/records/{id}/corrections', function: 'correct-record', access: 'token' },
  { method: 'POST', path: '/records/{id}/withdrawal', function: 'propose-withdrawal', access: 'token' },
  { method: 'POST', path: '/records/{id}/withdrawal/confirmation', function: 'confirm-withdrawal', access: 'token' },
  { method: 'POST', path: '/records/{id}/hold-release', function: 'release-hold', access: 'token' },
  { method: 'GET', path: '/notifications', function: 'list-notifications', access: 'token' },
  {
    method: 'POST',
    path: '/notifications/{id}/acknowledgement',
    function: 'acknowledge-notification',
    access: 'token',
  },
  { method: 'GET', path: '/statistics/disclosures', function: 'get-disclosure-statistics', access: 'token' },
  { method: 'GET', path: '/statistics/joint', function: 'joint-statistics', access: 'token' },
  { method: 'GET', path: '/scorecard', function: 'joint-statistics', access: 'token' },
  { method: 'GET', path: '/tasks', function: 'tasks', access: 'token' },
  { method: 'GET', path: '/tasks/{id}', function: 'tasks', access: 'token' },
  { method: 'POST', path: '/tasks/{id}/acknowledgement', function: 'tasks', access: 'token' },
  { method: 'POST', path: '/tasks/{id}/feedback', function: 'tasks', access: 'token' },
  { method: 'POST', path: '/tasks/{id}/lift-confirmation', function: 'tasks', access: 'token' },
  { method: 'POST', path: '/task-feedback', function: 'tasks', access: 'token' },
  { method: 'GET', path: '/cases/{id}/tasks', function: 'tasks', access: 'token' },
  { method: 'POST', path: '/typical-cases', function: 'typical-cases', access: 'token' },
  { method: 'GET', path: '/typical-cases', function: 'typical-cases', access: 'token' },
  { method: 'POST', path: '/typical-cases/{id}/changes', function: 'typical-cases', access: 'token' },
  { method: 'POST', path: '/typical-cases/{id}/review', function: 'typical-cases', access: 'token' },
  { method: 'POST', path: '/typical-cases/{id}/publication', function: 'typical-cases', access: 'token' },
  { method: 'POST', path: '/typical-cases/{id}/withdrawal', function: 'typical-cases', access: 'token' },
  { method: 'POST', path: '/instruments', function: 'instruments', access: 'token' },
  { method: 'GET', path: '/instruments', function: 'instruments', access: 'token' },
  { method: 'GET', path: '/instruments/{id}', function: 'instruments', access: 'token' },
  { method: 'POST', path: '/instruments/{id}/revision', function: 'instruments', access: 'token' },
  { method: 'POST', path: '/instruments/{id}/approval', function: 'instruments', access: 'token' },
  { method: 'POST', path: '/instruments/{id}/wording', function: 'instruments', access: 'token' },
  { method: 'POST', path: '/instruments/{id}/repeal', function: 'instruments', access: 'token' },
  { method: 'POST', path: '/instruments/{id}/repeal/confirmation', function: 'instruments', access: 'token' },
  { method: 'GET', path: '/lists/behaviours', function: 'lists', access: 'token' },
  { method: 'GET', path: '/lists/behaviours/editions', function: 'lists', access: 'token' },
  { method: 'POST', path: '/lists/behaviours/editions', function: 'lists', access: 'token' },
  { method: 'GET', path: '/lists/behaviours/difference', function: 'lists', access: 'token' },
  { method: 'GET', path: '/lists/measures', function: 'lists', access: 'token' },
  { method: 'GET', path: '/lists/measures/editions', function: 'lists', access: 'token' },
  { method: 'POST', path: '/lists/measures/editions', function: 'lists', access: 'token' },
  { method: 'GET', path: '/lists/measures/difference', function: 'lists', access: 'token' },
  { method: 'GET', path: '/editions/{id}', function: 'lists', access: 'token' },
  { method: 'POST', path: '/editions/{id}/changes', function: 'lists', access: 'token' },
  { method: 'POST', path: '/editions/{id}/publication', function: 'lists', access: 'token' },
  { method: 'POST', path: '/cases/preview', function: 'cases', access: 'token' },
  { method: 'POST', path: '/cases', function: 'cases', access: 'token' },
  { method: 'GET', path: '/cases', function: 'cases', access: 'token' },
  { method: 'GET', path: '/cases/{id}', function: 'cases', access: 'token' },
  { method: 'GET', path: '/cases/{id}/history', function: 'cases', access: 'token' },
  { method: 'POST', path: '/cases/{id}/notice', function: 'cases', access: 'token' },
  { method: 'POST', path: '/cases/{id}/statement', function: 'cases', access: 'token' },
  { method: 'POST', path: '/cases/{id}/decision', function: 'cases', access: 'token' },
  { method: 'POST', path: '/cases/{id}/service', function: 'cases', access: 'token' },
  { method: 'POST', path: '/cases/{id}/dispatch', function: 'cases', access: 'token' },
  { method: 'POST', path: '/cases/{id}/suspension', function: 'cases', access: 'token' },
  { method: 'POST', path: '/cases/{id}/resumption', function: 'cases', access: 'token' },
  { method: 'POST', path: '/cases/{id}/exceptions', function: 'cases', access: 'token' },
  { method: 'POST', path: '/cases/{id}/end', function: 'cases', access: 'token' },
  { method: 'GET', path: '/cases/{id}/timeline', function: 'get-case-timeline', access: 'token' },
  { method: 'POST', path: '/checks', function: 'checks', access: 'token' },
  { method: 'GET', path: '/checks', function: 'checks', access: 'token' },
  { method: 'GET', path: '/checks/{id}', function: 'checks', access: 'token' },
  { method: 'POST', path: '/checks/{id}/outcome', function: 'checks', access: 'token' },
  { method: 'GET', path: '/openapi.json', function: 'api-pages', access: 'open' },
  { method: 'GET', path: '/docs', function: 'api-pages', access: 'open' },
  { method: 'GET', path: '/docs/{file}', function: 'api-pages', access: 'open' },
];

/** Every other request, open: who has no token learns that a route does not exist, and nothing more. */
export const UNKNOWN_ROUTE_FUNCTION: FunctionName = 'not-found';
