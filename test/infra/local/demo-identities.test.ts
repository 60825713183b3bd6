import { expect, it } from 'vitest';
import { claimsOf, DEMO_IDENTITIES } from '../../../infra/local/demo-identities.ts';
import { readerOn } from '../../../shared/authorisations/readers.ts';
import { bodyOn } from '../../../shared/bodies/bodies.ts';
import { departmentOn } from '../../../shared/departments/departments.ts';
import { ROLES } from '../../../shared/http/operation.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';

it.each(DEMO_IDENTITIES)(
  '$department/$officer belongs to a department, a body or a reader of today, or to none as a subject, and has roles that exist',
  ({ department, ...identity }) => {
    const today = beijingDate(Date.now());
    if (department === undefined) expect(identity.roles).toEqual(['subject']);
    else if (identity.roles.includes('reader')) expect(readerOn(department, today)).toBeDefined();
    else expect(departmentOn(department, today) ?? bodyOn(department, today)).toBeDefined();
    expect(ROLES).toEqual(expect.arrayContaining(identity.roles));
  },
);

it('claims under the names that the installation has chosen', () => {
  const identity = { department: 'tax', officer: 'officer-1', roles: ['reporter', 'initiator'] };
  expect(claimsOf(identity, { department: 'custom:dept', roles: 'groups' })).toEqual({
    sub: 'tax/officer-1',
    'custom:dept': 'tax',
    groups: 'reporter initiator',
  });
});
