/** The handler of the tests: what it does is said by the payload, and every step is appended to a file. */
import { appendFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { type Context, type EmailsPayload, Poison } from "../infera/index.ts";

function note(step: string, payload: EmailsPayload, ctx: Context, more: object = {}): void {
  const { id, attempt } = ctx;
  const line = { step, n: payload.n, id, attempt, at: Date.now(), ...more };
  appendFileSync(process.env.TEST_STEPS ?? "steps.jsonl", `${JSON.stringify(line)}\n`);
}

export default async (payload: EmailsPayload, ctx: Context): Promise<void> => {
  note("begin", payload, ctx);
  switch (payload.kind) {
    case "once":
      if (ctx.attempt === 1) throw new Error("fails once");
      break;
    case "always":
      throw new Error("fails always");
    case "poison":
      throw new Poison("cannot be helped");
    case "slow":
      await wait(payload.ms ?? 500);
      break;
    case "stray":
      // a promise that nobody waits for, and that fails
      void Promise.reject(new Error("stray"));
      break;
    case "copy": {
      const copy = { ...ctx };
      note("copy", payload, ctx, { keys: Object.keys(copy).sort(), aborted: copy.signal.aborted });
      break;
    }
    case "hang":
      await wait(600_000, undefined, { signal: ctx.signal });
      break;
    default:
      break;
  }
  note("done", payload, ctx);
};
