/** What the pool needs to know of a function of the template. */
export type FunctionDefinition = {
  name: string;
  arn: string;
  codeDirectory: string;
  handler: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMegabytes: number;
  /** How many invocations may run at once; more wait. */
  concurrency: number;
};
