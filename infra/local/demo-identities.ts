/** Someone to try the system as. */
export type DemoIdentity = { department: string; officer: string; roles: string[] };

/** Two officers where a second one must agree; each of a department of the system's own list. */
export const DEMO_IDENTITIES: readonly DemoIdentity[] = [
  { department: 'market-regulation', officer: 'officer-1', roles: ['reporter'] },
  { department: 'market-regulation', officer: 'officer-2', roles: ['reporter'] },
  { department: 'emergency-management', officer: 'officer-1', roles: ['reporter'] },
  { department: 'ecology-environment', officer: 'officer-1', roles: ['reporter'] },
  { department: 'tax', officer: 'officer-1', roles: ['reporter'] },
  { department: 'culture-tourism', officer: 'officer-1', roles: ['reporter'] },
  { department: 'court', officer: 'officer-1', roles: ['reporter'] },
  { department: 'credit-office', officer: 'officer-1', roles: ['credit-office', 'reporter'] },
  { department: 'justice', officer: 'auditor-1', roles: ['auditor'] },
];

/** The claims of an identity, under the names that the installation has chosen. */
export const claimsOf = (
  { department, officer, roles }: DemoIdentity,
  names: { department: string; roles: string },
) => ({
  sub: `${department}/${officer}`,
  [names.department]: department,
  [names.roles]: roles.join(' '),
});
