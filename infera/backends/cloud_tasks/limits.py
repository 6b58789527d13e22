"""What Cloud Tasks takes, with the source of each number."""

from __future__ import annotations

from infera.limits import Limit

_QUEUES = "https://docs.cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues"
_TASKS = "https://docs.cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues.tasks"
_QUOTAS = "https://docs.cloud.google.com/tasks/docs/quotas"
_CHECKED = "2026-11-24"

DAY_S = 86_400
LIFETIME_S = 31 * DAY_S  # of a task, whatever its queue says
RATE = Limit(0.001, 500, "jobs/s", "Cloud Tasks", _QUEUES, _CHECKED)
CONCURRENT = Limit(1, 5000, "jobs at once", "a Cloud Tasks queue", _QUEUES, _CHECKED)
DEADLINE = Limit(15, 1800, "s", "a dispatch of Cloud Tasks", _TASKS, _CHECKED)
DELAY = Limit(0, 30 * DAY_S, "s", "a Cloud Tasks delay", _QUOTAS, _CHECKED)
TASK_SIZE = Limit(1, 1_048_576, "bytes", "a Cloud Task", _QUOTAS, _CHECKED)
SAFE_TASK_SIZE_BYTES = 100_000  # the API reference says 100 KB where the quota page says 1 MiB
SUFFIX = 5  # "-" and 4 hex of the random_id
MOST_DOUBLINGS = 16
LEAST_BACKOFF_S = 0.1
DEAD_LETTERS = Limit(
    600,
    31 * DAY_S,
    "s",
    "a Pub/Sub subscription",
    "https://docs.cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions",
    _CHECKED,
)
