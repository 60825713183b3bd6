import type { Bucket } from './object-bucket.ts';

/**
 * What a version keeps in memory of what it staged, so that it need not read it again. What a day changes has room; of a large load most
 * is read again, some hundreds of requests.
 */
const KEPT_BYTES = 16 * 1_024 * 1_024;

/**
 * A bucket that still knows what was put into it through this object; what is beyond the memory's bound is read
 * again.
 */
export const rememberingBucket = (bucket: Bucket, keptBytes = KEPT_BYTES): Bucket => {
  const kept = new Map<string, Uint8Array>();
  let left = keptBytes;
  return {
    ...bucket,
    get: async (path) => kept.get(path) ?? bucket.get(path),
    put: async (path, body, served) => {
      await bucket.put(path, body, served);
      if (body.length > left) return;
      left -= body.length;
      kept.set(path, body);
    },
    delete: async (paths) => {
      for (const path of paths) kept.delete(path);
      await bucket.delete(paths);
    },
  };
};
