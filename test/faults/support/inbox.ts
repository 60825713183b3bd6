import type { clientOf } from '../../e2e/client.ts';
import { officer } from '../../e2e/client.ts';

export interface Notice {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly data: { readonly version: number; readonly acknowledgement: string };
}

/** Everything in a department's inbox, page by page. */
export const inboxOf = async (api: ReturnType<typeof clientOf>, department: string): Promise<readonly Notice[]> => {
  const notices: Notice[] = [];
  let path: string | undefined = '/notifications?limit=100';
  while (path !== undefined) {
    const { status, body, headers } = await api.call(officer(department), 'GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status}`);
    notices.push(...body.notifications);
    const next: string | undefined = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    path = next === undefined ? undefined : `${next}&limit=100`;
  }
  return notices;
};
