/** Streaming pull: leases are extended as long as the job may run, and no more is held than can be worked on. */
import {
  Duration,
  type Message,
  type PubSub,
  type Subscription,
  SubscriptionCloseBehaviors,
} from "@google-cloud/pubsub";
import type { Log } from "./log.ts";
import { KeyedQueue, Slots } from "./order.ts";
import type { Delivery, Runner } from "./runner.ts";
import type { Settings, Source } from "./settings.ts";
import { sleep } from "./time.ts";

export interface PullOptions {
  readonly settings: Settings;
  readonly runner: Runner;
  readonly pubsub: PubSub;
  readonly log: Log;
}

/** Room beyond the job's own timeout: for a claim that is waited for, and to settle. */
const LEASE_RESERVE_S = 120;
/** A message keeps its place until its acknowledgement is sent; a tenth of a second, the client's own, is ten jobs a second. */
const ACKNOWLEDGED_AFTER_MS = 10;
const REOPEN_MS = 5000;
/** A worker whose streams stay closed for longer is not healthy. */
const PATIENCE_MS = 120_000;

interface Held {
  readonly message: Message;
  readonly source: Source;
  readonly rank: number;
}

function deliveryOf({ message, source }: Held): Delivery {
  return {
    source,
    body: message.data.toString("utf8"),
    transportId: message.id,
    // the client says 0 when the subscription has no dead letter policy
    deliveries: message.deliveryAttempt || undefined,
    attributes: message.attributes,
  };
}

/** Consumes every subscription of the worker. */
export class Puller {
  readonly #options: PullOptions;
  readonly #slots: Slots;
  readonly #subscriptions: Subscription[] = [];
  /** Every message that is leased, and whether its job has begun. */
  readonly #held = new Map<Message, boolean>();
  readonly #closing: Promise<void>[] = [];
  #openMs = Date.now();
  readonly #ordered = new KeyedQueue<Held>(
    (held) => this.#work(held),
    (held) => this.#giveBack(held.message),
  );

  constructor(options: PullOptions) {
    this.#options = options;
    this.#slots = new Slots(options.settings.concurrency);
  }

  /** Opens the streams; sources are in order of priority. */
  start(): void {
    const { settings, pubsub, log } = this.#options;
    const leased = Duration.from({ seconds: settings.timeoutMs / 1000 + LEASE_RESERVE_S });
    const sources = settings.sources.filter(
      (source) => source.type === "pubsub" && source.mode === "pull",
    );
    for (const [rank, source] of sources.entries()) {
      const subscription = pubsub.subscription(source.subscription ?? "", {
        flowControl: { maxMessages: settings.concurrency, allowExcessMessages: false },
        batching: { maxMilliseconds: ACKNOWLEDGED_AFTER_MS },
        maxExtensionTime: leased,
        // closing goes on extending the leases of jobs that still run; the drain decides how long
        closeOptions: { behavior: SubscriptionCloseBehaviors.WaitForProcessing, timeout: leased },
        streamingOptions: { maxStreams: 1 },
      });
      subscription.on("message", (message: Message) => this.#take({ message, source, rank }));
      subscription.on("close", () => void this.#reopen(subscription));
      subscription.on("error", (error) =>
        log.error("the stream failed", { queue: source.queue, error }),
      );
      this.#subscriptions.push(subscription);
    }
  }

  /** Whether every stream is open, or was not long ago. */
  get healthy(): boolean {
    if (this.#subscriptions.every((subscription) => subscription.isOpen)) {
      this.#openMs = Date.now();
    }
    return Date.now() - this.#openMs < PATIENCE_MS;
  }

  /** A stream that ended by itself (a grant that is not there yet, say) is opened again. */
  async #reopen(subscription: Subscription): Promise<void> {
    const { runner, log } = this.#options;
    if (runner.stopping) return;
    await sleep(REOPEN_MS);
    if (runner.stopping || subscription.isOpen) return;
    log.warn("the stream is opened again", { subscription: subscription.name });
    subscription.open();
  }

  #take(held: Held): void {
    this.#held.set(held.message, false);
    const key = held.message.orderingKey;
    if (this.#options.runner.stopping) this.#giveBack(held.message);
    else if (key) this.#ordered.add(`${held.rank} ${key}`, held);
    else void this.#work(held);
  }

  /** True when the message is settled. */
  async #work(held: Held): Promise<boolean> {
    await this.#slots.take(held.rank);
    try {
      if (!this.#held.has(held.message)) return false; // given back while it waited
      this.#held.set(held.message, true);
      const verdict = await this.#options.runner.run(deliveryOf(held));
      if (verdict.kind === "done") return await this.#settle(held);
      this.#giveBack(held.message);
      return false;
    } finally {
      this.#slots.give();
    }
  }

  async #settle({ message, source }: Held): Promise<boolean> {
    this.#held.delete(message);
    try {
      await message.ackWithResponse();
    } catch (error) {
      // it will come again, and its id says that it is done
      this.#options.log.warn("a job is done but its message was not taken off", {
        queue: source.queue,
        error,
      });
    }
    return true;
  }

  #giveBack(message: Message): void {
    if (this.#held.delete(message)) message.nack();
  }

  /** Closes the streams to new messages, and hands back what no handler has begun. */
  stopTaking(): void {
    for (const subscription of this.#subscriptions) this.#closing.push(subscription.close());
    for (const [message, begun] of [...this.#held]) if (!begun) this.#giveBack(message);
  }

  /** Hands back what is still held; resolves when the answers are sent. */
  async close(): Promise<void> {
    for (const message of [...this.#held.keys()]) this.#giveBack(message);
    await Promise.all(this.#closing);
  }
}
