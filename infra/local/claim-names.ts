import type { LocalStack } from './local-stack.ts';

/** The claim names that the functions were given. */
export const claimNames = ({ functions }: Pick<LocalStack, 'functions'>): { department: string; roles: string } => {
  const given = Object.values(functions);
  const find = (name: string) => given.map((environment) => environment[name]).find((value) => value !== undefined);
  return { department: find('CLAIM_DEPARTMENT') ?? 'department', roles: find('CLAIM_ROLES') ?? 'roles' };
};
