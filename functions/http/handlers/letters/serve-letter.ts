import { headId } from '../../../../shared/crypto/head-keys.ts';
import { letterServiceKey } from '../../../../shared/crypto/letter-keys.ts';
import { attachableFiles } from '../../../../shared/files/attachable.ts';
import type { FilesById } from '../../../../shared/files/file-store.ts';
import { api } from '../../../../shared/http/api.ts';
import { answer, refuse } from '../../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../../shared/kernel/beijing-time.ts';
import { isRefused } from '../../../../shared/kernel/failure.ts';
import { issues } from '../../../../shared/letters/letter-access.ts';
import { serveLetter } from '../../../../shared/letters/letter-service.ts';
import { toLetterView } from '../../../../shared/letters/letter-view.ts';
import { serveLetterOperation } from '../../../../shared/letters/operations.ts';
import { hrefOf, type LetterDependencies, readableLetter } from './letters.ts';

export interface ServeLetterDependencies extends LetterDependencies {
  readonly filesOf: FilesById;
  readonly now: () => Instant;
}

/** POST /letters/{id}/service: once; the text that was handed over is kept as a digest. */
export const serveLetters = (deps: ServeLetterDependencies) =>
  api(serveLetterOperation, deps, async (request) => {
    const { body, caller } = request;
    const { department, officer } = caller;
    const letter = await readableLetter(deps, request, body);
    // Who reads every letter serves none but its own (I7).
    if (letter === undefined || !issues(letter, caller)) return refuse({ kind: 'not-found' });
    const at = deps.now();
    const { files = [] } = body;
    const unfit = attachableFiles(await deps.filesOf(files), files, department, '/files');
    if (isRefused(unfit)) return { refused: unfit };
    const proof = await deps.renderer.proof(letter);
    const proven = { ...proof, id: headId(letterServiceKey(letter.subject.key, letter.id)) };
    const by = { department, officer, at };
    const served = serveLetter(letter, body, { proven, by, today: beijingDate(at) });
    if (!served.ok) return { refused: served.failure };
    const { about: _, ...said } = body;
    const added = await deps.services.add(served.value, { operation: serveLetterOperation.id, department, ...said });
    if (!added.ok) return refuse({ kind: 'already-served' });
    const { image, created } = added.value;
    return answer(created ? 201 : 200, toLetterView(letter, { service: image, digest: proof.digest, hrefOf }));
  });
