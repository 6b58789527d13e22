"""What Cloud Tasks with Cloud Run does natively, what infera does for it, and what neither can."""

from __future__ import annotations

from collections.abc import Mapping

from infera.capabilities import Capability, Support

_DOCS = "https://docs.cloud.google.com/tasks/docs/"
_QUEUES = _DOCS + "reference/rest/v2/projects.locations.queues"
_RUN = "https://docs.cloud.google.com/run/docs/"

N, E, X = Support.NATIVE, Support.EMULATED, Support.NONE

CAPABILITIES: Mapping[str, Capability] = {
    "ordering": Capability(X, "no order at all", _DOCS + "common-pitfalls"),
    "delay": Capability(N, "up to 30 d, set by the producer", _DOCS + "quotas"),
    "schedules": Capability(
        E,
        "Cloud Scheduler puts tasks into the queue",
        "https://docs.cloud.google.com/scheduler/docs",
    ),
    "dead_letter": Capability(E, "the worker publishes to a Pub/Sub topic", _QUEUES),
    "redrive": Capability(E, "pulled and sent again", _QUEUES),
    "fan_out": Capability(X, "Pub/Sub has it", _DOCS + "comp-pub-sub"),
    "rate_limit": Capability(N, "up to 500/s", _QUEUES),
    "concurrency": Capability(N, "up to 5000", _QUEUES),
    "priority": Capability(E, "a queue for each level, the highest with the most concurrency", _QUEUES),
    "deduplication": Capability(N, "by the name of the task, up to 24 h", _DOCS + "common-pitfalls"),
    "backoff": Capability(N, "doubles up to the maximum", _QUEUES),
    "max_attempts": Capability(
        E,
        "the worker counts; dispatches that it refused are told apart, except with `idempotency: false`",
        _DOCS + "creating-http-target-tasks",
    ),
    "retention": Capability(X, "31 d, fixed", _QUEUES),
    "max_message_size": Capability(N, "1 MiB; a lower limit by the producer", _DOCS + "quotas"),
    "timeout": Capability(N, "15 to 1800 s", _QUEUES + ".tasks"),
    "pause": Capability(N, "", _QUEUES + "/pause"),
    "scale_to_zero": Capability(N, "", _RUN + "about-instance-autoscaling"),
    "exactly_once": Capability(X, "at least once; the worker is idempotent", _DOCS + "common-pitfalls"),
    "filter": Capability(X, "Pub/Sub has it", _DOCS + "comp-pub-sub"),
    "encryption": Capability(X, "Google's keys; a key of one's own is a setting of the whole project", _DOCS + "cmek"),
    "deletion_protection": Capability(E, "of workers and store; queues have none", _RUN + "managing/services"),
}
