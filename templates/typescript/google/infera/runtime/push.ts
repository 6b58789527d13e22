/** POST /jobs: 2xx when the job is settled, 5xx or 429 when it is wanted again. GET /health. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Jobs } from "./context.ts";
import { peekType } from "./envelope.ts";
import type { Log } from "./log.ts";
import type { Delivery, Runner } from "./runner.ts";
import type { Settings, Source } from "./settings.ts";
import type { VerifyCaller } from "./token.ts";

/** Pub/Sub's largest message in base64, and some room. */
const MOST_BYTES = 16 * 1024 * 1024;

const CUT_OFF = "the request was cut off";

export interface PushOptions {
  readonly settings: Settings;
  readonly jobs: Jobs;
  readonly runner: Runner;
  /** Undefined: anyone may call. */
  readonly verify: VerifyCaller | undefined;
  readonly log: Log;
}

/** A request that cannot be a job of ours. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The body. Most have come whole by now, and are taken at once: to stream one costs as much as its job. */
function readBody(request: IncomingMessage): string | Promise<string> {
  if (request.destroyed && !request.complete) throw new Refused(400, CUT_OFF);
  const come = request.readableLength;
  // the parser hands a body over before it says that the request is complete; that it ends then is nothing to wait for
  const whole = request.complete || come === Number(request.headers["content-length"]);
  if (!whole || come > MOST_BYTES) return streamBody(request);
  const body: Buffer | null = request.read();
  return body === null ? "" : body.toString();
}

function streamBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_BYTES) chunks.push(chunk);
      else reject(new Refused(413, `the body is over ${MOST_BYTES} bytes`));
    });
    request.on("end", () => resolve(Buffer.concat(chunks).toString()));
    request.on("close", () => {
      // also comes after the end: an error is dear, and most requests are whole
      if (!request.complete) reject(new Refused(400, CUT_OFF));
    });
  });
}

/** What Pub/Sub sends: the message in base64, with attributes. */
interface PushBody {
  readonly message: {
    readonly data?: string;
    readonly messageId?: string;
    readonly message_id?: string;
    readonly attributes?: Readonly<Record<string, string>>;
  };
  readonly subscription?: string;
  readonly deliveryAttempt?: number;
}

function parsePush(body: string): PushBody {
  try {
    const push = JSON.parse(body) as PushBody;
    if (typeof push?.message === "object" && push.message !== null) return push;
  } catch {
    // answered below
  }
  throw new Refused(400, "not a Pub/Sub push");
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

const counted = (text: string | undefined) => {
  const value = Number(text);
  return text !== undefined && text !== "" && Number.isInteger(value) ? value : undefined;
};

/** The source with that id, or the only one there is. */
function pick(sources: readonly Source[], matches: (source: Source) => boolean): Source {
  const found = sources.find(matches) ?? (sources.length === 1 ? sources[0] : undefined);
  if (!found) throw new Refused(404, "no queue of this worker sends this");
  return found;
}

function pubsubDelivery(sources: readonly Source[], body: string): Delivery {
  const push = parsePush(body);
  const { message, subscription, deliveryAttempt } = push;
  const source = pick(sources, (candidate) => candidate.subscription === subscription);
  const attributes = message.attributes ?? {};
  return {
    source,
    body: Buffer.from(message.data ?? "", "base64").toString("utf8"),
    transportId: message.messageId || message.message_id || crypto.randomUUID(),
    deliveries: deliveryAttempt || undefined,
    attributes,
  };
}

function sourceOfType(jobs: Jobs, sources: readonly Source[], type: string): Source {
  return pick(
    sources,
    (source) => jobs[source.queue]?.some((job) => job.types.includes(type)) ?? false,
  );
}

function tasksDelivery(
  { jobs }: PushOptions,
  { tasks, byQueue }: Callers,
  headers: IncomingHttpHeaders,
  body: string,
): Delivery {
  const queue = header(headers, "x-cloudtasks-queuename") ?? "";
  const source = (queue && byQueue.get(queue)) || sourceOfType(jobs, tasks, peekType(body));
  // the executions leave out what was answered with 5xx, and 500 is how this worker asks for a job again
  const retries = counted(header(headers, "x-cloudtasks-taskretrycount"));
  const task = header(headers, "x-cloudtasks-taskname") ?? "";
  return {
    source,
    body,
    transportId: task || crypto.randomUUID(),
    deliveries: retries === undefined ? undefined : retries + 1,
    attributes: attributesOf(headers),
  };
}

/** The headers of a task that mean something to us, and the attributes they stand for: the trace, and what a redrive says. */
const KEPT = [
  ["traceparent", "traceparent"],
  ["infera-id", "infera_id"],
  ["infera-worker", "infera_worker"],
  ["infera-redriven", "infera_redriven"],
] as const;

function attributesOf(headers: IncomingHttpHeaders): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, attribute] of KEPT) {
    const value = headers[name];
    if (typeof value === "string") attributes[attribute] = value;
  }
  return attributes;
}

