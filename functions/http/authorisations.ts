import * as z from 'zod';
import { authorisationStore } from '../../shared/authorisations/authorisation-store.ts';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { editions } from '../../shared/checks/editions-store.ts';
import { knownHeads } from '../../shared/checks/known-heads-store.ts';
import { mandateStore } from '../../shared/mandates/mandate-store.ts';
import { accessStore } from '../../shared/subject-door/access-store.ts';
import { subjectHeads } from '../../shared/subject-door/subject-heads-store.ts';
import { toldStore } from '../../shared/withdrawal-ledger/told-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { authorisationRoutes } from './handlers/authorisations/authorisation-routes.ts';
import { serve } from './routes.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };
const derived = { client, table: env.DERIVED_TABLE };
const heads = knownHeads(register);

export const handler = serve(
  ...authorisationRoutes({
    ...apiDependencies(env),
    mandates: mandateStore(register),
    authorisations: authorisationStore(register),
    subjects: subjectHeads(register),
    heads,
    names: { editions: editions(register), heads },
    accesses: accessStore(derived),
    told: toldStore(derived),
    now: systemNow,
  }),
);
