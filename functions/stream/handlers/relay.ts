import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { ACCEPTANCE_HEAD } from '../../../shared/acceptances/acceptance-store.ts';
import { deriveAcceptance } from '../../../shared/acceptances/derive-acceptance.ts';
import { AUTHORISATION_HEAD } from '../../../shared/authorisations/authorisation-store.ts';
import { deriveAuthorisation } from '../../../shared/authorisations/derive.ts';
import { type BatchAnswer, inStreamOrder } from '../../../shared/aws/event-batch.ts';
import { CASE_HEAD } from '../../../shared/cases/case-store.ts';
import { deriveCase } from '../../../shared/cases/derive-case.ts';
import { bringAbout, type Follows, type FollowsStores } from '../../../shared/cases/follows.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { letterId } from '../../../shared/crypto/letter-keys.ts';
import type { BearerStore } from '../../../shared/files/bearer-store.ts';
import { borneFiles } from '../../../shared/files/borne-files.ts';
import { FILE_HEAD } from '../../../shared/files/file-store.ts';
import { deriveImport } from '../../../shared/imports/derive.ts';
import { IMPORT_HEAD } from '../../../shared/imports/import-store.ts';
import { deriveInstrument } from '../../../shared/instruments/derive-instrument.ts';
import { INSTRUMENT_HEAD } from '../../../shared/instruments/instrument-store.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import { traced } from '../../../shared/kernel/traced.ts';
import type { Versioned } from '../../../shared/letters/letter.ts';
import type { LetterIndex } from '../../../shared/letters/letter-index-store.ts';
import { letterMarks } from '../../../shared/letters/letter-marks.ts';
import type { LetterService } from '../../../shared/letters/letter-service.ts';
import { LETTER_SERVICE_HEAD } from '../../../shared/letters/letter-service-store.ts';
import { MANDATE_HEAD } from '../../../shared/mandates/mandate-store.ts';
import { deriveObjection } from '../../../shared/objections/derive-objection.ts';
import { OBJECTION_HEAD } from '../../../shared/objections/objection-store.ts';
import { carryOut, type Derived, type DerivedStores, derive } from '../../../shared/records/derive.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { RECORD_HEAD } from '../../../shared/records/record-store.ts';
import type { Head, HeadKey } from '../../../shared/register/head.ts';
import type { HeadKind } from '../../../shared/register/head-kind.ts';
import { fromItem } from '../../../shared/register/head-store.ts';
import { RELAYED, type Relayed } from '../../../shared/register/relayed.ts';
import { deriveRepair } from '../../../shared/repairs/derive-repair.ts';
import { REPAIR_HEAD } from '../../../shared/repairs/repair-store.ts';
import {
  deriveErasure,
  derivePutAway,
  deriveRetention,
  type PutAwayFollows,
} from '../../../shared/retention/derive-retention.ts';
import { ERASURE_HEAD } from '../../../shared/retention/erasure-store.ts';
import { PUT_AWAY_HEAD } from '../../../shared/retention/put-away-store.ts';
import type { RetentionDueStore } from '../../../shared/retention/retention-due-store.ts';
import type { AccessStore } from '../../../shared/subject-door/access-store.ts';
import type { CodeAliasStore } from '../../../shared/subjects/code-alias-store.ts';
import type { NameLeadStore } from '../../../shared/subjects/name-lead-store.ts';
import { deriveSubscription } from '../../../shared/subscriptions/derive.ts';
import { SUBSCRIPTION_HEAD } from '../../../shared/subscriptions/subscription-store.ts';
import { deriveTask } from '../../../shared/tasks/derive-task.ts';
import { TASK_HEAD } from '../../../shared/tasks/task-store.ts';
import { deriveTypicalCase } from '../../../shared/typical-cases/derive.ts';
import { TYPICAL_CASE_HEAD } from '../../../shared/typical-cases/typical-case-store.ts';
import { deriveEndpoint } from '../../../shared/webhooks/derive.ts';
import { ENDPOINT_HEAD } from '../../../shared/webhooks/endpoint-store.ts';

const StreamEvent = z.object({
  Records: z.array(z.object({ dynamodb: z.object({ SequenceNumber: z.string(), NewImage: z.unknown() }) })),
});

const Attributes = z.record(z.string(), z.any());
const Image = z.looseObject({ entity: z.string(), pk: z.string(), sk: z.string() });
type Image = z.output<typeof Image>;

export interface RelayDependencies extends DerivedStores, FollowsStores {
  readonly codeAliases: CodeAliasStore;
  readonly nameLeads: Pick<NameLeadStore, 'put'>;
  readonly retentionDue: Pick<RetentionDueStore, 'note'>;
  readonly accesses: Pick<AccessStore, 'note'>;
  readonly letters: Pick<LetterIndex, 'note'>;
  /** Tells the readers that a record's subject authorised, where they asked for it. */
  readonly readers: (record: CreditRecord) => Promise<void>;
  readonly bearers: Pick<BearerStore, 'note'>;
  readonly log: Log;
}

const noLetters = async (): Promise<void> => undefined;

