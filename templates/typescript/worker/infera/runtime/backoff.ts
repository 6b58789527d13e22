/** How long a failed job waits before its next attempt. */
import type { Source } from "./settings.ts";

type Retry = Pick<Source, "min_backoff_s" | "max_backoff_s" | "backoff">;

/**
 * Seconds to wait after attempt number `attempt` failed (1 is the first).
 *
 * Doubles from `min_backoff_s`, plus up to a fifth of jitter so that jobs that failed together do not come back
 * together, and never over `max_backoff_s`. `fixed` always waits `min_backoff_s`.
 */
export function backoffSeconds(retry: Retry, attempt: number, random = Math.random): number {
  if (retry.backoff === "fixed") return retry.min_backoff_s;
  const doublings = Math.min(Math.max(attempt - 1, 0), 40);
  const exact = retry.min_backoff_s * 2 ** doublings;
  return Math.min(exact * (1 + random() / 5), Math.max(retry.max_backoff_s, retry.min_backoff_s));
}
