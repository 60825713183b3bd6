import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/** Property tests draw the same cases every time; FC_SEED=<number> draws others. */
const setupFiles = ['test/seed.ts'];

export default defineConfig({
  test: {
    // All processors: most of a test's time is its engine's, a process of its own. Each file has engines, folders and
    // ports of its own, whatever its level.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles,
          include: ['test/{shared,functions,infra,site,load}/**/*.test.ts'],
          // Many times what they take: beside others, or on the second engine, a machine takes its time.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          setupFiles,
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'faults',
          setupFiles,
          include: ['test/faults/**/*.test.ts'],
          // Ten times what they take: beside another file on a machine that does much else, a file takes its time.
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'deploy',
          setupFiles,
          include: ['test/deploy/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
        },
      },
      {
        test: {
          name: 'browser',
          setupFiles,
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
