/** Dead letters of BullMQ: jobs of a queue of their own, under the same id. */
import { type JobsOptions, Queue } from "bullmq";
import type { Redis } from "ioredis";
import { letterAttributes } from "./letter.ts";
import type { Log } from "./log.ts";
import type { Bury, DeadLetter, Delivery } from "./runner.ts";
import type { Source } from "./settings.ts";

/** What came with a job, from where the producers put it. */
export function attributesOf(options: JobsOptions): Record<string, string> {
  const text = options.telemetry?.metadata;
  if (!text) return {};
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== "object" || found === null) return {};
    const texts = Object.entries(found).filter((entry) => typeof entry[1] === "string");
    return Object.fromEntries(texts) as Record<string, string>;
  } catch {
    return {}; // someone else's telemetry
  }
}

/** The queues in Redis that a worker writes to, opened once. */
export class Queues {
  readonly #redis: Redis;
  readonly #open = new Map<string, Queue>();
  readonly #log: Log;

  constructor(redis: Redis, log: Log) {
    this.#redis = redis;
    this.#log = log;
  }

  get(name: string, prefix: string | undefined): Queue {
    const known = this.#open.get(name);
    if (known) return known;
    const queue = new Queue(name, { connection: this.#redis, prefix: prefix || "bull" });
    queue.on("error", (error) => this.#log.error("redis", { error }));
    this.#open.set(name, queue);
    return queue;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((queue) => queue.close()));
  }
}

/** A job as it is moved: data, and the id that makes a second burial of it the same one. */
export interface Body {
  readonly data: unknown;
  readonly jobId: string;
}

async function bury(
  queues: Queues,
  worker: string,
  body: Body,
  delivery: Delivery,
  letter: DeadLetter,
): Promise<void> {
  const { source } = delivery;
  if (!source.dead_letter) throw new Error("the queue has no dead letter queue");
  await queues.get(source.dead_letter, source.prefix).add(letter.type || "unknown", body.data, {
    jobId: body.jobId,
    removeOnComplete: true,
    removeOnFail: false,
    telemetry: { metadata: JSON.stringify(letterAttributes(delivery, letter, worker)) },
  });
}

/** Adds a job to its dead letter queue; `bodyOf` knows the data that the delivery came with. */
export function buryInRedis(
  queues: Queues,
  worker: string,
  bodyOf: (delivery: Delivery) => Body,
): Bury {
  return (delivery, letter) => bury(queues, worker, bodyOf(delivery), delivery, letter);
}

/**
 * Moves jobs that BullMQ itself gave up to the dead letter queue: those whose worker was killed too often, and
 * those of a worker that died between the failure and the move.
 */
export async function sweep(
  queues: Queues,
  worker: string,
  source: Source,
  log: Log,
): Promise<void> {
  const queue = queues.get(source.name ?? source.queue, source.prefix);
  for (const job of await queue.getFailed(0, 999)) {
    if (job.id === undefined) continue;
    const error = job.failedReason ?? "unknown";
    const attributes = attributesOf(job.opts);
    const delivery: Delivery = {
      source,
      body: "",
      transportId: job.id,
      deliveries: undefined,
      attributes,
    };
    const id = attributes.infera_id ?? job.id;
    const attempts = job.attemptsStarted;
    const letter: DeadLetter = { id, type: job.name, reason: "attempts", error, attempts };
    const fields = { queue: source.queue, job_id: job.id, job: job.name, dead_error: error };
    if (source.dead_letter) {
      await bury(queues, worker, { data: job.data, jobId: job.id }, delivery, letter);
      log.error("a job that was given up went to the dead letter queue", fields);
    } else {
      log.error("a job that was given up is dropped: its queue has no dead letter queue", fields);
    }
    await job.remove().catch(() => undefined); // another worker swept it at the same time
  }
}
