import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import { isRefused } from '../../../shared/kernel/failure.ts';
import type { AnyHeads } from '../../../shared/retention/any-head-store.ts';
import { openArchive as contract } from '../../../shared/retention/operations.ts';
import { opened } from '../../../shared/retention/put-away.ts';
import type { PutAwayStore } from '../../../shared/retention/put-away-store.ts';
import { toOpenedView } from '../../../shared/retention/views.ts';
import { identityNumbersIn } from '../../../shared/subjects/identity-numbers.ts';

export interface OpenArchiveDependencies extends ApiDependencies {
  readonly archive: PutAwayStore;
  readonly heads: Pick<AnyHeads, 'version'>;
  readonly now: () => Instant;
}

/** POST /archive/{id}/openings: noted first, shown then, so that nothing is seen of which no trace is left. */
export const openArchive = (deps: OpenArchiveDependencies) =>
  api(contract, deps, async ({ id, body, caller }) => {
    const stored = await deps.archive.find(id);
    if (stored === undefined) return refuse({ kind: 'not-found' });
    if (stored.image.state === 'erased') return refuse({ kind: 'content-erased' });
    const texts = [
      { pointer: '/reason', text: body.reason },
      { pointer: '/document', text: body.document },
    ];
    const failures = identityNumbersIn(texts);
    if (isRefused(failures)) return { refused: failures };
    const { department, officer } = caller;
    const by = { department, officer, at: deps.now() };
    const noted = await deps.archive.change(stored, opened(stored.image, body, by), ['archived']);
    if (!noted.ok) return refuse({ kind: 'service-busy' });
    const { image } = noted.value;
    const content = await deps.heads.version(id, image.content);
    return content === undefined ? refuse({ kind: 'content-erased' }) : answer(201, toOpenedView(image, content));
  });
