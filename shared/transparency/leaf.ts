/**
 * The entry that stands for a version in the log: `<version> <SHA-256 of its manifest>`, in ASCII, without a line end. The leaf of
 * version n is number n − 1.
 */
export const logEntry = (version: number, manifestSha256: string): Uint8Array =>
  new TextEncoder().encode(`${version} ${manifestSha256}`);
