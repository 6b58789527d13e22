/** One BullMQ worker for each queue: BullMQ fetches, holds and retries, the runner decides. */
import { DelayedError, type Job, UnrecoverableError, WaitingError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { Jobs } from "./context.ts";
import { findJob, type Parsed, parseRaw } from "./envelope.ts";
import { attributesOf, type Body } from "./letters.ts";
import type { Log } from "./log.ts";
import type { Delivery, Runner } from "./runner.ts";
import type { Settings, Source } from "./settings.ts";

/** Finished jobs that stay to be looked at; Redis never evicts, so they must be bounded. */
const KEPT = { age: 24 * 3600, count: 1000 };
/** The runner counts attempts and gives up; BullMQ never does. */
const NEVER = Number.MAX_SAFE_INTEGER;

export interface ConsumerOptions {
  readonly settings: Settings;
  readonly jobs: Jobs;
  readonly runner: Runner;
  readonly log: Log;
  readonly connect: () => Redis;
}

/** Jobs at once for each of the worker's queues: together no more than the worker may. */
export function shares(concurrency: number, queues: number): number[] {
  const least = Math.floor(concurrency / queues);
  const more = concurrency - least * queues;
  return Array.from({ length: queues }, (_, at) => Math.max(1, least + (at < more ? 1 : 0)));
}

/** A job of BullMQ as the runner takes it. */
class JobDelivery implements Delivery {
  readonly source: Source;
  readonly body = "";
  readonly type: string;
  readonly transportId: string;
  readonly deliveries: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly job: Job;
  readonly progress: (value: number | object) => Promise<void>;
  readonly #jobs: Jobs;

  constructor(jobs: Jobs, source: Source, job: Job) {
    this.#jobs = jobs;
    this.source = source;
    this.job = job;
    this.type = job.name;
    this.transportId = job.id ?? "";
    // what was given back was begun too, but neither failed nor was killed
    this.deliveries = job.attemptsMade + job.stalledCounter + 1;
    this.attributes = attributesOf(job.opts);
    this.progress = (value) => job.updateProgress(value);
  }

  parsed(): Parsed {
    const { data, name } = this.job;
    if (this.source.envelope === "raw") return parseRaw(this.#jobs, this.source, data);
    return { job: findJob(this.#jobs, this.source, name), payload: data, id: undefined };
  }
}

/** What a delivery's job carried. */
export function bodyOf(delivery: Delivery): Body {
  if (!(delivery instanceof JobDelivery)) return { data: null, jobId: delivery.transportId };
  return { data: delivery.job.data, jobId: delivery.job.id ?? crypto.randomUUID() };
}

export class Consumer {
  readonly #options: ConsumerOptions;
  readonly #workers: Worker[] = [];
  readonly #connections: Redis[] = [];
  /** Pause before the next attempt of a job that just failed, by its id. */
  readonly #pauses = new Map<string, number>();

  constructor(options: ConsumerOptions) {
    this.#options = options;
  }

  /** Whether jobs are taken: not yet while schedules are written, and no more once it stops. */
  get healthy(): boolean {
    return (
      !this.#options.runner.stopping &&
      this.#workers.length > 0 &&
      this.#workers.every((worker) => worker.isRunning()) &&
      this.#connections.every((redis) => redis.status === "ready")
    );
  }

  start(): void {
    const { settings } = this.#options;
    const each = shares(settings.concurrency, Math.max(settings.sources.length, 1));
    for (const [at, source] of settings.sources.entries()) this.#consume(source, each[at] ?? 1);
  }

  #consume(source: Source, concurrency: number): void {
    const { settings, connect, log } = this.#options;
    const redis = connect();
    this.#connections.push(redis);
    const limit = source.rate_limit;
    const worker = new Worker(
      source.name ?? source.queue,
      (job, token) => this.#process(source, job, token),
      {
        connection: redis,
        prefix: source.prefix || "bull",
        concurrency,
        // renewed at half its time while the job runs; a killed worker's jobs come back after it
        lockDuration: Math.max(settings.lockMs * 2, 2000),
        stalledInterval: settings.lockMs,
        // attempts are counted where claims are; this only bounds a job that kills its worker each time
        maxStalledCount: Math.max(3, source.max_attempts),
        removeOnComplete: KEPT,
        removeOnFail: source.dead_letters ? { count: NEVER } : KEPT,
        ...(limit ? { limiter: { max: limit.max, duration: limit.duration_ms } } : {}),
        settings: {
          backoffStrategy: (_made, _type, _error, job) => this.#pause(source, job?.id),
        },
      },
    );
    worker.on("error", (error) => log.error("redis", { queue: source.queue, error }));
    worker.on("stalled", (id) =>
      log.warn("a killed worker's job", { queue: source.queue, job_id: id }),
    );
    this.#workers.push(worker);
  }

  #pause(source: Source, id: string | undefined): number {
    const known = id === undefined ? undefined : this.#pauses.get(id);
    if (id !== undefined) this.#pauses.delete(id);
    return Math.round((known ?? source.min_backoff_s) * 1000);
  }

  async #process(source: Source, job: Job, token: string | undefined): Promise<unknown> {
    // whoever added it, the queue's own rules hold
    job.opts.attempts = NEVER;
    job.opts.backoff = { type: "infera" };
    const verdict = await this.#options.runner.run(
      new JobDelivery(this.#options.jobs, source, job),
    );
    if (verdict.kind === "done") {
      // a dead letter may come back under its id, which a finished job would block
      if (verdict.dead) job.opts.removeOnComplete = true;
      return verdict.dead ? "dead-lettered" : "done";
    }
    if (verdict.why === "stopped") {
      await job.moveToWait(token);
      throw new WaitingError();
    }
    if (verdict.why === "busy") {
      await job.moveToDelayed(Date.now() + verdict.delayS * 1000, token);
      throw new DelayedError();
    }
    if (job.id === undefined) throw new UnrecoverableError("the job has no id");
    this.#pauses.set(job.id, verdict.delayS);
    throw verdict.error ?? new Error("the job failed");
  }

  /** Fetches nothing more; what runs goes on. */
  async stopTaking(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.pause(true)));
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close()));
    for (const redis of this.#connections) redis.disconnect();
  }
}
