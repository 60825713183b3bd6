/** What can be reached from outside: an API with tokens, public files, and the listing of their bucket. */
export interface Addresses {
  readonly apiUrl: string;
  readonly publicUrl: string;
  readonly objects: { readonly url: string; readonly bucket: string };
  token(claims: Record<string, unknown>): Promise<string>;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of any shape are looked into
type Any = any;

export interface Answer {
  readonly status: number;
  readonly link: string | null;
  readonly body: Any;
}

const NOT_THERE = [403, 404];

export const outsideOf = ({ apiUrl, publicUrl, objects, token }: Addresses) => {
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (department: string, roles: string): Promise<string> => {
    const key = `${department}|${roles}`;
    const made = tokens.get(key) ?? token({ sub: `${department}/checker`, department, roles });
    tokens.set(key, made);
    return made;
  };
  /** What an officer of a department reads. */
  const read = async (department: string, roles: string, path: string): Promise<Answer> => {
    const authorization = `Bearer ${await tokenOf(department, roles)}`;
    const response = await fetch(`${apiUrl}${path}`, { headers: { authorization } });
    return { status: response.status, link: response.headers.get('link'), body: await response.json() };
  };
  /** The bytes of a public file; undefined where there is none. */
  const file = async (path: string): Promise<Buffer | undefined> => {
    const response = await fetch(`${publicUrl}/${path}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    if (NOT_THERE.includes(response.status)) return undefined;
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    return bytes;
  };
  const json = async (path: string): Promise<Any> => {
    const bytes = await file(path);
    return bytes === undefined ? undefined : JSON.parse(bytes.toString('utf8'));
  };
  /** Every name that lies in the public bucket, below a prefix. */
  const names = async (prefix: string): Promise<readonly string[]> => {
    const all: string[] = [];
    for (let token = ''; ; ) {
      const query = `list-type=2&prefix=${encodeURIComponent(prefix)}${token && `&continuation-token=${encodeURIComponent(token)}`}`;
      const text = await (await fetch(`${objects.url}/${objects.bucket}?${query}`)).text();
      if (!text.includes('<ListBucketResult')) throw new Error(`no listing: ${text.slice(0, 200)}`);
      all.push(...[...text.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, name = '']) => name));
      const [, next] = /<NextContinuationToken>([^<]+)</.exec(text) ?? [];
      if (next === undefined) return all;
      token = next;
    }
  };
  return { read, file, json, names };
};
export type Outside = ReturnType<typeof outsideOf>;
