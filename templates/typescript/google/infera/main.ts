/** The worker's process: a server for what is pushed, streams for what is pulled. */
import { PubSub } from "@google-cloud/pubsub";
import { firestoreStore } from "./runtime/firestore.ts";
import { serveHealth } from "./runtime/health.ts";
import { buryInTopic } from "./runtime/letters.ts";
import { createLog } from "./runtime/log.ts";
import { Puller } from "./runtime/pull.ts";
import { servePush } from "./runtime/push.ts";
import { Runner } from "./runtime/runner.ts";
import { readSettings } from "./runtime/settings.ts";
import { drainOnSignal } from "./runtime/shutdown.ts";
import { createVerifier } from "./runtime/token.ts";

let lazy: PubSub | undefined;
function pubsub(): PubSub {
  const projectId = process.env.GOOGLE_CLOUD_PROJECT;
  lazy ??= new PubSub(projectId ? { projectId } : {});
  return lazy;
}

async function main(): Promise<void> {
  const settings = readSettings();
  const [{ jobs }, { default: schemas }] = await Promise.all([
    import("./jobs.ts"),
    import("./schemas.json", { with: { type: "json" } }),
  ]);
  const fixed = { worker: settings.worker, environment: settings.environment };
  const log = createLog(settings.logLevel, fixed);
  const runner = new Runner({
    settings,
    jobs,
    schemas,
    store: firestoreStore(settings.idempotencyTtlS, settings.worker),
    bury: buryInTopic(pubsub, settings.worker),
    logWith: (fields) => createLog(settings.logLevel, { ...fixed, ...fields }),
  });
  const pulls = settings.sources.some((source) => source.mode === "pull");
  const pushes = settings.sources.some((source) => source.mode !== "pull");
  const server = pushes
    ? await servePush({ settings, jobs, runner, verify: createVerifier(), log })
    : await serveHealth(settings.port, () => !runner.stopping);
  const puller = pulls ? new Puller({ settings, runner, pubsub: pubsub(), log }) : undefined;
  puller?.start();
  drainOnSignal({
    runner,
    shutdownMs: settings.shutdownMs,
    log,
    stopTaking: () => puller?.stopTaking(),
    close: async () => {
      server.close();
      server.closeIdleConnections();
      await puller?.close();
    },
  });
  log.info("ready", { port: settings.port, queues: settings.sources.map(({ queue }) => queue) });
}

main().catch((error: unknown) => {
  createLog("info").error("the worker could not start", { error });
  process.exit(1);
});
