/** The worker's process: BullMQ consumers, schedules, the sweep of what BullMQ gave up, and a health endpoint. */
import { watchBacklog } from "./runtime/backlog.ts";
import { bodyOf, Consumer } from "./runtime/consumer.ts";
import { serveHealth } from "./runtime/health.ts";
import { buryInRedis, Queues, sweep } from "./runtime/letters.ts";
import { createLog } from "./runtime/log.ts";
import { connect, RedisStore } from "./runtime/redis.ts";
import { Runner } from "./runtime/runner.ts";
import { applyPause, upsertSchedules } from "./runtime/schedules.ts";
import { loadSecretFiles } from "./runtime/secrets.ts";
import { readSettings } from "./runtime/settings.ts";
import { drainOnSignal } from "./runtime/shutdown.ts";

async function main(): Promise<void> {
  const settings = readSettings();
  loadSecretFiles();
  const [{ jobs }, { default: schemas }] = await Promise.all([
    import("./jobs.ts"),
    import("./schemas.json", { with: { type: "json" } }),
  ]);
  const fixed = { worker: settings.worker, environment: settings.environment };
  const log = createLog(settings.logLevel, fixed);
  const redis = connect();
  redis.on("error", (error) => log.error("redis", { error }));
  const queues = new Queues(redis, log);
  const runner = new Runner({
    settings,
    jobs,
    schemas,
    store: settings.idempotencyTtlS > 0 ? new RedisStore(redis, settings.worker) : undefined,
    bury: buryInRedis(queues, settings.worker, bodyOf),
    logWith: (fields) => log.with(fields),
  });
  const consumer = new Consumer({ settings, jobs, runner, log, connect });
  const server = await serveHealth(settings.port, () => consumer.healthy);
  const own = settings.sources.filter((source) => !source.dead_letters);
  for (const source of own) {
    await applyPause(queues, redis, source);
    await upsertSchedules(queues, jobs, source, log);
  }
  const sweepAll = async () => {
    for (const source of own) await sweep(queues, settings.worker, source, log);
  };
  await sweepAll();
  const sweeping = setInterval(
    () => void sweepAll().catch((error: unknown) => log.error("the sweep failed", { error })),
    settings.lockMs * 2,
  );
  const stopBacklog = watchBacklog(settings, queues, redis, log);
  consumer.start();
  drainOnSignal({
    runner,
    shutdownMs: settings.shutdownMs,
    log,
    stopTaking: () => {
      clearInterval(sweeping);
      stopBacklog();
      return consumer.stopTaking();
    },
    close: async () => {
      server.close();
      await consumer.close();
      await queues.close();
      redis.disconnect();
    },
  });
  log.info("ready", { port: settings.port, queues: settings.sources.map(({ queue }) => queue) });
}

main().catch((error: unknown) => {
  createLog("info").error("the worker could not start", { error });
  process.exit(1);
});
