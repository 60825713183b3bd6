import type { Clock } from './clock.ts';
import type { Engines, Service } from './engines/engines.ts';

/** The system, running on this machine. */
export type LocalStack = {
  apiUrl: string;
  /** The disclosure bucket as the public sees it. */
  publicUrl: string;
  issuerUrl: string;
  region: string;
  /** The template's outputs; `ApiUrl` is the local one. */
  outputs: Record<string, string>;
  endpoints: Record<Service, string>;
  /** Which engine answers for each service. */
  engines: Record<Service, string>;
  /** The variables by which SDK clients outside of the functions reach the engines. */
  environment: Record<string, string>;
  /** The names of the schedules. */
  schedules: string[];
  /** The environment variables of the functions, by function name. */
  functions: Record<string, Record<string, string>>;
  /** How often each function was started, by function name. */
  invocations(): Record<string, number>;
  clock: Clock;
  /** Fires a schedule now; the function or message it starts is waited for by `idle`. */
  fire(schedule: string): Promise<void>;
  /** Waits until nothing is in flight; fails after the given time (default a minute), naming what is busy. */
  idle(timeoutMilliseconds?: number): Promise<void>;
  /** A token of the local issuer for its audience, with these claims; twelve hours if nothing else is said. */
  token(claims: Record<string, unknown>, lifetimeSeconds?: number): Promise<string>;
  stop(): Promise<void>;
};

export type LocalStackOptions = {
  /** The folder that `cdk synth` wrote. */
  assembly: string;
  /** A directory that keeps everything between starts, or `memory`. */
  state: string | 'memory';
  /** 0: any. The public copy is served on the next one. */
  port?: number;
  /** @default the machine's own time */
  now?: Date;
  /** `by-hand`: schedules fire only when asked to. @default `by-clock` */
  schedules?: 'by-clock' | 'by-hand';
  /** Whether the template's throttling limits hold. @default true */
  throttle?: boolean;
  /**
   * How soon a queue's message comes again after its function failed, and how long at most a stream's records wait for that, for trials that
   * cannot wait as long as on AWS.
   * @default the queue's own visibility timeout; half a minute
   */
  retrySeconds?: number;
  /**
   * So many times its own time a function is given to load and to answer, on a machine that is busy with much else: Lambda's limits are
   * meant for Lambda's machines.
   * @default 1
   */
  patience?: number;
  /**
   * How far the clock of the machine on which a function is started next is ahead, in milliseconds; below zero, how far it is behind. For trials
   * of machines whose clocks differ.
   * @default none is
   */
  skew?: (functionName: string) => number;
  /** Takes the lines of functions, each with its function's name, and of the runner. @default standard output */
  log?: (line: string, functionName?: string) => void;
  /** Environment in which engines may be named. @default this process's */
  environment?: NodeJS.ProcessEnv;
  /** Is told which pages may use a bucket of an engine that the environment names. @default nobody is */
  allowOrigins?: Engines['allowOrigins'];
  /** Called if an engine ends by itself: nothing works any more then. @default throws */
  lost?: (reason: string) => void;
};
