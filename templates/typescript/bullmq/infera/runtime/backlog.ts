/** What waits in the queues: logged, and published to CloudWatch for scaling and alarms, by one instance at a time. */
import {
  CloudWatchClient,
  type MetricDatum,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import type { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { Queues } from "./letters.ts";
import type { Log } from "./log.ts";
import type { Settings, Source } from "./settings.ts";

const EVERY_MS = 60_000;
/** BullMQ's score of a prioritized job is its priority times this, and the order of its arrival. */
const SCORES = 0x100000000;

/** Jobs that wait to be run now, over the instances that could run them. */
export async function backlogPerWorker(
  queues: Queues,
  sources: readonly Source[],
): Promise<number> {
  let waiting = 0;
  let workers = 1;
  for (const source of sources) {
    const queue = queues.get(source.name ?? source.queue, source.prefix);
    const counts = await queue.getJobCounts("wait", "prioritized", "active");
    waiting += Object.values(counts).reduce((sum, count) => sum + count, 0);
    workers = Math.max(workers, await queue.getWorkersCount());
  }
  return waiting / workers;
}

/** The job of each level that is next: none of its level came before it. */
async function heads(queue: Queue, redis: Redis, levels: number): Promise<string[]> {
  const key = queue.toKey("prioritized");
  const found = [...(await redis.zrange(key, "0", "0"))];
  for (let level = 1; level <= levels; level += 1) {
    const [from, to] = [`${level * SCORES}`, `(${(level + 1) * SCORES}`];
    found.push(...(await redis.zrangebyscore(key, from, to, "LIMIT", 0, 1)));
  }
  const id = await redis.lindex(queue.toKey("wait"), -1);
  if (id) found.push(id);
  return [...new Set(found)];
}

/** Jobs that wait and are due, and for how many seconds the oldest of them could have been run. */
export async function waitingIn(
  queues: Queues,
  redis: Redis,
  source: Source,
): Promise<{ depth: number; oldestAgeS: number }> {
  const queue = queues.get(source.name ?? source.queue, source.prefix);
  const counts = await queue.getJobCounts("wait", "prioritized");
  const depth = Object.values(counts).reduce((sum, count) => sum + count, 0);
  let oldestMs = 0;
  for (const id of await heads(queue, redis, source.priorities?.length ?? 0)) {
    const job = await queue.getJob(id);
    if (job) oldestMs = Math.max(oldestMs, Date.now() - job.timestamp - (job.opts.delay ?? 0));
  }
  return { depth, oldestAgeS: Math.round(oldestMs / 1000) };
}

/** Every minute one of all instances looks, says it in its log, and publishes where INFERA_METRIC_NAMESPACE is set. */
export function watchBacklog(
  settings: Settings,
  queues: Queues,
  redis: Redis,
  log: Log,
): () => void {
  const namespace = process.env.INFERA_METRIC_NAMESPACE;
  const region = process.env.AWS_REGION ?? process.env.INFERA_REGION;
  const client = namespace ? new CloudWatchClient(region ? { region } : {}) : undefined;
  // a Redis that was there before may serve several projects
  const leader = `infera:leader:${settings.project}:${settings.environment}:${settings.worker}`;
  const worker = { Name: "Worker", Value: settings.worker };
  const once = async () => {
    // the lock outlives most of a minute: of all instances one publishes
    if ((await redis.set(leader, "1", "PX", EVERY_MS - 5000, "NX")) === null) return;
    const MetricData: MetricDatum[] = [];
    for (const source of settings.sources.filter((each) => !each.dead_letters)) {
      const { depth, oldestAgeS } = await waitingIn(queues, redis, source);
      log.info("backlog", { queue: source.queue, depth, oldest_age_s: oldestAgeS });
      const Dimensions = [{ Name: "Queue", Value: source.queue }, worker];
      MetricData.push({ MetricName: "Depth", Unit: "Count", Value: depth, Dimensions });
      MetricData.push({ MetricName: "OldestAge", Unit: "Seconds", Value: oldestAgeS, Dimensions });
    }
    if (!client) return;
    const Value = await backlogPerWorker(queues, settings.sources);
    const Dimensions = [worker];
    MetricData.push({ MetricName: "BacklogPerWorker", Unit: "Count", Value, Dimensions });
    await client.send(new PutMetricDataCommand({ Namespace: namespace, MetricData }));
  };
  const tick = () =>
    void once().catch((error: unknown) => log.warn("the backlog was not published", { error }));
  const timer = setInterval(tick, EVERY_MS / 2);
  tick();
  return () => clearInterval(timer);
}
