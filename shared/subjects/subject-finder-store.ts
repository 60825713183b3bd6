import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PersonKeys } from '../crypto/person-keys.ts';
import type { CodeAliasStore } from './code-alias-store.ts';
import { personAliasStore } from './person-alias-store.ts';
import type { PersonDocument } from './person-documents.ts';

/** One identifier of a subject, in the register's spelling: a code of an organisation, or a person's document. */
export type Identifier =
  | { readonly type: 'document'; readonly document: PersonDocument }
  | { readonly type: string; readonly code: string };

/** A subject as an identifier names it. */
export interface FoundSubject {
  /** Key of its partition; undefined for whom the register does not know. An organisation has one before it is known. */
  readonly key?: string;
  /** What tells it apart from others and may be kept: of a person a keyed alias, never the number. */
  readonly handle: string;
}

/** Finds subjects and enters none: who is asked about is not made known by that. */
export interface SubjectFinder {
  find(identifier: Identifier): Promise<FoundSubject>;
}

export const subjectFinder = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly personKeys: () => Promise<PersonKeys>;
  readonly olderCodes: Pick<CodeAliasStore, 'find'>;
}): SubjectFinder => {
  const persons = personAliasStore(deps);

  const person = async (document: PersonDocument): Promise<FoundSubject> => {
    const aliases = (await deps.personKeys()).aliases(document);
    const [{ keyVersion, alias }] = aliases;
    const known = await persons.find(aliases);
    return { handle: `ALIAS#${keyVersion}#${alias}`, ...(known && { key: known.key }) };
  };

  const organisation = async (type: string, code: string): Promise<FoundSubject> => {
    if (type === 'unifiedSocialCreditCode') return { key: `ORG#${code}`, handle: `ORG#${code}` };
    const handle = `${type}#${code}`;
    const known = await deps.olderCodes.find(type, code);
    if (known !== undefined) return { key: known, handle };
    return type === 'registrationNumber' ? { key: `REG#${code}`, handle } : { handle };
  };

  return {
    find: (identifier) =>
      'document' in identifier ? person(identifier.document) : organisation(identifier.type, identifier.code),
  };
};
