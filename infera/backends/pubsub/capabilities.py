"""What Pub/Sub with Cloud Run does natively, what infera does for it, and what neither can."""

from __future__ import annotations

from collections.abc import Mapping

from infera.capabilities import Capability, Support

_DOCS = "https://docs.cloud.google.com/pubsub/docs/"
_RUN = "https://docs.cloud.google.com/run/docs/"

N, E, X = Support.NATIVE, Support.EMULATED, Support.NONE

CAPABILITIES: Mapping[str, Capability] = {
    "ordering": Capability(N, "by ordering key", _DOCS + "ordering"),
    "delay": Capability(X, "Cloud Tasks has it", _DOCS + "overview"),
    "schedules": Capability(E, "Cloud Scheduler", "https://docs.cloud.google.com/scheduler/docs"),
    "dead_letter": Capability(N, "topic and subscription", _DOCS + "dead-letter-topics"),
    "redrive": Capability(E, "pulled and published again", _DOCS + "dead-letter-topics"),
    "fan_out": Capability(N, "a subscription for each worker", _DOCS + "subscription-overview"),
    "rate_limit": Capability(X, "only a cap on concurrency", _DOCS + "push"),
    "concurrency": Capability(
        E,
        "instances x jobs of each; a push that is refused comes again, and counts as an attempt",
        _DOCS + "push",
    ),
    "priority": Capability(E, "a topic for each level", _DOCS + "overview"),
    "deduplication": Capability(E, "by the worker, within its idempotency ttl", _DOCS + "exactly-once-delivery"),
    "backoff": Capability(N, "0 to 600 s", _DOCS + "handling-failures"),
    "max_attempts": Capability(
        N,
        "5 to 100, refused pushes and restarts counted too; 1 to 4 by the worker",
        _DOCS + "handling-failures",
    ),
    "retention": Capability(N, "10 min to 31 d", _DOCS + "subscription-properties"),
    "max_message_size": Capability(N, "10 MB; a lower limit by the producer", "https://cloud.google.com/pubsub/quotas"),
    "timeout": Capability(N, "600 s on push; pull has no end", _RUN + "configuring/request-timeout"),
    "pause": Capability(N, "push taken off; a pulled source left alone", _DOCS + "push"),
    "scale_to_zero": Capability(N, "push; a worker pool never", _RUN + "configuring/workerpools/manual-scaling"),
    "exactly_once": Capability(N, "pull; on push the worker is idempotent", _DOCS + "exactly-once-delivery"),
    "filter": Capability(N, "256 bytes, fixed for good", _DOCS + "subscription-message-filter"),
    "encryption": Capability(N, "Google's keys, a Cloud KMS key made or given", _DOCS + "encryption"),
    "deletion_protection": Capability(
        E, "of workers and store; topics and subscriptions have none", _RUN + "managing/services"
    ),
}
