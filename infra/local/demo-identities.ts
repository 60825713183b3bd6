/** Someone to try the system as. */
export type DemoIdentity = { department?: string; officer: string; roles: string[] };

/** Two officers where a second one must agree, a legal reviewer for bases and lists; each of a department or body of the system's own lists. */
export const DEMO_IDENTITIES: readonly DemoIdentity[] = [
  { department: 'market-regulation', officer: 'officer-1', roles: ['reporter', 'initiator', 'implementer'] },
  { department: 'market-regulation', officer: 'officer-2', roles: ['reporter', 'initiator', 'implementer'] },
  { department: 'emergency-management', officer: 'officer-1', roles: ['reporter', 'initiator', 'implementer'] },
  { department: 'ecology-environment', officer: 'officer-1', roles: ['reporter', 'initiator', 'implementer'] },
  { department: 'tax', officer: 'officer-1', roles: ['reporter', 'initiator', 'implementer'] },
  { department: 'culture-tourism', officer: 'officer-1', roles: ['reporter', 'initiator', 'implementer'] },
  { department: 'human-resources', officer: 'officer-1', roles: ['reporter', 'initiator', 'implementer'] },
  { department: 'human-resources', officer: 'officer-2', roles: ['reporter', 'initiator', 'implementer'] },
  { department: 'finance', officer: 'officer-1', roles: ['reporter', 'implementer'] },
  { department: 'development-reform', officer: 'officer-1', roles: ['reporter', 'implementer'] },
  { department: 'housing-construction', officer: 'officer-1', roles: ['reporter', 'initiator', 'implementer'] },
  { department: 'court', officer: 'officer-1', roles: ['reporter', 'court', 'initiator'] },
  { department: 'credit-office', officer: 'officer-1', roles: ['credit-office', 'reporter'] },
  { department: 'credit-office', officer: 'officer-2', roles: ['credit-office', 'reporter'] },
  { department: 'business-environment', officer: 'clerk-1', roles: ['counter-clerk'] },
  { department: 'justice', officer: 'reviewer-1', roles: ['legal-reviewer'] },
  { department: 'justice', officer: 'auditor-1', roles: ['auditor'] },
  // An association and a credit-reference body: they state things of organisations in their own name.
  { department: 'construction-association', officer: 'secretary-1', roles: ['association'] },
  { department: 'construction-association', officer: 'secretary-2', roles: ['association'] },
  { department: 'example-credit-reference', officer: 'analyst-1', roles: ['credit-reference'] },
  // A bank: it reads what a subject authorised it to, and nothing else.
  { department: 'example-rural-bank', officer: 'teller-1', roles: ['reader'] },
  // A firm's own account: it may act for nobody until a clerk has entered a mandate.
  { officer: 'account-1', roles: ['subject'] },
];

/** The claims of an identity, under the names that the installation has chosen. */
export const claimsOf = (
  { department, officer, roles }: DemoIdentity,
  names: { department: string; roles: string },
) => ({
  sub: department === undefined ? officer : `${department}/${officer}`,
  ...(department !== undefined && { [names.department]: department }),
  [names.roles]: roles.join(' '),
});
