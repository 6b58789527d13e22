/** From what lies in a queue to a job: `{"type", "data", "id"?}`, or the whole body with `envelope: raw`. */
import type { Job, Jobs } from "./context.ts";
import { Poison } from "./errors.ts";
import type { Source } from "./settings.ts";

export interface Parsed {
  readonly job: Job;
  readonly payload: unknown;
  /** The id that the sender gave, if any. */
  readonly id: string | undefined;
  /** The trace, for a way here that has no other place for it. */
  readonly traceparent?: string | undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Poison("the body is not JSON");
  }
}

/** `id` of an envelope; undefined when there is none that can serve. */
function idOf(envelope: Record<string, unknown>): string | undefined {
  const id = envelope.id;
  if (typeof id === "number") return String(id);
  return typeof id === "string" && id !== "" ? id : undefined;
}

function rawPayload(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body; // plain text is a payload too; a schema that wants more refuses it
  }
}

/** The job of that type; Poison when the worker knows none. */
export function findJob(jobs: Jobs, source: Source, type: string): Job {
  const job = jobs[source.queue]?.find((candidate) => candidate.types.includes(type));
  if (!job) throw new Poison(`unknown job type ${JSON.stringify(type.slice(0, 100))}`);
  return job;
}

/** The only job of a queue whose bodies are payloads. */
export function parseRaw(jobs: Jobs, source: Source, payload: unknown): Parsed {
  const job = jobs[source.queue]?.[0];
  if (!job) throw new Poison("the queue has no job");
  return { job, payload, id: undefined };
}

/** The job in a body; Poison when there is none in it. */
export function parse(jobs: Jobs, source: Source, body: string): Parsed {
  if (source.envelope === "raw") return parseRaw(jobs, source, rawPayload(body));
  const envelope = parseJson(body);
  if (!isObject(envelope)) throw new Poison("the body is not an object with type and data");
  const type = envelope.type;
  if (typeof type !== "string") throw new Poison("the job has no type");
  const job = findJob(jobs, source, type);
  const trace = envelope.traceparent;
  const traceparent = typeof trace === "string" ? trace : undefined;
  return { job, payload: envelope.data ?? null, id: idOf(envelope), traceparent };
}

/** The id in a body that may be anything. */
export function peekId(body: string): string | undefined {
  try {
    const envelope: unknown = JSON.parse(body);
    return isObject(envelope) ? idOf(envelope) : undefined;
  } catch {
    return undefined;
  }
}

/** The type in a body that may be anything, "" when it has none. */
export function peekType(body: string): string {
  try {
    const envelope: unknown = JSON.parse(body);
    const type = isObject(envelope) ? envelope.type : "";
    return typeof type === "string" ? type : "";
  } catch {
    return "";
  }
}
