import type { Failure } from '../kernel/failure.ts';
import type { AllowedType } from './allowed-types.ts';

/** Separators of paths, and what some system or other does not let stand in a file's name. */
const FORBIDDEN = /[\\/:*?"<>|]/;
/** What is not seen, and what turns the direction of reading, so that `fdp.exe` reads as `exe.pdf`; white space other than a blank of either width. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]|[^\S \u3000]/u;

/** Why a file may not be called so: the name is shown to officers and offered when the file is saved. */
export const nameFailures = (name: string, { extensions }: Pick<AllowedType, 'extensions'>): readonly Failure[] => {
  const ending = /^[^.].*\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  const isFit = !FORBIDDEN.test(name) && !UNSEEN.test(name) && ending !== undefined && extensions.includes(ending);
  if (isFit) return [];
  const endings = extensions.map((extension) => `.${extension}`).join(' | ');
  return [{ kind: 'file-name-unfit', pointer: '/name', parameters: { extensions: endings } }];
};

/** What RFC 8187 lets stand in `filename*` beside letters and digits is what encodeURIComponent leaves, but for these. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);

/**
 * `Content-Disposition` (RFC 6266) that has a file saved and never shown: a plain name for old readers, and the true one. Both are made
 * here, so that no name can end the header's value or begin another.
 */
export const attachmentHeader = (name: string): string => {
  const plain = name.normalize('NFKC').replaceAll(/[^A-Za-z0-9._-]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded(name)}`;
};
