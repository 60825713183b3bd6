import { CHAIN_FINDINGS, chainFindings } from '../../../../shared/audit/chain.ts';
import type { ChainStore } from '../../../../shared/audit/chain-store.ts';
import { verifyChain } from '../../../../shared/audit/operations.ts';
import { type ApiDependencies, api } from '../../../../shared/http/api.ts';
import { answer, refuse } from '../../../../shared/http/respond.ts';

/** GET /audit/chains/{id}: recomputes every hash of a head's versions and says what does not fit. */
export const verifyChains = (deps: ApiDependencies & { readonly chains: Pick<ChainStore, 'chain'> }) =>
  api(verifyChain, deps, async ({ id }) => {
    const seen = await deps.chains.chain(id);
    if (seen === undefined) return refuse({ kind: 'not-found' });
    const { entity, head, history } = seen;
    const findings = chainFindings(id, history, head);
    const links = [...history, ...(head ? [head] : [])];
    return answer(200, {
      id,
      entity,
      holds: findings.length === 0,
      versions: links.length,
      erased: links.filter(({ content }) => content?.erased).length,
      hash: head?.content?.hash,
      findings: findings.map(({ version, finding }) => ({ version, code: finding, meaning: CHAIN_FINDINGS[finding] })),
    });
  });
