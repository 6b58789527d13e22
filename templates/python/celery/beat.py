"""The clock: `python -m infera.beat` sends the scheduled jobs. One is enough, and a second sends nothing twice."""

from __future__ import annotations

import json
import sys
import time
import uuid
from typing import Any

from celery.beat import Scheduler, Service

from infera import broker
from infera.app import LOG, SETTINGS, app
from infera.cron import crons

FIRED_TTL_S = 86_400


class Clock(Scheduler):
    """Keeps nothing on disk: what was due while no clock ran is not sent later."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._redis = broker.connect()
        super().__init__(*args, **kwargs)

    def apply_async(
        self, entry: Any, producer: Any = None, advance: bool = True, **kwargs: Any
    ) -> Any:
        """Send a scheduled job, once for each minute over all clocks."""
        entry = self.reserve(entry) if advance else entry
        options = entry.options
        minute = int(time.time() // 60)
        guard = f"infera:{SETTINGS.project}:{SETTINGS.environment}:fired:{options['key']}:{minute}"
        if not self._redis.set(guard, "1", nx=True, ex=FIRED_TTL_S):
            return None
        job_id = str(uuid.uuid5(uuid.NAMESPACE_URL, guard))
        try:
            app.send_task(
                entry.task,
                args=list(entry.args),
                task_id=job_id,
                queue=options["queue"],
                priority=options["priority"],
                headers={"infera_sent": str(int(time.time()))},
                argsrepr="(…)",
                producer=producer,
            )
        except Exception:
            self._redis.delete(guard)
            raise
        LOG.info("scheduled", schedule=options["key"], job_id=job_id, job=entry.task)
        return None


def schedule() -> dict[str, dict[str, Any]]:
    """All schedules of all queues, as Celery wants them."""
    found: dict[str, dict[str, Any]] = {}
    for source in SETTINGS.sources:
        for each in source.schedules:
            key = f"{source.name}:{each['name']}"
            options = {
                "queue": source.name,
                "priority": default_priority(source.priorities),
                "key": key,
            }
            for number, cron in enumerate(crons(each["cron"], each["timezone"])):
                found[f"{key}:{number}"] = {
                    "task": each["job"],
                    "args": [json.loads(json.dumps(each["payload"]))],
                    "schedule": cron,
                    "options": options,
                }
    return found


def default_priority(levels: tuple[str, ...]) -> int:
    """The place of `normal`, else of the lowest level; Redis hands out 0 first."""
    if not levels:
        return 0
    return levels.index("normal") if "normal" in levels else len(levels) - 1


def main() -> int:
    """Run the clock until it is told to stop."""
    app.conf.beat_schedule = schedule()
    app.conf.beat_max_loop_interval = 5
    LOG.info("ticking", schedules=sorted(app.conf.beat_schedule))
    Service(app, scheduler_cls=Clock).start()
    return 0


if __name__ == "__main__":
    sys.exit(main())
