/** The worker's process: a server for what is pushed, streams for what is pulled. */
import type { PubSub } from "@google-cloud/pubsub";
import { serveHealth } from "./runtime/health.ts";
import { buryInTopic } from "./runtime/letters.ts";
import { createLog, type Log } from "./runtime/log.ts";
import type { Puller } from "./runtime/pull.ts";
import { servePush } from "./runtime/push.ts";
import { Runner } from "./runtime/runner.ts";
import { readSettings, type Settings } from "./runtime/settings.ts";
import { drainOnSignal } from "./runtime/shutdown.ts";
import type { Store } from "./runtime/store.ts";
import { createVerifier } from "./runtime/token.ts";

// Google's clients take half a second to load: only what is used is, and not before
let client: Promise<PubSub> | undefined;
function pubsub(): Promise<PubSub> {
  client ??= openPubSub();
  return client;
}

async function openPubSub(): Promise<PubSub> {
  const { PubSub } = await import("@google-cloud/pubsub");
  const projectId = process.env.GOOGLE_CLOUD_PROJECT;
  return new PubSub(projectId ? { projectId } : {});
}

/** The store that the environment names; undefined when idempotency is off. */
async function openStore(settings: Settings): Promise<Store | undefined> {
  if (!process.env.INFERA_IDEMPOTENCY_DATABASE || settings.idempotencyTtlS <= 0) return undefined;
  const { firestoreStore } = await import("./runtime/firestore.ts");
  return firestoreStore(process.env.INFERA_IDEMPOTENCY_DATABASE, settings.worker);
}

/** Reads what is pulled, if anything is. */
async function startPulling(
  settings: Settings,
  runner: Runner,
  log: Log,
): Promise<Puller | undefined> {
  if (!settings.sources.some((source) => source.mode === "pull")) return undefined;
  const { Puller } = await import("./runtime/pull.ts");
  const puller = new Puller({ settings, runner, pubsub: await pubsub(), log });
  puller.start();
  return puller;
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
    store: await openStore(settings),
    bury: buryInTopic(pubsub, settings.worker),
    logWith: (fields) => log.with(fields),
  });
  let puller: Puller | undefined;
  const pushes = settings.sources.some((source) => source.mode !== "pull");
  const server = pushes
    ? await servePush({ settings, jobs, runner, verify: createVerifier(), log })
    : await serveHealth(settings.port, () => !runner.stopping && (puller?.healthy ?? true));
  puller = await startPulling(settings, runner, log);
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
