/** What tests need of Python's packages, each set in an environment of its own. */
export const CFN_LINT = ['cfn-lint==1.58.0'] as const;
export const CHECKOV = ['checkov==3.3.30'] as const;
export const SCHEMATHESIS = ['schemathesis==4.32.5'] as const;
