import type { SeedCall } from '../../../../infra/seed/seed-lists.ts';
import { OPERATIONS } from '../../../../shared/operations.ts';
import type { Api, Officer, OperationId } from './api.ts';

/** A path as the route table has it, and the id in it. */
const routed = (path: string) => {
  const id = /\/([\w-]{22})(?=\/|$)/.exec(path)?.[1];
  return { path: id === undefined ? path : path.replace(id, '{id}'), ...(id && { id }) };
};

/** Calls the handlers as the seeding's two officers do over HTTP. */
export const seedCaller =
  (api: Pick<Api, 'call'>, officers: { readonly clerk: Officer; readonly reviewer: Officer }): SeedCall =>
  (who, { method, path, body, ifMatch }) => {
    const { path: route, ...id } = routed(path);
    const operation = OPERATIONS.find((candidate) => candidate.method === method && candidate.path === route);
    if (operation === undefined) throw new Error(`no operation ${method} ${route}`);
    return api.call(operation.id as OperationId, {
      who: officers[who],
      ...id,
      ...(body !== undefined && { body }),
      ...(ifMatch !== undefined && { headers: { 'if-match': `"${ifMatch}"` } }),
    });
  };
