"""What SQS with Lambda does natively, what infera does for it, and what neither can."""

from __future__ import annotations

from collections.abc import Mapping

from infera.capabilities import Capability, Support

_GUIDE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/"
_LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/"

N, E, X = Support.NATIVE, Support.EMULATED, Support.NONE

CAPABILITIES: Mapping[str, Capability] = {
    "ordering": Capability(N, "FIFO queue, by message group", _GUIDE + "FIFO-queues.html"),
    "delay": Capability(N, "up to 900 s; longer ones as a one-time schedule", _GUIDE + "sqs-delay-queues.html"),
    "schedules": Capability(E, "EventBridge Scheduler", "https://docs.aws.amazon.com/scheduler/latest/UserGuide/"),
    "dead_letter": Capability(N, "redrive policy", _GUIDE + "sqs-dead-letter-queues.html"),
    "redrive": Capability(N, "message move task", _GUIDE + "sqs-configure-dead-letter-queue-redrive.html"),
    "fan_out": Capability(E, "SNS topic, a queue for each worker", "https://docs.aws.amazon.com/sns/latest/dg/"),
    "rate_limit": Capability(X, "only a cap on concurrency", _LAMBDA + "services-sqs-scaling.html"),
    "concurrency": Capability(N, "2 to 1000 for each queue or level", _LAMBDA + "services-sqs-scaling.html"),
    "priority": Capability(E, "a queue for each level, the highest with the most concurrency", _LAMBDA),
    "deduplication": Capability(
        N, "FIFO queues, within 5 minutes", _GUIDE + "using-messagededuplicationid-property.html"
    ),
    "backoff": Capability(E, "the worker sets each message's visibility", _LAMBDA + "services-sqs-errorhandling.html"),
    "max_attempts": Capability(N, "counts receives: a throttled one too", _GUIDE + "sqs-dead-letter-queues.html"),
    "retention": Capability(N, "60 s to 14 d", _GUIDE + "quotas-messages.html"),
    "max_message_size": Capability(N, "256 KiB; 1 MiB with AWS provider 6.8", _GUIDE + "quotas-messages.html"),
    "timeout": Capability(N, "900 s for a whole batch", _LAMBDA + "gettingstarted-limits.html"),
    "pause": Capability(N, "mapping disabled", _LAMBDA + "services-sqs-configure.html"),
    "scale_to_zero": Capability(N, "", _LAMBDA + "services-sqs-scaling.html"),
    "exactly_once": Capability(
        X,
        "at least once; the worker is idempotent",
        _GUIDE + "standard-queues-at-least-once-delivery.html",
    ),
    "filter": Capability(
        E,
        "SNS filter policy, with fan_out",
        "https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html",
    ),
    "encryption": Capability(N, "SSE-SQS, a KMS key made or given", _GUIDE + "sqs-server-side-encryption.html"),
    "deletion_protection": Capability(
        E,
        "a Deny of delete and purge in the queue policy",
        _GUIDE + "sqs-using-identity-based-policies.html",
    ),
}
