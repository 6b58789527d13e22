/** Backlog per worker, for scaling: published to CloudWatch by one instance at a time. */
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { Redis } from "ioredis";
import type { Queues } from "./letters.ts";
import type { Log } from "./log.ts";
import type { Settings, Source } from "./settings.ts";

const EVERY_MS = 60_000;

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

/** Publishes every minute while INFERA_METRIC_NAMESPACE is set; returns what stops it. */
export function publishBacklog(
  settings: Settings,
  queues: Queues,
  redis: Redis,
  log: Log,
): () => void {
  const namespace = process.env.INFERA_METRIC_NAMESPACE;
  if (!namespace) return () => {};
  const region = process.env.AWS_REGION ?? process.env.INFERA_REGION;
  const client = new CloudWatchClient(region ? { region } : {});
  const leader = `infera:leader:${settings.worker}`;
  const once = async () => {
    // the lock outlives most of a minute: of all instances one publishes
    if ((await redis.set(leader, "1", "PX", EVERY_MS - 5000, "NX")) === null) return;
    const Value = await backlogPerWorker(queues, settings.sources);
    const Dimensions = [{ Name: "Worker", Value: settings.worker }];
    const MetricData = [
      { MetricName: "BacklogPerWorker", Unit: "Count" as const, Value, Dimensions },
    ];
    await client.send(new PutMetricDataCommand({ Namespace: namespace, MetricData }));
  };
  const tick = () =>
    void once().catch((error: unknown) => log.warn("the backlog was not published", { error }));
  const timer = setInterval(tick, EVERY_MS / 2);
  tick();
  return () => clearInterval(timer);
}
