/** Crons, and whether a queue is paused: what Terraform would do, had Redis an API for it. */
import type { Redis } from "ioredis";
import type { Jobs } from "./context.ts";
import type { Queues } from "./letters.ts";
import type { Log } from "./log.ts";
import type { ScheduleEntry, Source } from "./settings.ts";

/** Marks the schedulers that are ours, so that one that is no longer declared goes. */
const OURS = "infera-";
/** Set beside a queue that was paused by its declaration, not by a person. */
const PAUSED = "infera-paused";

function priorityOf(source: Source): { priority?: number } {
  const levels = source.priorities ?? [];
  if (levels.length === 0) return {};
  const normal = levels.indexOf("normal");
  return { priority: (normal === -1 ? levels.length - 1 : normal) + 1 };
}

function typeOf(jobs: Jobs, source: Source, name: string): string {
  const job = jobs[source.queue]?.find((one) => one.name === name);
  return job?.types[0] ?? name;
}

function sameMoment(schedule: ScheduleEntry) {
  // five fields would run at second 0 anyway; written out, a change of the parser cannot move it
  return { pattern: `0 ${schedule.cron}`, tz: schedule.timezone };
}

/** Writes the declared schedules and removes those of ours that are declared no more. Safe to repeat. */
export async function upsertSchedules(
  queues: Queues,
  jobs: Jobs,
  source: Source,
  log: Log,
): Promise<void> {
  const queue = queues.get(source.name ?? source.queue, source.prefix);
  const wanted = new Set<string>();
  for (const schedule of source.schedules ?? []) {
    const id = OURS + schedule.name;
    wanted.add(id);
    await queue.upsertJobScheduler(id, sameMoment(schedule), {
      name: typeOf(jobs, source, schedule.job),
      data: schedule.payload ?? null,
      opts: {
        attempts: source.max_attempts,
        backoff: { type: "infera", delay: source.min_backoff_s * 1000 },
        ...priorityOf(source),
      },
    });
  }
  for (const { key } of await queue.getJobSchedulers(0, -1)) {
    if (!key.startsWith(OURS) || wanted.has(key)) continue;
    await queue.removeJobScheduler(key);
    log.info("a schedule that is declared no more was removed", { queue: source.queue, key });
  }
}

/** Pauses or resumes the queue as declared. What a person paused by hand stays paused. */
export async function applyPause(queues: Queues, redis: Redis, source: Source): Promise<void> {
  const queue = queues.get(source.name ?? source.queue, source.prefix);
  const mark = `${queue.toKey("")}${PAUSED}`;
  if (source.paused) {
    await queue.pause();
    await redis.set(mark, "1");
  } else if ((await redis.del(mark)) > 0) {
    await queue.resume();
  }
}
