import { BODY_SORTS, bodyOf } from './bodies.ts';

const isBodyRole = (role: string): boolean => BODY_SORTS.some((sort) => sort === role);

/**
 * Which of a token's roles count: of a body that is no authority only the one of its own sort, whatever else the issuer gave it; of a
 * department all but those. So an association reads nothing but what is its own, and no department speaks as an association.
 */
export const rolesHeldIn = <Role extends string>(department: unknown, roles: readonly Role[]): readonly Role[] => {
  const sort = typeof department === 'string' ? bodyOf(department)?.sort : undefined;
  return roles.filter((role) => (sort === undefined ? !isBodyRole(role) : role === sort));
};
