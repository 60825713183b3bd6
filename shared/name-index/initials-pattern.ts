/** The letters with which a character's readings may begin; a Latin letter or digit stands for itself; none: unknown. */
export type Initials = readonly string[];

const UNKNOWN = '-';

/** As a name page has it: a letter, several in brackets, `-` for none: `dlhxy(hx)`. */
export const initialsText = (initials: Initials): string =>
  initials.map((letters) => (letters.length > 1 ? `(${letters})` : letters || UNKNOWN)).join('');

/** The characters of a name that a text of a name page tells of. */
export const parseInitials = (text: string): Initials => (/^[a-z0-9]*$/.test(text) ? text.split('') : takenApart(text));

const takenApart = (text: string): Initials =>
  Array.from(text.matchAll(/\(([^()]*)\)|[^()]/g), ([whole, several]) => several ?? (whole === UNKNOWN ? '' : whole));

/** Whether letters are the initials of a run of characters, in any of their readings. */
export const hasInitials = (initials: Initials, letters: string): boolean =>
  initials.some(
    (_, from) =>
      from + letters.length <= initials.length &&
      [...letters].every((letter, at) => initials[from + at]?.includes(letter)),
  );
