/** One queue to send to: checks first, then hands over to the queue's transport. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import {
  type EnqueueOptions,
  InvalidPayload,
  type Outgoing,
  type ProducerConfig,
  type QueueFacts,
  type Schemas,
  type Transport,
  Unsupported,
} from "./options.ts";
import { type Check, compileChecks } from "./validator.ts";

export type OpenTransport = (config: ProducerConfig, facts: QueueFacts) => Transport;

/** Back end -> how it is loaded; only what a project uses is there. */
export type Transports = Readonly<Record<string, () => Promise<{ open: OpenTransport }>>>;

/** What was sent. */
export interface Enqueued {
  /** The job's id, as its handler will see it. */
  readonly id: string;
}

/** A trace of our own, for a job that belongs to none. */
function newTrace(): string {
  return `00-${randomBytes(16).toString("hex")}-${randomBytes(8).toString("hex")}-01`;
}

const LONGEST_ATTRIBUTE_BYTES = 1024;
const RESERVED = /^(infera_|goog|aws\.|amazon\.)|^traceparent$/i;

/** The top-level strings of a payload, those that a filter reads first. */
function attributesOf(payload: unknown, facts: QueueFacts): Record<string, string> {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return {};
  const values = payload as Record<string, unknown>;
  const names = [...new Set([...facts.filtered, ...Object.keys(values)])];
  const attributes: Record<string, string> = {};
  for (const name of names) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (typeof value !== "string" || value === "" || RESERVED.test(name)) continue;
    if (Buffer.byteLength(value) <= LONGEST_ATTRIBUTE_BYTES) attributes[name] = value;
  }
  return attributes;
}

/** JSON of a value; a value that JSON cannot hold is refused rather than sent as something else. */
function toJson(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new InvalidPayload("the payload is not a JSON value");
  return text;
}

export class Producer<JobPayloads extends object, Level extends string> {
  readonly #facts: QueueFacts;
  readonly #transports: Transports;
  readonly #checks: ReadonlyMap<string, Check>;
  readonly #given: ProducerConfig | undefined;
  #transport: Promise<Transport> | undefined;

  constructor(
    facts: QueueFacts,
    schemas: Schemas,
    transports: Transports,
    config: ProducerConfig | undefined,
  ) {
    this.#facts = facts;
    this.#transports = transports;
    this.#given = config;
    const own = { [facts.name]: schemas[facts.name] ?? {} };
    this.#checks = compileChecks(own).get(facts.name) ?? new Map();
  }

  /**
   * Sends a job. Rejects with InvalidPayload before anything is sent when the payload does not match the job's
   * schema, and with Unsupported when the queue's back end cannot do what the options ask for.
   */
  async enqueue<Job extends keyof JobPayloads & string>(
    job: Job,
    payload: JobPayloads[Job],
    options: EnqueueOptions<Level> = {},
  ): Promise<Enqueued> {
    const config = this.#config();
    const outgoing = this.#outgoing(job, payload, options, config);
    const transport = await this.#open(config);
    const transportId = await transport.send(outgoing);
    return { id: outgoing.id ?? transportId };
  }

  /** Closes connections; what was sent is sent. */
  async close(): Promise<void> {
    const transport = await this.#transport;
    this.#transport = undefined;
    await transport?.close();
  }

  #config(): ProducerConfig {
    if (this.#given) return this.#given;
    const name = `INFERA_PRODUCER_${this.#facts.label}`;
    const text = process.env[name];
    if (!text) throw new Error(`${name} is not set: the JSON of the queue's producer output`);
    return JSON.parse(text) as ProducerConfig;
  }

  #open(config: ProducerConfig): Promise<Transport> {
    if (this.#transport) return this.#transport;
    const load = this.#transports[config.type];
    if (!load) throw new Unsupported(`no client for ${config.type} in this package`);
    this.#transport = load().then(({ open }) => open(config, this.#facts));
    return this.#transport;
  }

  #outgoing(
    job: string,
    payload: unknown,
    options: EnqueueOptions<Level>,
    config: ProducerConfig,
  ): Outgoing {
    const facts = this.#facts;
    const type = Object.hasOwn(facts.types, job) ? facts.types[job] : undefined;
    if (type === undefined) throw new InvalidPayload(`queue ${facts.name} has no job ${job}`);
    const json = toJson(payload);
    const data: unknown = JSON.parse(json);
    const wrong = this.#checks.get(job)?.(data);
    if (wrong !== undefined) throw new InvalidPayload(`${job}: ${wrong}`);
    refuse(facts, options);
    const dedupeKey = facts.deduplication
      ? (options.dedupeKey ?? contentKey(type, json))
      : undefined;
    const raw = facts.envelope === "raw";
    // Pub/Sub does not deduplicate: there the worker does, which runs an id once
    const byWorker = config.type === "pubsub" ? dedupeKey : undefined;
    const id = options.id ?? byWorker ?? (raw ? undefined : randomUUID());
    const body = raw ? json : JSON.stringify(id ? { type, data, id } : { type, data });
    const most = config.max_message_size_bytes;
    if (most !== undefined && Buffer.byteLength(body) > most) {
      throw new InvalidPayload(`${job}: the job is over ${most} bytes`);
    }
    return {
      type,
      data,
      body,
      id,
      attributes: {
        traceparent: options.traceparent ?? newTrace(),
        ...attributesOf(data, facts),
        ...(raw && id ? { infera_id: id } : {}),
      },
      level: options.priority ?? config.default_level ?? "",
      startAtMs: startOf(options),
      orderingKey: options.orderingKey,
      dedupeKey,
    };
  }
}

/** The key of a job's content: the same type and payload, the same key. */
function contentKey(type: string, json: string): string {
  return createHash("sha256").update(`${type}\n${json}`).digest("hex").slice(0, 40);
}

/** When a job may start, in ms since the epoch. */
function startOf(options: EnqueueOptions): number | undefined {
  const { delay, at } = options;
  if (delay !== undefined && at !== undefined) throw new Unsupported("give delay or at, not both");
  if (at !== undefined) {
    if (Number.isNaN(at.getTime())) throw new Unsupported("at is not a date");
    return at.getTime();
  }
  if (delay === undefined) return undefined;
  if (!Number.isFinite(delay) || delay < 0) throw new Unsupported("delay is a number of seconds");
  return Date.now() + delay * 1000;
}

/** What no back end can do for a queue that does not declare it. */
function refuse(facts: QueueFacts, options: EnqueueOptions): void {
  const { priority, orderingKey, dedupeKey } = options;
  if (priority !== undefined && !facts.levels.includes(priority)) {
    throw new Unsupported(`queue ${facts.name} has no priority ${priority}`);
  }
  if (orderingKey !== undefined && !facts.ordering) {
    throw new Unsupported(`queue ${facts.name} does not keep order: declare ordering: true`);
  }
  if (dedupeKey !== undefined && !facts.deduplication) {
    throw new Unsupported(`queue ${facts.name} has no deduplication: declare deduplication: true`);
  }
}
