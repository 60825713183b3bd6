import { NOTHING, operation } from './operation.ts';

/** The route that does not exist. */
export const unknownRoute = operation({
  id: 'not-found',
  method: 'GET',
  path: '$default',
  summary: { zh: '未知接口', en: 'Unknown route' },
  roles: 'anyone',
  body: NOTHING,
  query: NOTHING,
  answers: {},
  problems: ['unknown-route'],
});
