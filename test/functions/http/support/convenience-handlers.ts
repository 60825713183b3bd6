import {
  breakAcceptances,
  extendAcceptances,
  getOwnAcceptance,
  listOwnAcceptances,
  supplyAcceptances,
  withdrawAcceptances,
} from '../../../../functions/http/handlers/acceptance-changes.ts';
import {
  getNotice,
  getSubjectsNotice,
  listSubjectsAcceptances,
} from '../../../../functions/http/handlers/acceptance-notices.ts';
import { openAcceptances } from '../../../../functions/http/handlers/acceptances.ts';
import type { ChangeDependencies } from '../../../../functions/http/handlers/change-head.ts';
import { askGreenChannels, getOwnGreenChannels } from '../../../../functions/http/handlers/green-channel.ts';
import { acceptanceStore } from '../../../../shared/acceptances/acceptance-store.ts';
import { documentClient } from '../../../../shared/aws/clients.ts';
import type { PersonKeys } from '../../../../shared/crypto/person-keys.ts';
import { filesById } from '../../../../shared/files/file-store.ts';
import { greenChannelLog } from '../../../../shared/green-channel/green-channel-log-store.ts';
import { knownOfSubject } from '../../../../shared/green-channel/known-of-subject-store.ts';
import { mandateStore } from '../../../../shared/mandates/mandate-store.ts';
import { accessStore } from '../../../../shared/subject-door/access-store.ts';
import { codeAliasStore } from '../../../../shared/subjects/code-alias-store.ts';
import { subjectFinder } from '../../../../shared/subjects/subject-finder-store.ts';
import type { SubjectStore } from '../../../../shared/subjects/subject-store.ts';
import { names } from '../../../engines.ts';

/** The functions `green-channel` and `acceptances`, as their entries wire them. */
export const convenienceHandlers = (
  base: ChangeDependencies & { readonly keys: PersonKeys; readonly subjects: SubjectStore },
) => {
  const client = documentClient();
  const register = { client, table: names.registerTable };
  const derived = { client, table: names.derivedTable };
  const deps = {
    ...base,
    known: knownOfSubject(register),
    accesses: accessStore(derived),
    acceptances: acceptanceStore(register),
    files: filesById(register),
    mandates: mandateStore(register),
    askings: greenChannelLog(derived),
    finder: subjectFinder({
      ...register,
      personKeys: async () => base.keys,
      olderCodes: codeAliasStore(derived),
    }),
  };
  return {
    'ask-green-channel': askGreenChannels(deps),
    'get-own-green-channel': getOwnGreenChannels(deps),
    'open-acceptance': openAcceptances(deps),
    'list-acceptances': listOwnAcceptances(deps),
    'get-acceptance': getOwnAcceptance(deps),
    'get-acceptance-notice': getNotice(deps),
    'list-own-acceptances': listSubjectsAcceptances(deps),
    'get-own-acceptance-notice': getSubjectsNotice(deps),
    'supply-acceptance-documents': supplyAcceptances(deps),
    'extend-acceptance': extendAcceptances(deps),
    'find-acceptance-broken': breakAcceptances(deps),
    'withdraw-acceptance': withdrawAcceptances(deps),
  };
};

export type ConvenienceOperationId = keyof ReturnType<typeof convenienceHandlers>;
