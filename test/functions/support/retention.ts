import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { s3Client } from '../../../shared/aws/clients.ts';
import { personKeys } from '../../../shared/crypto/person-keys.ts';
import { bearerStore } from '../../../shared/files/bearer-store.ts';
import { fileEraser } from '../../../shared/files/file-eraser-store.ts';
import { anyHeadStore } from '../../../shared/retention/any-head-store.ts';
import { erasureStore } from '../../../shared/retention/erasure-store.ts';
import { ledgerStore } from '../../../shared/retention/ledger-store.ts';
import { retentionDueStore } from '../../../shared/retention/retention-due-store.ts';
import { codeAliasStore } from '../../../shared/subjects/code-alias-store.ts';
import { leavingSubjects } from '../../../shared/subjects/leaving-subject-store.ts';
import { nameLeadStore } from '../../../shared/subjects/name-lead-store.ts';
import { removeReopens } from '../../../shared/withdrawal-ledger/reopen-removal-store.ts';
import { personKeysSecret } from '../../builders/person-keys.ts';
import { names } from '../../engines.ts';

/** What the queue's work on retention needs, over real tables and the bucket of the ledger. */
export const retentionStores = (client: DynamoDBDocumentClient) => {
  const [register, derived] = [
    { client, table: names.registerTable },
    { client, table: names.derivedTable },
  ];
  return {
    heads: anyHeadStore(register),
    erasures: erasureStore(register),
    due: retentionDueStore(derived),
    ledger: ledgerStore(s3Client(), names.ledgerBucket),
    bearers: bearerStore(derived),
    eraseBytes: fileEraser({ client: s3Client(), bucket: names.filesBucket }),
    removeReopens: removeReopens(derived),
    subjects: leavingSubjects({
      ...register,
      personKeys: async () => personKeys(personKeysSecret()),
      codeAliases: codeAliasStore(derived),
      nameLeads: nameLeadStore(derived),
    }),
  };
};
