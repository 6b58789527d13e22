/** What a handler is given beside its payload, the same on every back end. */
import type { Fields, Log } from "./log.ts";

export type { Fields, Log };

export interface Context {
  /** The job's own id, the same in every attempt. */
  readonly id: string;
  /** 1 in the first run. */
  readonly attempt: number;
  /** When the run is given up. */
  readonly deadline: Date;
  /** Aborted at the deadline, and when the worker is being stopped. */
  readonly signal: AbortSignal;
  /** Lines carry the job's id, type, queue and trace. Do not log payloads. */
  readonly log: Log;
  /** Says how far the job is: a number from 0 to 100, or an object. */
  progress(value: number | object): Promise<void>;
}

/** Returning settles the job, throwing asks for another attempt, `Poison` dead-letters it at once. */
export type Handler<Payload> = (payload: Payload, ctx: Context) => unknown;

/** A handler whose payload type is not known here; the validator stands in for it. */
export type AnyHandler = Handler<never>;

/** One job type of a queue: what it is called on the wire, and who handles it. */
export interface Job {
  readonly name: string;
  /** Names on the wire, the current one first. */
  readonly types: readonly string[];
  readonly handler: AnyHandler;
}

/** Queue name in infera.yaml -> its jobs. */
export type Jobs = Readonly<Record<string, readonly Job[]>>;

/** Queue -> job -> JSON Schema of the payload (`true`: anything). */
export type Schemas = Readonly<Record<string, Readonly<Record<string, object | boolean>>>>;
