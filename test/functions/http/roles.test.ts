import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../../infra/routes.ts';
import { BODIES } from '../../../shared/bodies/bodies.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { ROLES } from '../../../shared/http/operation.ts';
import { OPERATIONS } from '../../../shared/operations.ts';
import '../../to-be-problem.ts';
import { type Api, type OperationId, REPORTER, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const id = digestId('nothing');
/** What anybody may ask needs no token, and no role. */
const OPEN = OPERATIONS.filter(({ roles }) => roles === 'anyone');
const operations = OPERATIONS.filter((one) => !OPEN.includes(one)).map(({ id: operationId, roles, path }) => ({
  operationId: operationId as OperationId,
  admitted: roles === 'anyone' ? [] : roles,
  request: { params: Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, id])) },
}));
/** The role of a body that is no department counts in such a body alone, and in it no other. */
const placeOf = (roles: unknown): string =>
  BODIES.find(({ sort }) => new RegExp(`\\b${sort}\\b`).test(String(roles)))?.code ?? REPORTER.department;
const claims = (roles: unknown, given: object = {}) => ({
  sub: REPORTER.officer,
  department: placeOf(roles),
  roles,
  ...given,
});

describe('the routes and the operations', () => {
  it('agree: each route with a token is one operation, of its method and path', () => {
    const name = ({ method, path }: { readonly method: string; readonly path: string }) => `${method} ${path}`;
    const routes = ROUTES.filter(({ access }) => access === 'token').map(name);
    const closed = OPERATIONS.filter((one) => !OPEN.includes(one)).map(name);
    expect(routes.sort()).toEqual(closed.sort());
    expect(new Set(routes).size).toBe(routes.length);
  });

  it('that ask for none are the open ones: who verifies a report is nobody in particular', () => {
    expect(OPEN.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /report-verifications/{code}']);
    const open = ROUTES.filter(({ access }) => access === 'open').map(({ method, path }) => `${method} ${path}`);
    expect(open).toContain('GET /report-verifications/{code}');
  });

  it('ask of a body that is no department nothing but what is its own: records, its inbox, objections to what it stated and its letters on them', () => {
    for (const { sort } of BODIES) {
      const open = operations.filter(({ admitted }) => admitted.includes(sort)).map(({ operationId }) => operationId);
      expect(open.sort()).toEqual([
        'acknowledge-notification',
        'cancel-import',
        'confirm-withdrawal',
        'correct-record',
        'decide-objection',
        'get-import',
        'get-import-template',
        'get-objection',
        'get-objection-file',
        'get-record',
        'get-record-history',
        'list-imports',
        'list-letters',
        'list-notifications',
        'list-objections',
        'post-import',
        'post-records',
        'propose-withdrawal',
        'read-letter',
        'release-hold',
        'serve-letter',
      ]);
    }
  });

  it('all others ask for roles', () => {
    for (const { operationId, admitted } of operations) expect(admitted, operationId).not.toEqual([]);
  });
});

describe.each(operations)('$operationId', ({ operationId, admitted, request }) => {
  const refused = ROLES.filter((role) => !admitted.includes(role));

  it.each(refused)('is refused to a %s', async (role) => {
    const reply = await api.call(operationId, { ...request, claims: claims(role) });
    expect(reply).toBeProblem(403, 'role-required');
    expect(reply.body.detail).toContain(admitted.join(', '));
  });

  it('is refused to all other roles together', async () => {
    expect(await api.call(operationId, { ...request, claims: claims(refused.join(' ')) })).toBeProblem(
      403,
      'role-required',
    );
  });

  it('is refused to a department in the role of a body, and to a body in any role but that of its sort', async () => {
    for (const { code, sort } of BODIES) {
      const departments = admitted.filter((role) => role !== sort && role !== 'subject');
      const as = claims(departments.join(' '), { department: code });
      if (departments.length > 0)
        expect(await api.call(operationId, { ...request, claims: as })).toBeProblem(403, 'role-required');
      const foreign = claims(sort, { department: REPORTER.department });
      expect(await api.call(operationId, { ...request, claims: foreign })).toBeProblem(403, 'role-required');
    }
  });

  it('is open to each of its roles, however the token lists them', async () => {
    for (const role of admitted) {
      for (const text of [
        role,
        `subject ${role}`,
        `[subject ${role}]`,
        `["subject","${role}"]`.replaceAll('"', ''),
        [role],
      ]) {
        const { status } = await api.call(operationId, { ...request, claims: claims(text) });
        expect(status, `${role} as ${text}`).not.toBe(403);
      }
    }
  });

  it('is refused without claims, without a department but for a subject, without an officer, and to roles that there are not', async () => {
    // The subject's side works in no department.
    const role = admitted.find((one) => one !== 'subject') ?? 'subject';
    const nobodies = [
      {},
      claims(undefined),
      claims(''),
      claims(null),
      claims(`${role}s`),
      claims(role.toUpperCase()),
      ...(role === 'subject'
        ? []
        : [undefined, '', ['market-regulation']].map((department) => claims(role, { department }))),
      claims(role, { sub: undefined }),
      claims(role, { sub: '' }),
    ];
    for (const nobody of nobodies) {
      expect(await api.call(operationId, { ...request, claims: nobody }), JSON.stringify(nobody)).toBeProblem(
        403,
        'role-required',
      );
    }
  });
});
