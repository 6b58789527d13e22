/** A context for the tests of handlers: it logs nothing and never runs out of time by itself. */
import type { Context, Log } from "./runtime/context.ts";

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A context as a worker would pass it; what the test cares about can be replaced. */
export function testContext(replace: Partial<Context> = {}): Context {
  return {
    id: "job-1",
    attempt: 1,
    deadline: new Date(Date.now() + 60_000),
    signal: new AbortController().signal,
    log: silent,
    progress: async () => {},
    ...replace,
  };
}
