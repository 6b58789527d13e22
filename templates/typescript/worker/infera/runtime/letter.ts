/** What a dead letter carries beside the job's body, the same on every back end. */
import type { DeadLetter, Delivery } from "./runner.ts";

/**
 * Attributes of a dead letter: what the job's message carried, `infera_id` (the job's id, which a redrive keeps)
 * and `infera_dead` (how it died, as JSON).
 */
export function letterAttributes(
  delivery: Delivery,
  letter: DeadLetter,
  worker: string,
): Record<string, string> {
  const { attributes, source } = delivery;
  const came = Object.entries(attributes).filter(([name]) => !name.startsWith("infera_"));
  const died = {
    reason: letter.reason,
    error: letter.error.slice(0, 256),
    attempts: letter.attempts,
    worker,
    queue: source.queue,
    level: source.level,
    at: new Date().toISOString(),
  };
  return {
    infera_id: letter.id,
    infera_dead: JSON.stringify(died),
    ...Object.fromEntries(came),
  };
}
