import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { personKeysIn } from '../../shared/aws/person-keys-secret.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { greenChannelLog } from '../../shared/green-channel/green-channel-log-store.ts';
import { knownOfSubject } from '../../shared/green-channel/known-of-subject-store.ts';
import { askGreenChannel, getOwnGreenChannel } from '../../shared/green-channel/operations.ts';
import { mandateStore } from '../../shared/mandates/mandate-store.ts';
import { accessStore } from '../../shared/subject-door/access-store.ts';
import { codeAliasStore } from '../../shared/subjects/code-alias-store.ts';
import { subjectFinder } from '../../shared/subjects/subject-finder-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { askGreenChannels, getOwnGreenChannels } from './handlers/green-channel.ts';
import { serve } from './routes.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  PERSON_KEYS_SECRET: z.string(),
  ...CLAIM_VARIABLES,
});
const client = documentClient();
const register = { client, table: env.REGISTER_TABLE };
const derived = { client, table: env.DERIVED_TABLE };
const { keys } = personKeysIn(env.PERSON_KEYS_SECRET);

const deps = {
  ...apiDependencies(env),
  finder: subjectFinder({
    ...register,
    personKeys: keys,
    olderCodes: codeAliasStore(derived),
  }),
  mandates: mandateStore(register),
  known: knownOfSubject(register),
  askings: greenChannelLog(derived),
  accesses: accessStore(derived),
  now: systemNow,
};

export const handler = serve(
  [askGreenChannel, askGreenChannels(deps)],
  [getOwnGreenChannel, getOwnGreenChannels(deps)],
);
