import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { type BatchAnswer, inStreamOrder } from '../../../shared/aws/event-batch.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import { carryOut, type DerivedStores, derive } from '../../../shared/records/derive.ts';
import { recordFromItem } from '../../../shared/records/record-store.ts';
import { fromItem } from '../../../shared/register/head-store.ts';
import type { CodeAliasStore } from '../../../shared/subjects/code-alias-store.ts';
import type { NameLeadStore } from '../../../shared/subjects/name-lead-store.ts';
import { deriveTypicalCase } from '../../../shared/typical-cases/derive.ts';
import { TYPICAL_CASE_HEAD } from '../../../shared/typical-cases/typical-case-store.ts';

const StreamEvent = z.object({
  Records: z.array(z.object({ dynamodb: z.object({ SequenceNumber: z.string(), NewImage: z.unknown() }) })),
});

const Attributes = z.record(z.string(), z.any());
const Image = z.looseObject({ entity: z.string(), pk: z.string(), sk: z.string() });

export interface RelayDependencies extends DerivedStores {
  readonly codeAliases: CodeAliasStore;
  readonly nameLeads: Pick<NameLeadStore, 'put'>;
  readonly log: Log;
}

/**
 * Turns every change of the register into what must follow from it: notifications, a pending publication, counts, code aliases. Each is
 * written under a key that follows from the record and its version, so that a repeated or late event changes nothing.
 */
export const relay = (deps: RelayDependencies) => {
  const relayRecord = async (image: z.output<typeof Image>): Promise<void> => {
    const { image: record } = recordFromItem(image);
    const derived = derive(record, image, digestId);
    await carryOut(deps, derived);
    deps.log.info(messages.recordRelayed, {
      record: record.id,
      version: record.version,
      notifications: derived.notifications.length,
    });
  };

  const relaySubject = async (image: unknown): Promise<void> => {
    await deps.codeAliases.put(image);
    await deps.nameLeads.put(image);
  };

  const relayTypicalCase = async (image: z.output<typeof Image>): Promise<void> => {
    const { image: typical } = fromItem(TYPICAL_CASE_HEAD, image);
    await carryOut(deps, deriveTypicalCase(typical, image));
    deps.log.info(messages.recordRelayed, { record: typical.id, version: typical.version, notifications: 0 });
  };

  const relayImage = async (newImage: unknown): Promise<void> => {
    const image = Image.parse(unmarshall(Attributes.parse(newImage)));
    if (image.entity === 'record') await relayRecord(image);
    if (image.entity === 'subject') await relaySubject(image);
    if (image.entity === 'typical-case') await relayTypicalCase(image);
  };

  return (event: unknown): Promise<BatchAnswer> =>
    inStreamOrder(
      StreamEvent.parse(event).Records,
      ({ dynamodb }) => dynamodb.SequenceNumber,
      ({ dynamodb }) => relayImage(dynamodb.NewImage),
      { failed: (itemIdentifier, error) => deps.log.error(messages.relayFailed, { itemIdentifier, error }) },
    );
};
