import * as z from 'zod';

/**
 * Reads the variables that a function needs, once, when its entry module loads. An empty variable counts as missing.
 * Throws one error that names every variable that is missing or wrong, never a value.
 */
export const readEnv = <Shape extends z.ZodRawShape>(shape: Shape): z.output<z.ZodObject<Shape>> => {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`);
  throw new Error(`The environment is not complete: ${wrong.join(', ')}`);
};
