/** Jobs to Cloud Tasks queues: HTTP tasks for the worker, with its caller's identity. */
import { createHash } from "node:crypto";
import { CloudTasksClient } from "@google-cloud/tasks";
import {
  type Outgoing,
  type ProducerConfig,
  type QueueFacts,
  type Transport,
  Unsupported,
} from "./options.ts";

interface TasksConfig extends ProducerConfig {
  readonly url?: string;
  readonly invoker?: string;
  readonly audience?: string;
  readonly dispatch_deadline_s?: number;
}

const ALREADY_EXISTS = 6;
const LONGEST_WAIT_S = 30 * 24 * 3600;

/** An emulator over plain HTTP/2, named as the other Google emulators are. */
async function emulated(host: string): Promise<CloudTasksClient> {
  const { grpc } = await import("google-gax");
  const [servicePath, port] = host.split(":");
  return new CloudTasksClient({
    servicePath: servicePath ?? "127.0.0.1",
    port: Number(port),
    sslCreds: grpc.credentials.createInsecure(),
  });
}

function header(name: string): string {
  return name === "traceparent" ? name : name.replaceAll("_", "-");
}

class TasksTransport implements Transport {
  readonly #config: TasksConfig;
  readonly #facts: QueueFacts;
  readonly #client: Promise<CloudTasksClient>;

  constructor(config: TasksConfig, facts: QueueFacts) {
    this.#config = config;
    this.#facts = facts;
    const host = process.env.CLOUD_TASKS_EMULATOR_HOST;
    this.#client = host ? emulated(host) : Promise.resolve(new CloudTasksClient());
  }

  async send(job: Outgoing): Promise<string> {
    const parent = this.#config.levels?.[job.level];
    const url = this.#config.url;
    if (!parent || !url) {
      throw new Unsupported(`queue ${this.#facts.name} has no worker to send to`);
    }
    const task = { ...this.#task(job, url), ...named(parent, job.dedupeKey) };
    const client = await this.#client;
    try {
      const [made] = await client.createTask({ parent, task });
      return (made.name ?? "").split("/").at(-1) ?? "";
    } catch (error) {
      const known = "name" in task && (error as { code?: number }).code === ALREADY_EXISTS;
      if (!known) throw error;
      return task.name?.split("/").at(-1) ?? "";
    }
  }

  #task(job: Outgoing, url: string) {
    const { invoker, audience, dispatch_deadline_s: deadlineS } = this.#config;
    const own = Object.entries(job.attributes).filter(([name]) =>
      /^(traceparent|infera_)/.test(name),
    );
    const headers = Object.fromEntries(own.map(([name, value]) => [header(name), value]));
    const token = invoker ? { serviceAccountEmail: invoker, audience: audience ?? url } : undefined;
    return {
      httpRequest: {
        url,
        httpMethod: "POST" as const,
        headers: { "Content-Type": "application/json", ...headers },
        body: Buffer.from(job.body),
        ...(token ? { oidcToken: token } : {}),
      },
      ...this.#start(job),
      ...(deadlineS
        ? { dispatchDeadline: { seconds: Math.min(Math.max(deadlineS, 15), 1800) } }
        : {}),
    };
  }

  #start(job: Outgoing) {
    const own = this.#config.delay_s ? Date.now() + this.#config.delay_s * 1000 : undefined;
    const startMs = job.startAtMs ?? own;
    if (startMs === undefined || startMs <= Date.now()) return {};
    if (startMs - Date.now() > LONGEST_WAIT_S * 1000) {
      throw new Unsupported("Cloud Tasks holds a job back for 30 days at most");
    }
    const seconds = Math.floor(startMs / 1000);
    return { scheduleTime: { seconds, nanos: Math.round((startMs % 1000) * 1e6) } };
  }

  async close(): Promise<void> {
    await (await this.#client).close();
  }
}

/** The name that deduplicates, hashed: names that grow with time would slow the queue down. */
function named(parent: string, key: string | undefined): { name?: string } {
  if (key === undefined) return {};
  const hash = createHash("sha256").update(key).digest("hex").slice(0, 40);
  return { name: `${parent}/tasks/${hash}` };
}

export const open = (config: ProducerConfig, facts: QueueFacts): Transport =>
  new TasksTransport(config as TasksConfig, facts);
