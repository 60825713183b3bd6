import type { CorsRules } from './cross-origin.ts';

/** An engine that answers under its URL until it is stopped. */
export type RunningEngine = {
  url: string;
  label: string;
  /** Which pages of other origins may use a bucket, of an engine that keeps objects. */
  allowOrigins?(bucket: string, rules: CorsRules): void;
  stop(): Promise<void>;
};
