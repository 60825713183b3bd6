import * as z from 'zod';

/**
 * Parses a resource's properties, less those named as without effect on this machine. The schemas are strict: a property
 * that is in neither fails by name, so that nothing the template asks for is left out silently.
 */
export const parseProperties = <Schema extends z.ZodType>(
  schema: Schema,
  resource: { key: string; properties: Record<string, unknown> },
  withoutEffect: readonly string[],
): z.output<Schema> => {
  const entries = Object.entries(resource.properties).filter(([name]) => !withoutEffect.includes(name));
  const parsed = schema.safeParse(Object.fromEntries(entries));
  if (parsed.success) return parsed.data;
  throw new Error(`${resource.key} cannot be run locally as it is: ${z.prettifyError(parsed.error)}`);
};
