/** Waiting. */

// setTimeout takes a signed 32-bit number of milliseconds; a longer wait would end at once
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A timer that is clamped to what setTimeout takes. */
export function timer(run: () => void, ms: number): NodeJS.Timeout {
  return setTimeout(run, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
}

/** Resolves after `ms`, or at once when `signal` is aborted. Never rejects. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(waiting);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const waiting = timer(end, ms);
    signal?.addEventListener("abort", end, { once: true });
  });
}
