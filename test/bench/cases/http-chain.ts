import * as z from 'zod';
import { api } from '../../../shared/http/api.ts';
import type { ApiEvent } from '../../../shared/http/event.ts';
import { NOTHING, operation } from '../../../shared/http/operation.ts';
import { answer } from '../../../shared/http/respond.ts';
import { readSubmission } from '../../../shared/records/read-submission.ts';
import { usual, weighedReferenceSet } from '../reference/usual.ts';
import { type Case, ratio } from '../report.ts';
import { interleaved, repeated } from '../rounds.ts';
import { CLAIM_NAMES, CONTEXT, OFFICERS, posting } from '../support/events.ts';
import { formattingLog } from '../support/post-function.ts';

const CALLS = 3_000;
/** The raw handler is too quick for the same number. */
const RAW_CALLS = 30_000;

const Received = z.object({ documentNumber: z.string() });

const contract = operation({
  id: 'bench-chain',
  method: 'POST',
  path: '/bench',
  summary: { zh: '测量', en: 'Measure' },
  roles: ['reporter'],
  query: NOTHING,
  body: z.unknown(),
  answers: { 201: { schema: Received, meaning: { zh: '已校验', en: 'valid' } } },
  problems: [],
});

const raw = async ({ body = '' }: ApiEvent) => {
  const { kind, documentNumber } = JSON.parse(body);
  if (typeof kind !== 'string' || typeof documentNumber !== 'string') return { statusCode: 400, body: '{}' };
  return { statusCode: 201, body: JSON.stringify({ documentNumber }) };
};

/** The house chain and the validation of a posting, without any call, in terms of a handler that parses JSON and looks at two fields. */
export const httpChain: Case = {
  name: 'http-chain',
  run: async ({ rounds }) => {
    const set = await weighedReferenceSet();
    const { department, submission } = usual(set, (one) => one.submission.kind === 'administrative-penalty');
    const event = posting({ department, sub: OFFICERS.first }, submission);
    const deps = { claimNames: CLAIM_NAMES, log: formattingLog };
    const handler = api(contract, deps, async ({ body }) => {
      const read = readSubmission(body);
      return read.ok ? answer(201, { documentNumber: read.value.documentNumber }) : { refused: read.failure };
    });
    const bare = api(contract, deps, async () => answer(201, { documentNumber: '' }));
    const costs = await interleaved(rounds, {
      raw: repeated(RAW_CALLS, () => raw(event)),
      chain: repeated(CALLS, () => bare({ ...event }, CONTEXT)),
      'chain and validation': repeated(CALLS, () => handler({ ...event }, CONTEXT)),
    });
    const label = (measure: string, goal?: number) => ({ case: 'http-chain', measure, ...(goal && { goal }) });
    return [
      ratio(costs, 'chain and validation', 'raw', label('chain and validation / raw handler', 12)),
      ratio(costs, 'chain', 'raw', label('chain alone / raw handler')),
    ];
  },
};
