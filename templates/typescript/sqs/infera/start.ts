/** `make start`: the function on this machine, fed from its queues as Lambda would feed it. */
import { serveHealth } from "./runtime/health.ts";
import { poll } from "./runtime/poller.ts";
import { wholeNumber } from "./runtime/settings.ts";
import { drainOnSignal } from "./runtime/shutdown.ts";
import { createWorker } from "./worker.ts";

const { settings, log, sqs, runner, handler } = await createWorker();
const stopping = new AbortController();
const batchSize = wholeNumber(process.env, "INFERA_BATCH_SIZE", 1);
const server = process.env.PORT ? await serveHealth(settings.port, () => !runner.stopping) : null;
const polling = poll({ settings, sqs, handler, batchSize, log, signal: stopping.signal });

drainOnSignal({
  runner,
  shutdownMs: settings.shutdownMs,
  log,
  stopTaking: () => stopping.abort(),
  close: async () => {
    await polling;
    server?.close();
  },
});
log.info("polling", { queues: settings.sources.map((source) => source.queue) });
