const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');

/** The secret `person-keys`, with rings of one key each, or of the versions named: the last one is the current one. */
export const personKeysSecret = (...versions: readonly string[]): string => {
  const names = versions.length > 0 ? versions : ['1'];
  const ring = (offset: number) => ({
    current: names.at(-1),
    keys: Object.fromEntries(names.map((name) => [name, key(Number(name) + offset)])),
  });
  return JSON.stringify({ alias: ring(0), data: ring(100) });
};
