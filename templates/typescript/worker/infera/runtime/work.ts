/** One run of a handler, up to its deadline. */
import type { Cut, Cuts } from "./abort.ts";
import type { Context } from "./context.ts";
import type { Parsed } from "./envelope.ts";
import { Poison } from "./errors.ts";
import type { WorkerLog } from "./log.ts";
import type { Delivery } from "./runner.ts";

export interface Call {
  readonly parsed: Parsed;
  readonly delivery: Delivery;
  readonly id: string;
  readonly attempt: number;
  readonly log: WorkerLog;
}

/**
 * Undefined when the handler is done, else why it is not: what it threw, or the reason of the cut (TimedOut at the
 * deadline). A handler that goes on after that is not waited for.
 */
export function work(call: Call, timeoutMs: number, cut: Cut, cuts: Cuts): Promise<unknown> {
  const startedMs = Date.now();
  const endsAtMs = Math.min(startedMs + timeoutMs, call.delivery.endsAtMs ?? Infinity);
  return new Promise((resolve) => {
    const failed = (error: unknown) => {
      cuts.delete(cut);
      resolve(reasonOf(error, cut));
    };
    const done = () => {
      if (cut.isCut) return; // resolved with the reason
      cuts.delete(cut);
      call.log.done(call.attempt, startedMs);
      resolve(undefined);
    };
    cut.whenCut(failed);
    cuts.add(cut, startedMs, endsAtMs);
    if (cut.isCut) return; // it does not begin
    try {
      const { handler } = call.parsed.job;
      const made = handler(call.parsed.payload as never, contextOf(call, endsAtMs, cut));
      Promise.resolve(made).then(done, failed);
    } catch (error) {
      failed(error); // of a handler that is no async function
    }
  });
}

/** The context of one run: plain properties, so that a copy of it has them all. */
function contextOf({ id, attempt, log, delivery }: Call, endsAtMs: number, cut: Cut): Context {
  const said = async (value: number | object) => log.info("progress", { progress: value });
  return {
    id,
    attempt,
    deadline: new Date(endsAtMs),
    signal: cut.signal,
    log,
    progress: delivery.progress ?? said,
  };
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
