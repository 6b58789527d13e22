/** Jobs to BullMQ queues in Redis. */
import { createHash } from "node:crypto";
import { type JobsOptions, Queue } from "bullmq";
import { Redis } from "ioredis";
import {
  type Outgoing,
  type ProducerConfig,
  type QueueFacts,
  type Transport,
  Unsupported,
} from "./options.ts";

interface BullConfig extends ProducerConfig {
  readonly name: string;
  readonly names?: readonly string[];
  readonly prefix?: string;
  readonly redis_url_env?: string;
  readonly priorities?: readonly string[];
  readonly attempts?: number;
  readonly min_backoff_s?: number;
}

/** How long a key keeps a second job out; as long as SQS does. */
const DEDUPLICATION_MS = 300_000;
/** Finished jobs that stay to be looked at; Redis never evicts, so they must be bounded. */
const KEPT = { age: 24 * 3600, count: 1000 };

function connect(config: BullConfig): Redis {
  const variable = config.redis_url_env ?? "INFERA_REDIS_URL";
  const url = process.env[variable];
  if (!url) throw new Error(`${variable} is not set`);
  const ca = process.env.INFERA_REDIS_CA;
  const tls = ca && url.startsWith("rediss:") ? { tls: { ca } } : {};
  // a sender fails fast rather than wait for a Redis that is away
  return new Redis(url, { maxRetriesPerRequest: 3, reconnectOnError, ...tls });
}

/** After a failover the old primary refuses to write: reconnect, and send the command again. */
function reconnectOnError(error: Error): boolean | 2 {
  return error.message.startsWith("READONLY") ? 2 : false;
}

class BullTransport implements Transport {
  readonly #config: BullConfig;
  readonly #redis: Redis;
  readonly #queues: readonly Queue[];

  constructor(config: BullConfig) {
    this.#config = config;
    this.#redis = connect(config);
    const prefix = config.prefix || "bull";
    const names = config.names?.length ? config.names : [config.name];
    this.#queues = names.map((name) => new Queue(name, { connection: this.#redis, prefix }));
  }

  async send(job: Outgoing): Promise<string> {
    const options = this.#options(job);
    const added = await Promise.all(
      this.#queues.map((queue) => queue.add(job.type, job.data, options)),
    );
    return added[0]?.id ?? "";
  }

  #options(job: Outgoing): JobsOptions {
    const { attempts, min_backoff_s: pauseS, delay_s: ownS } = this.#config;
    const name = job.id === undefined ? undefined : jobId(job.id);
    // the handler sees the id that was given, whatever BullMQ calls the job
    const own = job.id !== name && job.id !== undefined ? { infera_id: job.id } : {};
    const delay = job.startAtMs === undefined ? (ownS ?? 0) * 1000 : job.startAtMs - Date.now();
    return {
      attempts: attempts ?? 1,
      backoff: { type: "infera", delay: (pauseS ?? 10) * 1000 },
      delay: Math.max(Math.round(delay), 0),
      removeOnComplete: KEPT,
      removeOnFail: KEPT,
      telemetry: { metadata: JSON.stringify({ ...job.attributes, ...own }) },
      ...(name ? { jobId: name } : {}),
      ...this.#priority(job.level),
      ...(job.dedupeKey
        ? { deduplication: { id: jobId(job.dedupeKey), ttl: DEDUPLICATION_MS } }
        : {}),
    };
  }

  /** 1 is the highest; a job without a priority would run before all others. */
  #priority(level: string): { priority?: number } {
    const at = this.#config.priorities?.indexOf(level) ?? -1;
    if (at >= 0) return { priority: at + 1 };
    if (level !== "") throw new Unsupported(`no priority ${level}`);
    return {};
  }

  async close(): Promise<void> {
    await Promise.all(this.#queues.map((queue) => queue.close()));
    await this.#redis.quit();
  }
}

/** BullMQ refuses a colon and a whole number as an id. */
function jobId(id: string): string {
  if (!id.includes(":") && !/^\d+$/.test(id)) return id;
  return `sha256-${createHash("sha256").update(id).digest("hex")}`;
}

export const open = (config: ProducerConfig, _facts: QueueFacts): Transport =>
  new BullTransport(config as BullConfig);
