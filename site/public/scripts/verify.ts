import type { Label } from '../../../shared/kernel/label.ts';
import { readAsked } from './asked.ts';
import { forget, remember, remembered } from './checkpoint.ts';
import { element, make, pair } from './dom.ts';
import { isOver, startEnding } from './ended.ts';
import { copyOf, entriesOf, type PublicEntry } from './entries.ts';
import { startPage } from './page.ts';
import { entryProof, logProof } from './proof.ts';
import { fill } from './work.ts';

const WRONG_CODE = {
  zh: '请输入正确的 18 位统一社会信用代码。',
  en: 'Enter a unified social credit code: 18 characters, the last one checked.',
};
const NOTHING = {
  zh: '这个统一社会信用代码下现在没有公示信息。除此以外，这不说明任何事情。',
  en: 'Nothing is public under this code now. That says nothing else.',
};
const NO_ENTRY = {
  zh: '这不是一条公示信息：请粘贴整份下载文件（NDJSON）中的一行。',
  en: 'This is no entry: paste one line of a downloaded file (NDJSON).',
};
const OVER = {
  zh: '这条信息的公示期已满，不得再使用、保存或者传播；不再核验。',
  en: 'This entry is no longer public and may not be used, kept or passed on; it is not verified.',
};
const NOTHING_OLDER = {
  zh: '本浏览器没有记住过检查点：请粘贴一个较早的检查点，或者先核验一条信息。',
  en: 'This browser remembers no checkpoint: paste an earlier one, or verify an entry first.',
};

const proofs = element('proofs', HTMLElement);
const note = (label: Label, sort = ''): HTMLElement => make('p', { class: `note ${sort}`.trim() }, pair(label));

/** Each entry with the place of its proof; they are proven one after another, for they share files. */
const prove = async (entries: readonly PublicEntry[]): Promise<readonly Node[]> => {
  const shown: Node[] = [];
  for (const entry of entries) shown.push(await entryProof(entry, remembered(), remember));
  showForget();
  return shown;
};

const byCode = async (text: string, id: string): Promise<readonly Node[]> => {
  const asked = readAsked(text);
  if (asked.is !== 'code') return [note(WRONG_CODE, 'warning')];
  const entries = await entriesOf(asked.code);
  const wanted = entries.filter(
    ({ publicId, fields }) => (id === '' || publicId === id) && !isOver(String(fields['publicUntil'] ?? '')),
  );
  return wanted.length === 0 ? [note(NOTHING)] : prove(wanted);
};

const byCopy = async (text: string): Promise<readonly Node[]> => {
  const entry = copyOf(text);
  if (entry === undefined) return [note(NO_ENTRY, 'warning')];
  if (isOver(String(entry.fields['publicUntil'] ?? ''))) return [note(OVER, 'warning')];
  return prove([entry]);
};

const showForget = (): void => {
  element('forget', HTMLButtonElement).hidden = remembered() === undefined;
};

const onSubmit = (form: string, work: () => void): void =>
  element(form, HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    work();
  });

const code = element('code', HTMLInputElement);
const copy = element('copy', HTMLTextAreaElement);
const older = element('older', HTMLTextAreaElement);

startPage();
showForget();
onSubmit('by-code', () => void fill(proofs, () => byCode(code.value, '')));
onSubmit('by-copy', () => void fill(proofs, () => byCopy(copy.value)));
onSubmit('log', () => {
  const pasted = older.value.trim();
  const given = pasted === '' ? remembered() : `${pasted}\n`;
  void fill(element('log-proof', HTMLElement), async () =>
    given === undefined ? [note(NOTHING_OLDER, 'warning')] : [await logProof(given, remember)],
  );
});
element('forget', HTMLButtonElement).addEventListener('click', () => {
  forget();
  showForget();
});

/** An organisation's page leads here with the code and the entry. */
const startFromAddress = (): void => {
  const asked = new URLSearchParams(location.hash.slice(1));
  const wanted = asked.get('code');
  if (wanted === null) return;
  code.value = wanted;
  void fill(proofs, () => byCode(wanted, asked.get('id') ?? ''));
};
window.addEventListener('hashchange', startFromAddress);
startFromAddress();
startEnding();
