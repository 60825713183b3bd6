import { heardOfCase } from '../exchange/heard.ts';
import type { Derived } from '../records/derive.ts';
import type { HeadKey } from '../register/head.ts';
import type { TypicalCase } from './typical-case.ts';

/** What follows from a version of a typical case: the publisher looks at what is public, or was; what must leave does not wait. */
export const deriveTypicalCase = (typical: TypicalCase, { pk, sk }: HeadKey): Derived => {
  const { id, version, state } = typical;
  const exchange = heardOfCase(typical, { pk, sk });
  if (state !== 'published' && state !== 'withdrawn') return { notifications: [] };
  return {
    pending: { recordId: id, recordPk: pk, recordSk: sk, version },
    notifications: [],
    ...(exchange && { exchange }),
    ...(state === 'withdrawn' && { publication: `${id}.${version}` }),
  };
};
