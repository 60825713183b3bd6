import * as z from 'zod';

const Line = z.looseObject({ message: z.string() });
type Line = z.output<typeof Line>;

const lineOf = (text: string): readonly Line[] => {
  const start = text.indexOf('{');
  if (start < 0) return [];
  try {
    const { data } = Line.safeParse(JSON.parse(text.slice(start)));
    return data === undefined ? [] : [data];
  } catch {
    return [];
  }
};

/** What was logged of a request and of all that followed from it, by the runbook's way: its own line names heads, and their names find the rest. */
export const followed = (logs: string, requestId: string): readonly Line[] => {
  const lines = logs.split('\n').flatMap(lineOf);
  const own = lines.find((line) => line['requestId'] === requestId);
  const heads = z.array(z.string()).catch([]).parse(own?.['heads']);
  // The occasion of work on a case names the same with a dot.
  const names = heads.flatMap((head) => [head, head.replace('@', '.')]);
  return lines.filter((line) => {
    const text = JSON.stringify(line);
    return line === own || names.some((name) => new RegExp(`${name.replace('.', '\\.')}(?!\\d)`).test(text));
  });
};
