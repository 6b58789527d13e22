/** What a sender may say of a job, and what a queue is known to be. */

/** Queue -> job -> JSON Schema of the payload (`true`: anything). */
export type Schemas = Readonly<Record<string, Readonly<Record<string, object | boolean>>>>;

export interface EnqueueOptions<Level extends string = string> {
  /** Seconds to wait before the job may start. */
  readonly delay?: number;
  /** When the job may start; instead of `delay`. */
  readonly at?: Date;
  /** Jobs of one key are handled in the order they were sent, on a queue that keeps order. */
  readonly orderingKey?: string;
  /** A second job with this key is not queued, on a queue with deduplication; else the payload is the key. */
  readonly dedupeKey?: string;
  readonly priority?: Level;
  /** The job's id: a worker runs an id once. A fresh one without it. */
  readonly id?: string;
  /** W3C trace context that the job belongs to; a new trace without it. */
  readonly traceparent?: string;
}

/** What the declaration says of a queue. */
export interface QueueFacts {
  readonly name: string;
  /** Of the environment variable with the queue's configuration. */
  readonly label: string;
  readonly envelope: "infera" | "raw";
  readonly ordering: boolean;
  readonly deduplication: boolean;
  readonly levels: readonly string[];
  /** Job name -> its type on the wire. */
  readonly types: Readonly<Record<string, string>>;
  /** Attributes that a worker's filter reads. */
  readonly filtered: readonly string[];
}

/** The JSON of the Terraform output `<queue>_producer`. */
export interface ProducerConfig {
  readonly type: string;
  readonly default_level?: string;
  readonly levels?: Readonly<Record<string, string>>;
  readonly delay_s?: number;
  readonly max_message_size_bytes?: number;
  readonly [key: string]: unknown;
}

/** A job on its way out. */
export interface Outgoing {
  readonly type: string;
  readonly data: unknown;
  /** The JSON on the wire, where the transport has no envelope of its own. */
  readonly body: string;
  readonly id: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly level: string;
  /** Milliseconds since the epoch; undefined: as soon as the queue's own delay allows. */
  readonly startAtMs: number | undefined;
  readonly orderingKey: string | undefined;
  readonly dedupeKey: string | undefined;
}

/** Sends jobs to one queue. */
export interface Transport {
  /** The transport's own id of what it took; rejects when it took nothing. */
  send(job: Outgoing): Promise<string>;
  close(): Promise<void>;
}

/** The back end cannot do what was asked for. Nothing was sent. */
export class Unsupported extends Error {
  override name = "Unsupported";
}

/** The payload does not match its schema. Nothing was sent. */
export class InvalidPayload extends Error {
  override name = "InvalidPayload";
}
