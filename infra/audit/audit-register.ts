import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { CHAIN_FINDINGS, chainFindings } from '../../shared/audit/chain.ts';
import { type ChainSeen, chainStore, versionItem } from '../../shared/audit/chain-store.ts';
import { documentClient } from '../../shared/aws/clients.ts';
import { concurrently } from '../../shared/kernel/concurrently.ts';

/** Chains of a page at a time: each is a query. */
const AT_ONCE = 16;

export interface AuditTally {
  /** Heads by their sort. */
  readonly heads: Record<string, number>;
  versions: number;
  erased: number;
  breaks: number;
}

const HISTORY = 'HISTORY#';

/**
 * Reads the register from end to end and verifies every chain; then those that have history and no head. Each break is reported as it is
 * found. It holds the ids of all heads in memory: 100 MB for a million.
 */
export const auditRegister = async (deps: {
  readonly table: string;
  readonly segments: number;
  readonly report: (line: string) => void;
}): Promise<AuditTally> => {
  const client = documentClient();
  const chains = chainStore({ client, table: deps.table });
  const tally: AuditTally = { heads: {}, versions: 0, erased: 0, breaks: 0 };
  const heads = new Set<string>();
  const histories = new Set<string>();

  const judge = (id: string, { entity = 'head-missing', head, history }: ChainSeen) => {
    const links = [...history, ...(head ? [head] : [])];
    tally.heads[entity] = (tally.heads[entity] ?? 0) + 1;
    tally.versions += links.length;
    tally.erased += links.filter(({ content }) => content?.erased).length;
    for (const { version, finding } of chainFindings(id, history, head)) {
      tally.breaks += 1;
      const { zh, en } = CHAIN_FINDINGS[finding];
      deps.report(`${entity} ${id} v${version}: ${finding} ${zh} ${en}`);
    }
  };

  const page = async (items: readonly Record<string, unknown>[]) => {
    for (const { pk } of items) {
      if (typeof pk === 'string' && pk.startsWith(HISTORY)) histories.add(pk.slice(HISTORY.length));
    }
    const found = items.flatMap((item) => versionItem(item) ?? []).filter(({ entity }) => entity !== 'history');
    await concurrently(AT_ONCE, found, async (head) => {
      heads.add(head.id);
      judge(head.id, await chains.chainOf(head));
    });
  };

  const segment = async (number: number) => {
    const scan = { TableName: deps.table, ConsistentRead: true, Segment: number, TotalSegments: deps.segments };
    for await (const { Items = [] } of paginateScan({ client }, scan)) await page(Items);
  };
  await Promise.all(Array.from({ length: deps.segments }, (_, number) => segment(number)));

  for (const id of [...histories].filter((one) => !heads.has(one))) {
    // A head of a moment ago may have been passed before it was there.
    const seen = await chains.chain(id);
    if (seen !== undefined) judge(id, seen);
  }
  return tally;
};
