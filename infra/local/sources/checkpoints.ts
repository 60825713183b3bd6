import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Checkpoint = z.object({
  streamArn: z.string(),
  tableName: z.string(),
  /** By shard: the last sequence number that is done with. */
  shards: z.record(z.string(), z.string()),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

/** How far each event source mapping has read, one small file each, so that a restart goes on where it stopped. */
export type Checkpoints = {
  all(): Checkpoint[];
  load(mapping: string): Checkpoint | undefined;
  save(mapping: string, checkpoint: Checkpoint): void;
};

export const openCheckpoints = (directory: string): Checkpoints => {
  mkdirSync(directory, { recursive: true });
  const names = readdirSync(directory).filter((name) => name.endsWith('.json'));
  const read = (name: string) => Checkpoint.parse(JSON.parse(readFileSync(join(directory, name), 'utf8')));
  const kept = new Map(names.map((name) => [name, read(name)]));
  return {
    all: () => [...kept.values()],
    load: (mapping) => kept.get(`${mapping}.json`),
    save: (mapping, checkpoint) => {
      const path = join(directory, `${mapping}.json`);
      writeFileSync(`${path}.new`, JSON.stringify(checkpoint));
      renameSync(`${path}.new`, path);
      kept.set(`${mapping}.json`, checkpoint);
    },
  };
};