/** Of what nobody need be told, only its term runs. */
const NOTHING_FOLLOWS: Follows = { notifications: [], work: [] };

/** Who must be told beside what else follows. */
type Told = Pick<Follows & Derived, 'notifications'>;

/**
 * Turns every change of the register into what must follow from it. All of it is written and sent under keys that follow from the head and
 * its version, so that a repeated or late event changes nothing.
 */
export const relay = (deps: RelayDependencies) => {
  /** A head of one sort: what follows from a version of it, and who brings that about. */
  const head =
    <One extends Head, What extends Told>(
      kind: Pick<HeadKind<One>, 'entity' | 'format'>,
      derived: (one: One, key: HeadKey) => What,
      write: (what: What) => Promise<void>,
      letters: (image: One, key: HeadKey) => Promise<void> = noLetters,
    ) =>
    async (item: Image): Promise<void> => {
      const { image } = fromItem(kind, item);
      const key = { pk: item.pk, sk: item.sk };
      const what = derived(image, key);
      await write(what);
      await letters(image, key);
      await deps.bearers.note({ id: image.id, key }, borneFiles(image));
      // Last of all: what is noted with a version says that all else was sent.
      const { due, work } = deriveRetention(kind.entity, image, key);
      await deps.caseWork.send(work);
      await deps.retentionDue.note(due);
      deps.log.info(messages.recordRelayed, { head: traced(image), notifications: what.notifications.length });
    };

  /** The letters to the subject that a version brings forth, for the list of what is to be served. */
  const noteLetters = (source: Versioned): Promise<void> => deps.letters.note(letterMarks(source, letterId));
  const noteServed = ({ letter }: LetterService): Promise<void> => deps.letters.note({ came: [], settled: [letter] });

  const disclose = (what: Derived) => carryOut(deps, what);
  const workOn = (what: Follows) => bringAbout(deps, what);
  const leave = async ({ access, ...what }: PutAwayFollows): Promise<void> => {
    if (access) await deps.accesses.note(access.subject, access.id, access.access);
    await disclose(what);
  };

  const subject = async (item: Image): Promise<void> => {
    await deps.codeAliases.put(item);
    await deps.nameLeads.put(item);
  };

  const table: Readonly<Record<Relayed, (item: Image) => Promise<void>>> = {
    record: head(
      RECORD_HEAD,
      (record, key) => derive(record, key, digestId),
      disclose,
      async (image, key) => {
        await deps.readers(image);
        await noteLetters({ entity: 'record', image, key });
      },
    ),
    subject,
    case: head(
      CASE_HEAD,
      (joint, key) => deriveCase(joint, key, digestId),
      workOn,
      (image, key) => noteLetters({ entity: 'case', image, key }),
    ),
    'letter-service': head(LETTER_SERVICE_HEAD, () => NOTHING_FOLLOWS, workOn, noteServed),
    task: head(TASK_HEAD, (task, key) => deriveTask(task, key, digestId), workOn),
    instrument: head(INSTRUMENT_HEAD, deriveInstrument, workOn),
    objection: head(
      OBJECTION_HEAD,
      (objection, key) => deriveObjection(objection, key, digestId),
      workOn,
      (image, key) => noteLetters({ entity: 'objection', image, key }),
    ),
    'typical-case': head(TYPICAL_CASE_HEAD, deriveTypicalCase, disclose),
    authorisation: head(AUTHORISATION_HEAD, (given) => deriveAuthorisation(given, digestId), workOn),
    import: head(IMPORT_HEAD, (image) => deriveImport(image, digestId), workOn),
    subscription: head(SUBSCRIPTION_HEAD, (one, key) => deriveSubscription(one, key, digestId), workOn),
    endpoint: head(ENDPOINT_HEAD, (endpoint) => deriveEndpoint(endpoint, digestId), workOn),
    'put-away': head(PUT_AWAY_HEAD, (away, key) => derivePutAway(away, key, digestId), leave),
    erasure: head(ERASURE_HEAD, deriveErasure, workOn),
    mandate: head(MANDATE_HEAD, () => NOTHING_FOLLOWS, workOn),
    acceptance: head(ACCEPTANCE_HEAD, deriveAcceptance, workOn),
    file: head(FILE_HEAD, () => NOTHING_FOLLOWS, workOn),
    repair: head(
      REPAIR_HEAD,
      (repair, key) => deriveRepair(repair, key, digestId),
      workOn,
      (image, key) => noteLetters({ entity: 'repair', image, key }),
    ),
  };

  const relayImage = async (newImage: unknown): Promise<void> => {
    const item = Image.parse(unmarshall(Attributes.parse(newImage)));
    const entity = RELAYED.find((relayed) => relayed === item.entity);
    if (entity !== undefined) await table[entity](item);
  };

  return (event: unknown): Promise<BatchAnswer> =>
    inStreamOrder(
      StreamEvent.parse(event).Records,
      ({ dynamodb }) => dynamodb.SequenceNumber,
      ({ dynamodb }) => relayImage(dynamodb.NewImage),
      { failed: (itemIdentifier, error) => deps.log.error(messages.relayFailed, { itemIdentifier, error }) },
    );
};
