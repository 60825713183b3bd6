import { pinyin } from 'pinyin-pro';

const BLOCKS = { unified: [0x4e00, 0x9fff], extensionA: [0x3400, 0x4dbf] } as const;

/** First letters of all readings, sorted; the letter of ê and of tone marks is the letter under them. */
const readingsOf = (character: string): string => {
  const readings = pinyin(character, { multiple: true, toneType: 'none', type: 'array', nonZh: 'removed' });
  const letters = readings
    .map((reading) => reading.normalize('NFD').charAt(0))
    .filter((letter) => /[a-z]/.test(letter));
  return [...new Set(letters)].sort().join('');
};

const charactersOf = ([first, last]: readonly [number, number]): readonly string[] =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at));

/** The table of initials as the dictionary of pinyin-pro has them: one letter a character, and those with several. */
export const initialsTable = () => {
  const [unified, extensionA] = [BLOCKS.unified, BLOCKS.extensionA].map(charactersOf);
  const lettersOf = (characters: readonly string[] = []): string =>
    characters.map((character) => readingsOf(character).charAt(0) || '-').join('');
  const several = [...(unified ?? []), ...(extensionA ?? [])].flatMap((character) => {
    const readings = readingsOf(character);
    return readings.length > 1 ? [`${character}${readings}`] : [];
  });
  return {
    source: 'pinyin-pro (MIT), all readings; made by test/shared/name-index/initials.test.ts',
    unified: lettersOf(unified),
    extensionA: lettersOf(extensionA),
    several: several.join(' '),
  };
};
