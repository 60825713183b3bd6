/** The site could not be reached, or answered what it should not. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** S3 answers 403 for what is not there to a reader who may not list. */
const ABSENT = [403, 404, 410];

/** How long an answer may take before the reader is told; slow links take their time. */
const PATIENCE_MS = 60_000;

const answerOf = async (path: string, method: 'GET' | 'HEAD'): Promise<Response | undefined> => {
  const answer = await fetch(path, { method, credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
    (cause: unknown) => {
      throw new Unreachable(path, { cause });
    },
  );
  if (answer.ok) return answer;
  if (ABSENT.includes(answer.status)) return undefined;
  throw new Unreachable(`${path}: ${answer.status}`);
};

/** A file of the site as text; undefined if there is none. Throws Unreachable. */
export const readText = async (path: string): Promise<string | undefined> => {
  const answer = await answerOf(path, 'GET');
  return answer?.text().catch((cause: unknown) => {
    throw new Unreachable(path, { cause });
  });
};

/** A file of the site as it lies there; undefined if there is none. Throws Unreachable. */
export const readBytes = async (path: string): Promise<Uint8Array | undefined> => {
  const answer = await answerOf(path, 'GET');
  const bytes = await answer?.arrayBuffer().catch((cause: unknown) => {
    throw new Unreachable(path, { cause });
  });
  return bytes && new Uint8Array(bytes);
};

/** A JSON file of the site, of the shape that docs/disclosure-format.md gives; undefined if there is none. Throws Unreachable, also if it is no JSON. */
export const readJson = async <Shape>(path: string): Promise<Shape | undefined> => {
  const text = await readText(path);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Unreachable(`${path} is no JSON`, { cause });
  }
};

/** Whether there is such a file. Throws Unreachable. */
export const isThere = async (path: string): Promise<boolean> => (await answerOf(path, 'HEAD')) !== undefined;
