/** SIGTERM and SIGINT: finish or give back what is held, within the platform's grace. */
import type { Log } from "./log.ts";
import type { Runner } from "./runner.ts";
import { sleep } from "./time.ts";

export interface Drain {
  readonly runner: Runner;
  readonly shutdownMs: number;
  readonly log: Log;
  /** Take nothing new. Called once, at the signal. */
  readonly stopTaking: () => Promise<void> | void;
  /** Everything is settled or given back: hand back what the transport holds, close connections. */
  readonly close: () => Promise<void> | void;
}

/** How long handlers may go on after the signal: the grace without a reserve to give back what is left. */
export function patienceMs(shutdownMs: number): number {
  return Math.max(shutdownMs / 2, shutdownMs - 3000);
}

/** Runs the drain and resolves when the process may exit. */
export async function drain(options: Drain): Promise<void> {
  const { runner, shutdownMs, log } = options;
  const startedMs = Date.now();
  log.info("stopping: nothing new is taken", { running: runner.running });
  runner.stop();
  await options.stopTaking();
  const until = startedMs + patienceMs(shutdownMs);
  while (runner.running > 0 && Date.now() < until) await sleep(20);
  if (runner.running > 0) log.warn("jobs are given back", { running: runner.running });
  await runner.cutOff(Math.max(startedMs + shutdownMs - 1000 - Date.now(), 500));
  await Promise.race([options.close(), sleep(Math.max(startedMs + shutdownMs - Date.now(), 200))]);
  log.info("stopped", { running: runner.running, after_ms: Date.now() - startedMs });
}

/**
 * Drains at the first SIGTERM or SIGINT and exits with 0. An error that nobody caught also ends the process, with 1: the
 * jobs beside the one that it came from are finished or given back first.
 */
export function drainOnSignal(options: Drain): void {
  let draining = false;
  const start = (status: number) => {
    if (draining) return;
    draining = true;
    drain(options).then(
      () => process.exit(status),
      (error: unknown) => {
        options.log.error("the worker could not be stopped in order", { error });
        process.exit(1);
      },
    );
  };
  const fail = (error: unknown) => {
    options.log.error("an error that nobody caught: the worker ends", { error });
    start(1);
  };
  process.on("SIGTERM", () => start(0));
  process.on("SIGINT", () => start(0));
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
}
