import type { CheckFile } from '../../../shared/checks/check.ts';
import type { CheckFiles } from '../../../shared/checks/check-file-store.ts';
import type { Caller } from '../../../shared/http/event.ts';

/** What is kept of a check, if the caller may know of it: its own department, and an auditor where `auditors` are let in. */
export const ownCheck = async (
  files: Pick<CheckFiles, 'get'>,
  id: string,
  { department, roles }: Caller,
  { auditors }: { readonly auditors: boolean },
): Promise<CheckFile | undefined> => {
  const file = await files.get(id);
  const mayRead = file?.check.department === department || (auditors && roles.includes('auditor'));
  return mayRead ? file : undefined;
};
