import type { LedgerLine } from '../withdrawal-ledger/ledger.ts';
import type { TypicalCase } from './typical-case.ts';

/** 上级平台: it has no inbox here; packages tell it what was taken back. */
const SUPERIOR_PLATFORM = 'superior-platform';

/** A typical case that went to the superior platform, as the ledger shows it: its head bears the receipts. Undefined if it never went. */
export const exchangedLine = ({
  version,
  state,
  change,
  exported,
  withdrawalExported,
}: TypicalCase): LedgerLine | undefined => {
  if (exported === undefined) return undefined;
  const { at, package: purpose } = exported;
  const told = withdrawalExported ?? (state === 'withdrawn' ? { at: change.at } : undefined);
  const standing = withdrawalExported === undefined ? 'on-its-way' : 'told';
  return {
    recipient: SUPERIOR_PLATFORM,
    channel: 'exchange',
    purpose,
    version,
    at,
    ends: told === undefined ? [] : [{ type: 'record.ended', version, at: told.at, standing }],
  };
};
