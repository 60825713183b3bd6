import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { personKeys } from '../../../shared/crypto/person-keys.ts';
import type { ApiEvent, ApiResult } from '../../../shared/http/event.ts';
import { personKeysSecret } from '../../builders/person-keys.ts';
import { checkHandlers } from '../../functions/http/support/check-handlers.ts';
import { coded, newFirm, newReference } from '../../functions/http/support/checking.ts';
import { CHECKER, DECISION, type jointTown } from '../../functions/http/support/joint-town.ts';
import { CLAIM_NAMES, CONTEXT, OFFICERS, request } from '../support/events.ts';
import { formattingLog, TODAY } from '../support/post-function.ts';

/** Prepares an operation, then does it. */
type Prepared = () => Promise<() => Promise<unknown>>;
type Handler = (event: ApiEvent, context: Context) => Promise<ApiResult>;

const OFFICER = { department: CHECKER, sub: OFFICERS.first };

/** The function `checks` over a client, on a fixed day. */
export const checksOver = (client: DynamoDBDocumentClient) => {
  const handlers = checkHandlers(client, {
    claimNames: CLAIM_NAMES,
    log: formattingLog,
    keys: personKeys(personKeysSecret()),
    now: () => TODAY,
  });
  const call = async (handler: Handler, event: ApiEvent, wanted: number) => {
    const { statusCode, body } = await handler(event, CONTEXT);
    if (statusCode !== wanted) throw new Error(`${statusCode} in place of ${wanted}: ${body.slice(0, 200)}`);
    return JSON.parse(body);
  };
  const post = (body: object) => request(OFFICER, { path: '/checks', body });
  return {
    check: (subjects: readonly object[], reference = newReference(), wanted = 201) =>
      call(handlers['post-check'], post({ decisionType: DECISION, reference, subjects }), wanted),
    answer: (id: string, measure: string) =>
      call(
        handlers['post-check-outcome'],
        request(OFFICER, {
          path: `/checks/${id}/outcome`,
          id,
          body: { decisionDocument: '决1号', outcomes: [{ measure, outcome: 'applied', document: '决1号' }] },
        }),
        200,
      ),
    read: (id: string) =>
      call(handlers['get-check'], request(OFFICER, { method: 'GET', path: `/checks/${id}`, id }), 200),
  };
};

type Checks = ReturnType<typeof checksOver>;

/** Every operation of a check that is counted. */
export const checkOperations = (
  town: ReturnType<typeof jointTown>,
  { quiet, counted }: { readonly quiet: Checks; readonly counted: Checks },
) => {
  const firmWith = async (measures: number) => {
    const firm = newFirm();
    for (let serial = 0; serial < measures; serial += 1) await town.inForce(firm);
    return coded(firm);
  };
  const checked = async () => {
    const { id, answers } = await quiet.check([await firmWith(1)]);
    return { id, measure: answers[0].measures[0].id };
  };
  return {
    'a check of one on whom nothing is known': async () => {
      const subjects = [coded(newFirm())];
      return () => counted.check(subjects);
    },
    'a check of one on whom a measure binds': async () => {
      const subjects = [await firmWith(1)];
      return () => counted.check(subjects);
    },
    'a check of one under a name that differs': async () => {
      const subjects = [{ ...(await firmWith(1)), name: '别家公司' }];
      return () => counted.check(subjects);
    },
    'a check of one by name alone': async () => () => counted.check([{ name: '无此公司' }]),
    'a check of a hundred, on two of whom a measure binds': async () => {
      const subjects = Array.from({ length: 98 }, () => coded(newFirm()));
      const found = [await firmWith(1), await firmWith(1)];
      return () => counted.check([...subjects, ...found]);
    },
    'a check that is read': async () => {
      const { id } = await checked();
      return () => counted.read(id);
    },
    'the last outcome of a check': async () => {
      const { id, measure } = await checked();
      return () => counted.answer(id, measure);
    },
  } as const satisfies Record<string, Prepared>;
};

export type CheckOperationName = keyof ReturnType<typeof checkOperations>;
