/** The errors that mean more than "try again". */

/** Throw it when no retry can help: the job goes to the dead letter queue at once. */
export class Poison extends Error {
  override name = "Poison";
}

/** The job ran longer than the worker's timeout. */
export class TimedOut extends Error {
  override name = "TimedOut";
}

/** The worker is being stopped and gives the job back; the run does not count as an attempt. */
export class Stopped extends Error {
  override name = "Stopped";
}

/** A name and a message, at most 500 characters, safe for a log line or a message attribute. */
export function describe(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const oneLine = text.replace(/\p{Cc}+/gu, " ").trim();
  return oneLine.length > 500 ? `${oneLine.slice(0, 499)}…` : oneLine || "unknown error";
}
