import * as z from 'zod';
import type { Codec } from './codec.ts';
import type { Bucket } from './object-bucket.ts';
import { Plan, type Staged } from './plan.ts';

/** Where a version is made before it is committed: nothing of it is public until then. */
export interface Workshop {
  /** Where the plan will lie. */
  readonly planKey: string;
  putFile(path: string, body: Uint8Array): Promise<Staged>;
  /** Lays down many small files at once. */
  putPack(files: ReadonlyMap<string, string>): Promise<Staged>;
  putPlan(plan: Plan): Promise<void>;
}

const RUNS = 'runs/';
const Pack = z.record(z.string(), z.string());

/** Texts of a pack by path. */
export type Pack = z.infer<typeof Pack>;

export interface WorkshopDeps {
  readonly staging: Bucket;
  readonly codec: Pick<Codec, 'gzip' | 'gunzip'>;
}

/** What is staged is read once, by ourselves: the least work, not the least bytes. */
const STAGED_LEVEL = 1;

const putJson = async ({ staging, codec }: WorkshopDeps, key: string, value: unknown): Promise<void> =>
  staging.put(key, await codec.gzip(JSON.stringify(value), STAGED_LEVEL));

const getJson = async ({ staging, codec }: WorkshopDeps, key: string): Promise<unknown> => {
  const bytes = await staging.get(key);
  if (bytes === undefined) throw new Error(`the staging bucket lost ${key}`);
  return JSON.parse(new TextDecoder().decode(await codec.gunzip(bytes)));
};

/** Which run makes which version. */
export interface RunOfVersion {
  readonly version: number;
  readonly runId: string;
}

const rootOf = ({ version, runId }: RunOfVersion): string => `${RUNS}${version}-${runId}/`;

/** The workshop of one run. */
export const workshop = (deps: WorkshopDeps, run: RunOfVersion): Workshop => {
  const root = rootOf(run);
  let packs = 0;
  return {
    planKey: `${root}plan.json.gz`,
    putFile: async (path, body) => {
      const key = `${root}files/${path}`;
      await deps.staging.put(key, body);
      return { key, packed: false };
    },
    putPack: async (files) => {
      packs += 1;
      const key = `${root}packs/${packs}.json.gz`;
      await putJson(deps, key, Object.fromEntries(files));
      return { key, packed: true };
    },
    putPlan: (plan) => putJson(deps, `${root}plan.json.gz`, plan),
  };
};

export const readPlan = async (deps: WorkshopDeps, planKey: string): Promise<Plan> =>
  Plan.parse(await getJson(deps, planKey));

export const readPack = async (deps: WorkshopDeps, key: string): Promise<Pack> => Pack.parse(await getJson(deps, key));

/** Removes what a run made that will not be committed. */
export const discardWorkshop = async ({ staging }: WorkshopDeps, run: RunOfVersion): Promise<void> => {
  for await (const keys of staging.list(rootOf(run))) await staging.delete(keys);
};

/** Removes what runs left behind up to a version: it is public now, or never will be. */
export const clearWorkshops = async ({ staging }: WorkshopDeps, upToVersion: number): Promise<void> => {
  for await (const keys of staging.list(RUNS)) {
    await staging.delete(keys.filter((key) => Number.parseInt(key.slice(RUNS.length), 10) <= upToVersion));
  }
};
