import type { EngineCall } from './engine-call.ts';
import type { Place } from './everything-kept.ts';

/** An id of the system's own, in a path. */
const ID = /\/[\w-]{22}(?=[/?]|$)/g;

/** What an answer was to: its path with ids left out, nothing of its query. */
const routeOf = (method: string, url: string): string => `${method} ${new URL(url).pathname.replaceAll(ID, '/{id}')}`;

/** Keeps what the API answers, to everybody: bodies as bytes, and headers. Until `stop`. */
export const listenToAnswers = (apiUrl: string) => {
  const own = globalThis.fetch;
  const heard: { readonly where: string; readonly bytes: Promise<Uint8Array> }[] = [];
  globalThis.fetch = async (input, init) => {
    const response = await own(input, init);
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(apiUrl)) return response;
    const { status, headers } = response;
    const where = `${status < 400 ? 'answer' : 'problem'} to ${routeOf(init?.method ?? 'GET', url)}`;
    heard.push({
      where,
      bytes: response
        .clone()
        .arrayBuffer()
        .then((buffer) => new Uint8Array(buffer)),
    });
    const lines = [...headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    heard.push({ where: `headers of the ${where}`, bytes: Promise.resolve(new TextEncoder().encode(lines)) });
    return response;
  };
  return {
    all: (): Promise<readonly { readonly where: string; readonly bytes: Uint8Array }[]> =>
      Promise.all(heard.map(async ({ where, bytes }) => ({ where, bytes: await bytes }))),
    stop: () => {
      globalThis.fetch = own;
    },
  };
};

/** Keeps every message that was put into a queue, and every key of an object that was named. */
export const listenToEngines = () => {
  const heard: Place[] = [];
  return {
    see: ({ service, headers, body, path, method }: EngineCall): void => {
      if (service === 's3') heard.push({ where: `object named by ${method}`, text: path });
      if (service !== 'sqs' || !String(headers['x-amz-target']).includes('SendMessage')) return;
      const text = body.toString();
      const queue = /"QueueUrl":"[^"]*\/([^"/]+)"/.exec(text)?.[1] ?? '';
      heard.push({ where: `message to ${queue}`, text });
    },
    all: (): readonly Place[] => heard,
  };
};
