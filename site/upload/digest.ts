import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256 of a file in hex, a piece at a time: a file of a gigabyte takes no more memory than one of a megabyte. */
export const digestOf = async (file: Blob, progress: (bytes: number) => void): Promise<string> => {
  const digest = sha256.create();
  const reader = file.stream().getReader();
  let bytes = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    digest.update(piece.value);
    bytes += piece.value.length;
    progress(bytes);
  }
  return bytesToHex(digest.digest());
};
