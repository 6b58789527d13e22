/** One run of a handler, up to its deadline. */
import type { Cut } from "./abort.ts";
import type { Context } from "./context.ts";
import type { Parsed } from "./envelope.ts";
import { Poison, TimedOut } from "./errors.ts";
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
 * Undefined when the handler is done, else why it is not: what it threw, or the reason of the cut (TimedOut at the
 * deadline). A handler that goes on after that is not waited for.
 */
export async function work(call: Call, timeoutMs: number, cut: Cut): Promise<unknown> {
  const startedMs = Date.now();
  const endsAtMs = Math.min(startedMs + timeoutMs, call.delivery.endsAtMs ?? Infinity);
  const allowedMs = endsAtMs - startedMs;
  const late = () => cut.cut(new TimedOut(`not done after ${allowedMs / 1000} s`));
  const clock = timer(late, allowedMs);
  try {
    await Promise.race([handle(call, endsAtMs, cut), cut.rejected]);
    call.log.info("done", {
      attempt: call.attempt,
      duration_ms: Date.now() - startedMs,
    });
    return undefined;
  } catch (error) {
    return reasonOf(error, cut);
  } finally {
    clearTimeout(clock);
  }
}

async function handle(call: Call, endsAtMs: number, cut: Cut): Promise<void> {
  const { parsed, delivery, log } = call;
  const context: Context = {
    id: call.id,
    attempt: call.attempt,
    deadline: new Date(endsAtMs),
    get signal() {
      return cut.signal;
    },
    log,
    progress: delivery.progress ?? (async (value) => log.info("progress", { progress: value })),
  };
  await parsed.job.handler(parsed.payload as never, context);
}

/** Why the run ended: the reason of the cut, whatever the handler made of it, else what it threw. */
function reasonOf(error: unknown, cut: Cut): unknown {
  if (error instanceof Poison) return error;
  if (error instanceof Error && error.name === "Poison") {
    return new Poison(error.message, { cause: error }); // of another copy of this module
  }
  if (cut.isCut) return cut.reason;
  return error ?? new Error("the handler threw nothing");
}
