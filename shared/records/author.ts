import { kindDefinition } from './kinds/kinds.ts';
import type { CreditRecord } from './record.ts';

/**
 * Whose statement a record is, where it is no authority's decision: whom its content names, or the body that wrote it. Undefined of what an
 * authority decided.
 */
export const authorOf = ({
  kind,
  content,
  authority,
}: Pick<CreditRecord, 'kind' | 'content' | 'authority'>): string | undefined => {
  const { authorField, statementOf } = kindDefinition(kind);
  if (statementOf !== undefined) return authority.name;
  return authorField === undefined ? undefined : content[authorField]?.toString();
};
