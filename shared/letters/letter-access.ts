import type { Role } from '../http/operation.ts';
import type { Letter, LetterEntity } from './letter.ts';

/** Who may read any letter: who answers for the system, and who audits. */
const SEE_ALL: readonly Role[] = ['credit-office', 'auditor'];

interface Caller {
  readonly department: string;
  readonly roles: readonly Role[];
}

/** A letter as far as access to it is asked for. */
interface Issued {
  readonly department: string;
  readonly about: { readonly entity: LetterEntity };
}

/** Whether somebody reads the letters of every department. */
export const seesAllLetters = ({ roles }: Pick<Caller, 'roles'>): boolean =>
  roles.some((role) => SEE_ALL.includes(role));

/** Whether a letter is the caller's own to issue and serve (I7): cases are initiators' work. */
export const issues = ({ department, about }: Issued, caller: Caller): boolean =>
  caller.department === department && (about.entity !== 'case' || caller.roles.includes('initiator'));

/** Whether a department may know of a letter; another's is as absent as one that does not exist. */
export const mayReadLetter = (letter: Issued, caller: Caller): boolean =>
  seesAllLetters(caller) || issues(letter, caller);

/** What the subject's side finds at its door: what was served, and what needs no service to be known. */
export const standsAtDoor = ({ isOpenAtDoor }: Letter, isServed: boolean): boolean => isOpenAtDoor || isServed;
