/** One job from delivery to verdict: the same rules on every back end. */
import { randomUUID } from "node:crypto";
import { Cut, Cuts } from "./abort.ts";
import { backoffSeconds } from "./backoff.ts";
import type { Job, Jobs, Schemas } from "./context.ts";
import { type Parsed, parse, peekId, peekType } from "./envelope.ts";
import { describe, Poison, Stopped } from "./errors.ts";
import type { Log, WorkerLog } from "./log.ts";
import type { Settings, Source } from "./settings.ts";
import { type Claim, claimInTime, type Store, storeKey } from "./store.ts";
import { sleep } from "./time.ts";
import { type Check, compileChecks } from "./validator.ts";
import { work } from "./work.ts";

/** A job as a transport hands it over. */
export interface Delivery {
  readonly source: Source;
  readonly body: string;
  /** The transport's own id, which serves when the sender gave none. */
  readonly transportId: string;
  /** How often the transport handed it out, this time included; undefined when it does not say. */
  readonly deliveries: number | undefined;
  /** What came beside the body: attributes of a message, headers of a request. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The job, of a transport that has an envelope of its own; throws Poison when there is none. */
  readonly parsed?: () => Parsed;
  /** The type on the wire, where the body does not say it. */
  readonly type?: string;
  /** The latest end of the run, in ms since the epoch, when it is earlier than the worker's timeout. */
  readonly endsAtMs?: number;
  readonly progress?: (value: number | object) => Promise<void>;
}

/** A job that failed for good, on its way to the dead letters. */
export interface DeadLetter {
  readonly id: string;
  readonly type: string;
  /** `poison`: no retry can help. `attempts`: none is left. */
  readonly reason: "poison" | "attempts";
  readonly error: string;
  readonly attempts: number;
}

/** `done`: settled, forget it (`dead`: it is a dead letter now). `retry`: hand it out again after `delayS`. */
export type Verdict = { readonly kind: "done"; readonly dead?: boolean } | Retry;

export interface Retry {
  readonly kind: "retry";
  readonly delayS: number;
  readonly why: "failed" | "busy" | "stopped";
  readonly error?: unknown;
}

/** Puts a job among the dead letters; rejects when it could not. */
export type Bury = (delivery: Delivery, letter: DeadLetter) => Promise<void>;

const DONE: Verdict = { kind: "done" };
const DEAD: Verdict = { kind: "done", dead: true };

/** A job on its way: what its lines and its claim need. */
interface Run {
  readonly delivery: Delivery;
  readonly parsed: Parsed;
  readonly id: string;
  readonly log: WorkerLog;
  readonly cut: Cut;
  attempt: number;
}

/** What the jobs of one kind from one source share. */
interface Route {
  readonly check: Check | undefined;
  readonly log: WorkerLog;
}

/** A claim that is ours. */
interface Held {
  readonly key: string;
  readonly owner: string;
}

export interface RunnerOptions {
  readonly settings: Settings;
  readonly jobs: Jobs;
  readonly schemas: Schemas;
  readonly store: Store | undefined;
  readonly bury: Bury;
  readonly logWith: (fields: Record<string, unknown>) => WorkerLog;
}

