import * as z from 'zod';
import { departmentOn } from '../../shared/departments/departments.ts';
import { beijingDate } from '../../shared/kernel/beijing-time.ts';
import type { LocalStack } from '../local/local-stack.ts';
import { type ApiClient, apiClient, officer } from './api-client.ts';
import { type PublicReader, publicReader } from './public-reader.ts';

/** The running system, as the demonstration's officers and the public use it. */
export interface Town {
  readonly call: ApiClient;
  readonly open: PublicReader;
  /** A department's Chinese name today. */
  nameOf(department: string): string;
  /** Fires a schedule, and waits until all that it caused is done. */
  fire(schedule: string): Promise<void>;
  idle(): Promise<void>;
  setClock(now: Date): void;
  /** What a department has yet to acknowledge, page by page. */
  inbox(department: string): Promise<readonly Notice[]>;
}

const Notice = z.object({
  id: z.string(),
  type: z.string(),
  subject: z.string(),
  data: z.object({ acknowledgement: z.string() }),
});
export type Notice = z.output<typeof Notice>;
const Notices = z.object({ notifications: z.array(Notice) });

const PAGE = 100;

export const town = (stack: LocalStack): Town => {
  const call = apiClient(stack);
  return {
    call,
    open: publicReader(stack.publicUrl),
    nameOf: (department) => departmentOn(department, beijingDate(stack.clock.now().getTime()))?.name.zh ?? department,
    fire: async (schedule) => {
      const name = stack.schedules.find((one) => one.endsWith(schedule));
      if (name === undefined) throw new Error(`no schedule ${schedule} among ${stack.schedules.join(', ')}`);
      await stack.fire(name);
      await stack.idle();
    },
    idle: () => stack.idle(),
    setClock: stack.clock.set,
    inbox: async (department) => {
      const notices: Notice[] = [];
      let path: string | undefined = `/notifications?limit=${PAGE}`;
      while (path !== undefined) {
        const { headers, body } = await call(officer(department), { method: 'GET', path });
        notices.push(...Notices.parse(body).notifications);
        const next: string | undefined = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
        path = next && `${next}&limit=${PAGE}`;
      }
      return notices;
    },
  };
};
