/** A shard from 0 to `shards` − 1 that follows from the id (FNV-1a, 32 bits): spreads writes over partitions. */
export const shardOf = (id: string, shards: number): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193) >>> 0;
  return hash % shards;
};

/** All shards. */
export const allShards = (shards: number): readonly number[] => Array.from({ length: shards }, (_, shard) => shard);