/** Where requests may come from. */
interface Callers {
  readonly tasks: readonly Source[];
  readonly pubsub: readonly Source[];
  /** The sources of tasks, by the name of the queue that a task says. */
  readonly byQueue: ReadonlyMap<string, Source>;
}

function callersOf({ sources }: Settings): Callers {
  const tasks = sources.filter((source) => source.type === "cloud_tasks");
  return {
    tasks,
    byQueue: new Map(tasks.map((source) => [source.id?.split("/").at(-1) ?? "", source])),
    pubsub: sources.filter((source) => source.type === "pubsub" && source.mode !== "pull"),
  };
}

function deliveryOf(
  options: PushOptions,
  callers: Callers,
  headers: IncomingHttpHeaders,
  body: string,
): Delivery {
  const { tasks, pubsub } = callers;
  const isTask = tasks.length > 0 && (pubsub.length === 0 || "x-cloudtasks-queuename" in headers);
  return isTask ? tasksDelivery(options, callers, headers, body) : pubsubDelivery(pubsub, body);
}

function answer(response: ServerResponse, status: number, fields: Record<string, unknown>): void {
  if (response.writableEnded || response.destroyed) return;
  if (status === 204) {
    response.writeHead(204).end();
    return;
  }
  response.req.resume(); // nobody wants what is left of it
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (status === 429 || status === 503) headers["retry-after"] = "1";
  if (status === 413) headers.connection = "close";
  response.writeHead(status, headers).end(JSON.stringify(fields));
}

/** 500 asks for the declared back-off; 429 and 503 would also slow the whole queue down. */
const STATUS = { failed: 500, busy: 503, stopped: 503 } as const;

async function serveJob(
  options: PushOptions,
  callers: Callers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { runner, settings, log } = options;
  try {
    if (runner.stopping) return answer(response, 503, { error: "stopping" });
    const reason = await options.verify?.(header(request.headers, "authorization"));
    if (reason !== undefined) {
      log.warn("a caller was refused", { reason });
      return answer(response, 401, { error: "unauthorized" });
    }
    const come = readBody(request);
    const body = typeof come === "string" ? come : await come;
    if (runner.stopping) return answer(response, 503, { error: "stopping" });
    if (runner.running >= settings.concurrency) return answer(response, 429, { error: "busy" });
    const verdict = await runner.run(deliveryOf(options, callers, request.headers, body));
    if (verdict.kind === "done") return answer(response, 204, {});
    answer(response, STATUS[verdict.why], { error: verdict.why });
  } catch (error) {
    const status = error instanceof Refused ? error.status : 500;
    log.error("a request could not be served", { status, error });
    answer(response, status, { error: "not served" });
  }
}

function serve(
  options: PushOptions,
  callers: Callers,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { url = "", method } = request;
  const path = url.includes("?") ? url.slice(0, url.indexOf("?")) : url;
  if (path === "/health" && (method === "GET" || method === "HEAD")) {
    const healthy = !options.runner.stopping;
    answer(response, healthy ? 200 : 503, { status: healthy ? "ok" : "stopping" });
  } else if (path !== "/jobs") answer(response, 404, { error: "not found" });
  else if (method !== "POST") answer(response, 405, { error: "POST alone" });
  else void serveJob(options, callers, request, response);
}

/** The server, listening on the worker's port. */
export function servePush(options: PushOptions): Promise<Server> {
  const callers = callersOf(options.settings);
  const server = createServer((request, response) => serve(options, callers, request, response));
  // the platform's own limit ends a request that takes too long, not this server's
  server.requestTimeout = 0;
  // the platform's front end calls, and closes what it has no use for: a server that closes a kept connection may do so
  // in the face of a request, and its timer is set twice for each, a microsecond in all
  server.keepAliveTimeout = 0;
  server.headersTimeout = 30_000;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.settings.port, process.env.HOST, () => resolve(server));
  });
}
