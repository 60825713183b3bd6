import { KINDS, kindDefinition, NATIONAL_KINDS } from '../../shared/records/kinds/kinds.ts';
import { type Announced, type Api, apiOf, type Import, Refused } from './api.ts';
import { digestOf } from './digest.ts';
import {
  currentLanguage,
  element,
  sayTrouble,
  show,
  showEarlier,
  showImport,
  showProgress,
  switchLanguage,
  text,
  writeTexts,
} from './page.ts';
import { sendForm } from './send-form.ts';
import { leaveToSignIn, type SignInConfig, tokenAfterReturn } from './sign-in.ts';

/** How often the page asks how far an import is. */
const EVERY_MS = 2_000;
const IN_MOTION: readonly Import['state'][] = ['awaited', 'running'];

const FORMATS: Readonly<Record<string, Announced['format']>> = {
  csv: 'csv',
  xlsx: 'xlsx',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
};

let watched: Import | undefined;

const listKinds = (): void => {
  const chosen = element('kind', HTMLSelectElement);
  const before = chosen.value;
  chosen.replaceChildren(
    ...KINDS.map((kind) => new Option(kindDefinition(kind).label[currentLanguage()], kind, false, kind === before)),
  );
  if (before === '') chosen.value = NATIONAL_KINDS[0] ?? '';
};

/** A file that did not arrive: `message` says what to do. */
class Cut extends Error {
  override readonly name = 'Cut';
}

const troubleOf = (error: unknown): string => {
  if (error instanceof Cut) return error.message;
  if (!(error instanceof Refused)) return text('offline');
  return error.status === 401 ? text('signedOut') : error.message;
};

/** Does something that may be refused, and says so if it is. */
const attempt = async (what: () => Promise<void>): Promise<void> => {
  sayTrouble(undefined);
  try {
    await what();
  } catch (error) {
    sayTrouble(troubleOf(error));
    if (error instanceof Refused && error.status === 401) show('signing-in');
  }
};

const listEarlier = async (api: Api): Promise<void> =>
  showEarlier(await api.recent(), (id) => void attempt(() => watch(api, id)));

const watch = async (api: Api, id: string): Promise<void> => {
  watched = await api.look(id);
  show('current');
  while (watched?.id === id) {
    showImport(watched);
    if (!IN_MOTION.includes(watched.state)) return;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    if (watched.id === id) watched = await api.look(id);
  }
};

const sendFile = async (api: Api, file: File): Promise<void> => {
  const format = FORMATS[file.name.split('.').at(-1)?.toLowerCase() ?? ''];
  if (format === undefined) return sayTrouble(text('unknownType'));
  watched = undefined;
  element('current-title', HTMLElement).textContent = file.name;
  element('figures', HTMLElement).replaceChildren();
  // At once: what became of the file before is not said of this one.
  showProgress(text('digesting'), 0);
  show('errors', false);
  const share = (bytes: number): number => Math.min(1, bytes / Math.max(1, file.size));
  const sha256 = await digestOf(file, (bytes) => showProgress(text('digesting'), share(bytes)));
  const kind = element('kind', HTMLSelectElement).value;
  const announced = await api.announce({ kind, format, name: file.name, size: file.size, sha256 });
  const { form } = announced;
  if (form !== undefined) {
    await sendForm(form, file, (sent) => showProgress(text('sending'), share(sent))).catch(() => {
      throw new Cut(text('sendingFailed'));
    });
  }
  await watch(api, announced.id);
  await listEarlier(api);
};

const download = async (api: Api, format: 'csv' | 'xlsx'): Promise<void> => {
  const kind = element('kind', HTMLSelectElement).value;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await api.template(kind, format));
  link.download = `${kind}.${format}`;
  link.click();
  URL.revokeObjectURL(link.href);
};

const work = async (api: Api): Promise<void> => {
  show('sending');
  element('sending', HTMLFormElement).addEventListener('submit', async (event) => {
    event.preventDefault();
    const [file] = element('file', HTMLInputElement).files ?? [];
    const button = element('send', HTMLButtonElement);
    button.disabled = true;
    if (file !== undefined) await attempt(() => sendFile(api, file));
    button.disabled = false;
  });
  for (const format of ['csv', 'xlsx'] as const)
    element(`template-${format}`, HTMLButtonElement).addEventListener('click', () =>
      attempt(() => download(api, format)),
    );
  element('language', HTMLButtonElement).addEventListener('click', () => attempt(() => listEarlier(api)));
  await attempt(() => listEarlier(api));
};

const writeAll = (): void => {
  writeTexts();
  listKinds();
  if (watched !== undefined) showImport(watched);
};

const start = async (): Promise<void> => {
  writeAll();
  element('language', HTMLButtonElement).addEventListener('click', () => {
    switchLanguage();
    writeAll();
  });
  const config: SignInConfig = await (await fetch('/upload/config.json')).json();
  element('sign-in', HTMLButtonElement).addEventListener('click', () => attempt(() => leaveToSignIn(config)));
  const token = await tokenAfterReturn(config);
  show('signing-in', token === undefined);
  if (token !== undefined) await work(apiOf(token, currentLanguage));
};

start().catch(() => {
  show('signing-in');
  sayTrouble(text('signInFailed'));
});
