/** Everything a worker is told, read once from the environment variables that the Terraform sets. */

/** One place that jobs come from: a queue, a level of it, or its dead letters. Keys as in INFERA_QUEUES. */
export interface Source {
  readonly queue: string;
  readonly level: string;
  readonly type: string;
  readonly dead_letters: boolean;
  readonly max_attempts: number;
  readonly min_backoff_s: number;
  readonly max_backoff_s: number;
  readonly backoff: string;
  readonly envelope: string;
  readonly ordered: boolean;
  /** Not made by us: its own policy says what becomes of failed jobs. */
  readonly existing?: boolean;
  readonly paused?: boolean;
  readonly arn?: string;
  readonly url?: string;
  readonly dead_letter_url?: string | null;
  readonly visibility_timeout_s?: number;
  readonly subscription?: string;
  readonly dead_letter_topic?: string | null;
  readonly mode?: string;
  readonly id?: string;
  readonly name?: string;
  readonly dead_letter?: string | null;
  readonly prefix?: string;
  readonly rate_limit?: { readonly max: number; readonly duration_ms: number } | null;
  readonly priorities?: readonly string[];
  readonly schedules?: readonly ScheduleEntry[];
}

export interface ScheduleEntry {
  readonly name: string;
  readonly cron: string;
  readonly timezone: string;
  readonly job: string;
  readonly payload: unknown;
}

export interface Settings {
  readonly project: string;
  readonly environment: string;
  readonly worker: string;
  readonly sources: readonly Source[];
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly shutdownMs: number;
  readonly lockMs: number;
  /** Seconds that a finished id is remembered; 0: idempotency is off. */
  readonly idempotencyTtlS: number;
  readonly logLevel: string;
  readonly port: number;
}

type Env = Readonly<Record<string, string | undefined>>;

/** A whole number of at least `least`; an Error that names the variable when it is something else. */
export function wholeNumber(env: Env, name: string, fallback: number, least = 1): number {
  const text = env[name];
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) {
    throw new Error(`${name} must be a whole number of at least ${least}, not ${text}`);
  }
  return value;
}

function sourceOf(entry: Partial<Source>): Source {
  if (!entry.queue || !entry.type) throw new Error("INFERA_QUEUES: an entry lacks queue or type");
  return {
    level: "",
    dead_letters: false,
    max_attempts: 5,
    min_backoff_s: 10,
    max_backoff_s: 600,
    backoff: "exponential",
    envelope: "infera",
    ordered: false,
    ...entry,
    queue: entry.queue,
    type: entry.type,
  };
}

function readSources(text: string | undefined): Source[] {
  if (!text) throw new Error("INFERA_QUEUES is not set: nothing to consume");
  const entries: unknown = JSON.parse(text);
  if (!Array.isArray(entries)) throw new Error("INFERA_QUEUES must be a JSON list");
  return entries.map((entry) => sourceOf(entry as Partial<Source>));
}

/** The settings in `env`; an Error that names the variable when one is missing or wrong. */
export function readSettings(env: Env = process.env): Settings {
  return {
    project: env.INFERA_PROJECT ?? "",
    environment: env.INFERA_ENVIRONMENT ?? "",
    worker: env.INFERA_WORKER ?? "",
    sources: readSources(env.INFERA_QUEUES),
    concurrency: wholeNumber(env, "INFERA_CONCURRENCY", 10),
    timeoutMs: wholeNumber(env, "INFERA_TIMEOUT_S", 60) * 1000,
    shutdownMs: wholeNumber(env, "INFERA_SHUTDOWN_S", 10) * 1000,
    lockMs: wholeNumber(env, "INFERA_LOCK_S", 15) * 1000,
    idempotencyTtlS: wholeNumber(env, "INFERA_IDEMPOTENCY_TTL_S", 0, 0),
    logLevel: env.INFERA_LOG_LEVEL ?? "info",
    port: wholeNumber(env, "PORT", 8080, 0),
  };
}
