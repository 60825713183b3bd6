/** The number of a column from the letters that a reference begins with: A is 0, AB is 27. Undefined if it begins with none. */
export const columnNumber = (reference: string): number | undefined => {
  let number = 0;
  let at = 0;
  for (; at < reference.length; at += 1) {
    const letter = (reference.charCodeAt(at) | 0x20) - 0x60;
    if (letter < 1 || letter > 26) break;
    number = number * 26 + letter;
  }
  return at === 0 || at > 3 ? undefined : number - 1;
};
