/** One run of a handler, up to its deadline. */
import { forward, rejection } from "./abort.ts";
import type { Context } from "./context.ts";
import type { Parsed } from "./envelope.ts";
import { Poison, Stopped, TimedOut } from "./errors.ts";
import type { Log } from "./log.ts";
import type { Delivery } from "./runner.ts";
import { timer } from "./time.ts";

export interface Call {
  readonly parsed: Parsed;
  readonly delivery: Delivery;
  readonly id: string;
  readonly attempt: number;
  readonly log: Log;
}

/**
 * Undefined when the handler is done, else why it is not: what it threw, TimedOut at the deadline, Stopped after
 * `cutOff`, the reason of `lost`. A handler that goes on after that is not waited for.
 */
export async function work(
  call: Call,
  timeoutMs: number,
  cutOff: AbortSignal,
  lost?: AbortSignal,
): Promise<unknown> {
  if (cutOff.aborted) return new Stopped("the worker is being stopped");
  const startedMs = Date.now();
  const endsAtMs = Math.min(startedMs + timeoutMs, call.delivery.endsAtMs ?? Infinity);
  const aborter = new AbortController();
  const abort = (reason: unknown) => aborter.abort(reason);
  const allowedMs = endsAtMs - startedMs;
  const clock = timer(() => abort(new TimedOut(`not done after ${allowedMs / 1000} s`)), allowedMs);
  const unlisten = forward([cutOff, lost], abort);
  try {
    await Promise.race([handle(call, endsAtMs, aborter.signal), rejection(aborter.signal)]);
    call.log.info("the job is done", {
      attempt: call.attempt,
      duration_ms: Date.now() - startedMs,
    });
    return undefined;
  } catch (error) {
    return reasonOf(error, aborter.signal, cutOff);
  } finally {
    clearTimeout(clock);
    unlisten();
  }
}

async function handle(call: Call, endsAtMs: number, signal: AbortSignal): Promise<void> {
  const { parsed, delivery, log } = call;
  const noted = async (value: number | object) => log.info("progress", { progress: value });
  const context: Context = {
    id: call.id,
    attempt: call.attempt,
    deadline: new Date(endsAtMs),
    signal,
    log,
    progress: delivery.progress ?? noted,
  };
  await parsed.job.handler(parsed.payload as never, context);
}

/** Why the run ended: the reason of the abort, whatever the handler made of it, else what it threw. */
function reasonOf(error: unknown, aborted: AbortSignal, cutOff: AbortSignal): unknown {
  if (error instanceof Poison) return error;
  if (error instanceof Error && error.name === "Poison") {
    return new Poison(error.message, { cause: error }); // of another copy of this module
  }
  if (cutOff.aborted) return cutOff.reason;
  if (aborted.aborted) return aborted.reason;
  return error ?? new Error("the handler threw nothing");
}
