import * as z from 'zod';
import { tracedOf } from '../kernel/traced.ts';
import type { Operation } from './operation.ts';
import type { Answer } from './respond.ts';

const Head = z.object({ id: z.string().regex(/^[\w-]{22}$/), version: z.int().min(1) });
/** An answer with an outcome for each of several: those that were refused bear no head. */
const Several = z.object({ outcomes: z.array(z.unknown()) });
const Outcome = z.object({ record: Head });

/** The versions of heads that an answer to a change tells of, which the request made or found made; nothing of what was only read. */
export const headsTold = ({ method }: Pick<Operation, 'method'>, given: Answer): readonly string[] => {
  if (method === 'GET' || !('value' in given)) return [];
  const one = Head.safeParse(given.value);
  if (one.success) return tracedOf([one.data]);
  const { data: several } = Several.safeParse(given.value);
  return tracedOf(
    (several?.outcomes ?? []).flatMap((outcome) => {
      const { data } = Outcome.safeParse(outcome);
      return data === undefined ? [] : [data.record];
    }),
  );
};
