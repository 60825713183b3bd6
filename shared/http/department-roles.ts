import type { Role } from './operation.ts';

/** Who works in a department, whatever the task, and the auditor: they may read what the system works by. */
export const DEPARTMENT_ROLES = [
  'reporter',
  'initiator',
  'implementer',
  'credit-office',
  'legal-reviewer',
  'court',
  'review-authority',
  'counter-clerk',
  'auditor',
] as const satisfies readonly Role[];
