import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches, type Patience } from '../aws/batches.ts';
import { inserts } from '../aws/inserts.ts';
import type { PersonKeys } from '../crypto/person-keys.ts';
import type { Instant } from '../kernel/beijing-time.ts';
import { concurrently } from '../kernel/concurrently.ts';
import { isLeaving, subjectItemKey } from './known-subject-store.ts';
import { personAliasKey } from './person-alias-store.ts';
import { identityOf, organisationKey, type SubjectSubmission } from './subject.ts';
import { type ResolvedSubject, resolvedAs, toOrganisationItem } from './subject-item.ts';
import type { SubjectStore } from './subject-store.ts';

/** Finds many subjects at once, or enters them at first sight; answers in the order of the submissions. */
export type ResolveMany = (
  submissions: readonly SubjectSubmission[],
  at: Instant,
) => Promise<readonly ResolvedSubject[]>;

/** Subjects that are found one by one at a time. */
const AT_ONCE = 8;

type Item = Readonly<Record<string, unknown>>;

const AliasItem = z.object({ pk: z.string(), subject: z.string() });

/** The key of an organisation that its own code tells; one known by an old registration number alone may be another's alias. */
const plainKey = (subject: SubjectSubmission): string | undefined =>
  subject.category !== 'person' && subject.unifiedSocialCreditCode !== undefined ? organisationKey(subject) : undefined;

/**
 * Subjects by the hundred: a read for a hundred of them, a call for 25 that are new. Whatever is not plain (a new person, an older code, one
 * that is about to be forgotten) goes the way of a single one, `subjects`. Needs BatchGetItem and PartiQLInsert.
 */
export const subjectBatches = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly personKeys: () => Promise<PersonKeys>;
  readonly subjects: SubjectStore;
  readonly patience?: Patience;
}): ResolveMany => {
  const { get } = batches(deps.client, deps.table, deps.patience);
  const insert = inserts(deps.client, deps.table, deps.patience);

  /** Keys of persons by their identity, as far as the newest of their aliases is known. */
  const personKeysOf = async (
    persons: readonly (readonly [string, SubjectSubmission])[],
  ): Promise<readonly (readonly [string, string])[]> => {
    if (persons.length === 0) return [];
    const keyring = await deps.personKeys();
    const aliases = persons.flatMap(([identity, subject]) =>
      subject.category === 'person' ? [[identity, personAliasKey(keyring.aliases(subject.document)[0])] as const] : [],
    );
    const items = z.array(AliasItem).parse(await get(aliases.map(([, key]) => key)));
    const byAlias = new Map(items.map(({ pk, subject }) => [pk, subject]));
    return aliases.flatMap(([identity, { pk }]) => {
      const key = byAlias.get(pk);
      return key === undefined ? [] : [[identity, key] as const];
    });
  };

  const itemsOf = async (keys: Iterable<string>): Promise<ReadonlyMap<string, Item>> => {
    const items = await get([...new Set(keys)].map(subjectItemKey));
    return new Map(items.map((item) => [String(item['pk']), item]));
  };

  /** Enters organisations that are seen for the first time; answers with those that are entered. */
  const enter = async (
    absent: ReadonlyMap<string, SubjectSubmission>,
    at: Instant,
  ): Promise<ReadonlyMap<string, Item>> => {
    const items = [...absent].flatMap(([key, subject]) =>
      subject.category === 'person' ? [] : [toOrganisationItem(subject, key, at)],
    );
    const outcomes = await insert(items);
    return new Map(items.filter((_, place) => outcomes[place] === 'inserted').map((item) => [item.pk, item]));
  };

  return async (submissions, at) => {
    const firsts = new Map(submissions.toReversed().map((one) => [identityOf(one), one]));
    const distinct = [...firsts].reverse();
    const keys = new Map<string, string>([
      ...distinct.flatMap(([identity, one]) => {
        const key = plainKey(one);
        return key === undefined ? [] : [[identity, key] as const];
      }),
      ...(await personKeysOf(distinct.filter(([, { category }]) => category === 'person'))),
    ]);
    const known = new Map([...(await itemsOf(keys.values()))].filter(([, item]) => !isLeaving(item)));
    const absent = distinct.flatMap(([identity, one]) => {
      const key = plainKey(one);
      return key !== undefined && key === keys.get(identity) && !known.has(key) ? [[key, one] as const] : [];
    });
    for (const [key, item] of await enter(new Map(absent), at)) known.set(key, item);

    const others = distinct.filter(([identity]) => !known.has(keys.get(identity) ?? ''));
    await concurrently(AT_ONCE, others, async ([identity, one]) => {
      keys.set(identity, (await deps.subjects.resolve(one, at)).key);
    });
    for (const [key, item] of await itemsOf(others.flatMap(([identity]) => keys.get(identity) ?? [])))
      known.set(key, item);
    return submissions.map((one) => resolvedAs(known.get(keys.get(identityOf(one)) ?? ''), one.name));
  };
};
