import { kindDefinition, type RecordKind } from '../records/kinds/kinds.ts';
import { mayBePublic } from '../records/publicity-rules.ts';
import type { Entry } from './entry.ts';

const OF_A_PERSON = /^\/(subject\/)?(document|legalRepresentative|birthDate)\b/;
const OF_PUBLICITY = /^\/disclosure\//;

/**
 * Whether who fills a kind's table is shown a column: not where intake refuses whatever stands in it. A statement is about organisations
 * alone (shared/records/lawful-statement.ts); what no rule lets be public has no decision about that; what a later finding fills is not sent.
 * In a table that has such a column its cells are read all the same, and refused by their reasons.
 */
export const isOffered = (kind: RecordKind, { requirement, column: { at } }: Entry): boolean =>
  requirement !== 'found' &&
  !(OF_A_PERSON.test(at) && kindDefinition(kind).statementOf !== undefined) &&
  !(OF_PUBLICITY.test(at) && !mayBePublic(kind));
