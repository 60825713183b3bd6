/** An id as heads have it (shared/crypto/head-keys.ts): what else is called `files` somewhere is no list of files. */
const ID = /^[\w-]{22}$/;

const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);

/**
 * Ids of the files that a head of any sort bears, each once: whatever its content calls `files`, at any depth. So it is of every sort that bears
 * files (异议、修复申请、陈述申辩、容缺补件、送达凭证), and will be of one that is built later, without a list that somebody must keep.
 */
export const borneFiles = (image: unknown): readonly string[] => {
  const found = new Set<string>();
  const look = (value: unknown, name?: string): void => {
    if (Array.isArray(value)) {
      for (const member of value) {
        if (name === 'files' && isId(member)) found.add(member);
        look(member);
      }
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) look(member, key);
  };
  look(image);
  return [...found];
};