export class Runner {
  readonly #options: RunnerOptions;
  readonly #checks: ReadonlyMap<string, ReadonlyMap<string, Check>>;
  readonly #stopping = new AbortController();
  readonly #cuts = new Cuts();
  readonly #routes = new Map<Source, Map<Job, Route>>();
  /** Runs of jobs that no store counts and whose transport does not either; the newest thousands. */
  readonly #counted = new Map<string, number>();
  #running = 0;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#checks = compileChecks(options.schemas);
  }

  /** Jobs in flight. */
  get running(): number {
    return this.#running;
  }

  get stopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** No wait for a foreign lock lasts any longer. Handlers go on. */
  stop(): void {
    this.#stopping.abort(new Stopped("the worker is being stopped"));
  }

  /** Handlers are told to stop, and what does not end within `graceMs` is given back. */
  async cutOff(graceMs: number): Promise<void> {
    this.stop();
    this.#cuts.close(new Stopped("the worker is being stopped"));
    const until = Date.now() + graceMs;
    while (this.#running > 0 && Date.now() < until) await sleep(20);
  }

  /** Never rejects. One function has the way of a job that needs no claim: each promise is part of what a job costs. */
  async run(delivery: Delivery): Promise<Verdict> {
    this.#running += 1;
    try {
      if (this.#isForAnother(delivery)) return DONE;
      let run: Run;
      try {
        run = this.#begin(delivery);
      } catch (error) {
        return await this.#poisoned(delivery, error);
      }
      if (this.#options.store) return await this.#claimed(run, this.#options.store);
      run.attempt = Math.max(delivery.deliveries ?? 1, this.#runsOf(run) + 1);
      const error = await this.#work(run);
      if (error !== undefined) return await this.#plain(run, error);
      this.#forget(run);
      return DONE;
    } catch (error) {
      // a store or a topic that cannot be reached: the job is as it was, so ask for it again
      this.#log(delivery, {}).error("the job could not be settled", { error });
      return this.#retry(delivery.source, 1, "busy");
    } finally {
      this.#running -= 1;
    }
  }

  /** The log of a delivery that is no job of ours, or not yet. */
  #log({ source, attributes }: Delivery, fields: Record<string, unknown>): WorkerLog {
    const { traceparent } = attributes;
    return this.#options.logWith({ ...ofQueue(source), ...fields, traceparent });
  }

  #retry(source: Source, attempt: number, why: Retry["why"]): Retry {
    if (why === "stopped") return { kind: "retry", delayS: 0, why };
    return { kind: "retry", delayS: backoffSeconds(source, attempt), why };
  }

  /** A job that was redriven after a fan-out is for the worker that failed alone. */
  #isForAnother(delivery: Delivery): boolean {
    const addressee = delivery.attributes.infera_worker;
    if (!addressee || addressee === this.#options.settings.worker) return false;
    if (delivery.source.dead_letters) return false;
    this.#log(delivery, {}).info("left to another worker", { addressee });
    return true;
  }

  /** The job in a delivery; Poison when there is none, or none that its schema takes. */
  #begin(delivery: Delivery): Run {
    const { source, attributes } = delivery;
    const parsed = delivery.parsed?.() ?? parse(this.#options.jobs, source, delivery.body);
    const route = this.#route(source, parsed.job);
    const wrong = route.check?.(parsed.payload);
    // a dead letter may well be here because its payload is wrong: its handler has to see it
    if (wrong !== undefined && !source.dead_letters) throw new Poison(wrong);
    const id = idOf(delivery, parsed.id);
    const traceparent = parsed.traceparent ?? attributes.traceparent;
    const log = route.log.with({ job_id: id, traceparent });
    return { delivery, parsed, id, log, cut: new Cut(), attempt: 0 };
  }

  /** Made at the first job: the fields that its lines share are put into words once. */
  #route(source: Source, job: Job): Route {
    let ofSource = this.#routes.get(source);
    if (!ofSource) {
      ofSource = new Map();
      this.#routes.set(source, ofSource);
    }
    let route = ofSource.get(job);
    if (!route) {
      route = {
        check: this.#checks.get(source.queue)?.get(job.name),
        log: this.#options.logWith({ ...ofQueue(source), job: job.name }),
      };
      ofSource.set(job, route);
    }
    return route;
  }

  async #poisoned(delivery: Delivery, error: unknown): Promise<Verdict> {
    const id = idOf(delivery, peekId(delivery.body));
    const log = this.#log(delivery, { job_id: id });
    return await this.#dead(delivery, log, {
      id,
      type: delivery.type ?? peekType(delivery.body),
      reason: "poison",
      error: describe(error),
      attempts: 0,
    });
  }

  /** To the dead letters, or dropped with an error line when the queue has none. */
  async #dead(delivery: Delivery, log: Log, letter: DeadLetter): Promise<Verdict> {
    const { source } = delivery;
    const { reason, error, attempts, type } = letter;
    const fields = { reason, dead_error: error, attempts, job: type };
    if (source.dead_letters) {
      // nothing lies behind the dead letters: it stays until it is handled or its retention ends
      log.error("a dead letter could not be handled and stays", fields);
      return { kind: "retry", delayS: source.max_backoff_s, why: "failed" };
    }
    if (!hasDeadLetters(source) && source.existing) {
      // someone else's queue: what becomes of a failed job is for its own policy to say
      log.error("the job failed for good and is left to its queue", fields);
      return { kind: "retry", delayS: source.max_backoff_s, why: "failed" };
    }
    if (!hasDeadLetters(source)) {
      log.error(
        "the job failed for good and is dropped: its queue has no dead letter queue",
        fields,
      );
      return DONE;
    }
    await this.#options.bury(delivery, letter);
    log.error("the job failed for good and went to the dead letter queue", fields);
    return DEAD;
  }

  /** Runs that this process counted, where neither a store nor the transport does. */
  #runsOf(run: Run): number {
    return this.#counted.size > 0 ? (this.#counted.get(keyOf(run)) ?? 0) : 0;
  }

  #forget(run: Run): void {
    if (this.#counted.size > 0) this.#counted.delete(keyOf(run));
  }

  /** What becomes of a run that failed, without a store. */
  async #plain(run: Run, error: unknown): Promise<Verdict> {
    if (error instanceof Stopped) return this.#retry(run.delivery.source, 1, "stopped");
    if (run.delivery.deliveries === undefined) this.#remember(keyOf(run), run.attempt);
    const verdict = await this.#failed(run, error);
    if (verdict.kind === "done") this.#forget(run);
    return verdict;
  }

  #remember(key: string, attempts: number): void {
    this.#counted.delete(key);
    this.#counted.set(key, attempts);
    if (this.#counted.size <= 10_000) return;
    const oldest = this.#counted.keys().next().value;
    if (oldest !== undefined) this.#counted.delete(oldest);
  }

  async #failed(run: Run, error: unknown): Promise<Verdict> {
    const { source } = run.delivery;
    const given = { attempt: run.attempt, error };
    if (!(error instanceof Poison) && run.attempt < source.max_attempts) {
      run.log.warn("the job failed and is tried again", given);
      return { ...this.#retry(source, run.attempt, "failed"), error };
    }
    if (error instanceof Error) run.log.warn("the job failed", given);
    return await this.#dead(run.delivery, run.log, letterOf(run, error));
  }

  async #claimed(run: Run, store: Store): Promise<Verdict> {
    const { source: from } = run.delivery;
    // one Redis may serve several environments: there the queue's own name tells them apart
    const held = { key: storeKey(from.name ?? from.queue, run.id), owner: randomUUID() };
    const claim = await this.#claim(run, store, held);
    if (claim.state === "done") {
      run.log.info("the job is done already and is skipped");
      return DONE;
    }
    const { source } = run.delivery;
    if (claim.state === "held") {
      if (this.stopping) return this.#retry(source, 1, "stopped");
      return { kind: "retry", delayS: Math.ceil(claim.forMs / 1000), why: "busy" };
    }
    run.attempt = claim.attempt;
    if (claim.attempt > source.max_attempts && !source.dead_letters) {
      const error = new Error(
        `no attempt is left after ${claim.attempt - 1}: the last one was killed`,
      );
      run.attempt = claim.attempt - 1;
      return await this.#giveUp(run, store, held, error);
    }
    return await this.#worked(run, store, held);
  }

  /** The claim, after waiting for a foreign one; `held` when that lasts longer than the run may. */
  async #claim(run: Run, store: Store, held: Held): Promise<Claim> {
    const { settings } = this.#options;
    const { source, deliveries, endsAtMs, attributes } = run.delivery;
    const request = {
      ...held,
      lockMs: settings.lockMs,
      ttlS: settings.idempotencyTtlS,
      resetAt: deliveries === 1 ? source.max_attempts : undefined,
      redriven: attributes.infera_redriven ?? "",
    };
    const until = Math.min(Date.now() + settings.timeoutMs, endsAtMs ?? Number.POSITIVE_INFINITY);
    for (;;) {
      const claim = await claimInTime(store, request);
      const left = until - Date.now();
      if (claim.state !== "held" || this.stopping || left <= 0) return claim;
      await sleep(Math.min(claim.forMs + 10, 1000, left), this.#stopping.signal);
    }
  }

  async #worked(run: Run, store: Store, held: Held): Promise<Verdict> {
    const { settings } = this.#options;
    const renewing = setInterval(
      () => void this.#renew(run, store, held),
      Math.max(settings.lockMs / 3, 100),
    );
    let error: unknown;
    try {
      error = await this.#work(run);
    } finally {
      clearInterval(renewing);
    }
    if (error === undefined) {
      await this.#finish(run, store, held);
      return DONE;
    }
    if (error instanceof Stopped) {
      await store.release(held.key, held.owner, false);
      run.log.info("the job is given back: the worker is being stopped");
      return this.#retry(run.delivery.source, 1, "stopped");
    }
    if (error instanceof Poison || run.attempt >= run.delivery.source.max_attempts) {
      return await this.#giveUp(run, store, held, error);
    }
    await store.release(held.key, held.owner, true);
    return await this.#failed(run, error);
  }

  async #renew(run: Run, store: Store, held: Held): Promise<void> {
    try {
      const ours = await store.renew(held.key, held.owner, this.#options.settings.lockMs);
      if (!ours) run.cut.cut(new Error("the claim was lost to another worker"));
    } catch (error) {
      run.log.warn("the claim could not be renewed", { error });
    }
  }

  /** The work is done whatever happens here, so a store that fails must not run it again. */
  async #finish(run: Run, store: Store, held: Held): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await store.finish(held.key, held.owner, this.#options.settings.idempotencyTtlS);
      } catch (error) {
        if (attempt === 3) return run.log.error("the job is done but not remembered", { error });
        await sleep(100 * attempt);
      }
    }
  }

  async #giveUp(run: Run, store: Store, held: Held, error: unknown): Promise<Verdict> {
    if (error instanceof Error) run.log.warn("the job failed", { attempt: run.attempt, error });
    let verdict: Verdict;
    try {
      verdict = await this.#dead(run.delivery, run.log, letterOf(run, error));
    } catch (unreachable) {
      await store.release(held.key, held.owner, false);
      throw unreachable;
    }
    if (verdict.kind === "done") await store.forget(held.key, held.owner);
    else await store.release(held.key, held.owner, true);
    return verdict;
  }

  #work(run: Run): Promise<unknown> {
    return work(run, this.#options.settings.timeoutMs, run.cut, this.#cuts);
  }
}

/** The id through a redrive, else the sender's, else the transport's. */
function idOf(delivery: Delivery, own: string | undefined): string {
  return delivery.attributes.infera_id || own || delivery.transportId;
}

const keyOf = ({ delivery, id }: Run) => `${delivery.source.queue} ${id}`;

/** What every line about a job says of where it came from. */
const ofQueue = ({ queue, level }: Source) => ({ queue, level_of_queue: level || undefined });

/** Whether failed jobs of the source have somewhere to go. */
function hasDeadLetters(source: Source): boolean {
  return Boolean(source.dead_letter_url ?? source.dead_letter_topic ?? source.dead_letter);
}

function letterOf(run: Run, error: unknown): DeadLetter {
  const type = run.parsed.job.types[0] ?? run.parsed.job.name;
  const reason = error instanceof Poison ? "poison" : "attempts";
  return { id: run.id, type, reason, error: describe(error), attempts: run.attempt };
}
