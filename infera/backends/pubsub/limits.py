"""What Pub/Sub takes, with the source of each number."""

from __future__ import annotations

from infera.limits import Limit

_SUBSCRIPTION = "https://docs.cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions"
_CHECKED = "2026-11-24"

DAY_S = 86_400
ACK_DEADLINE = Limit(10, 600, "s", "an ack deadline of Pub/Sub", _SUBSCRIPTION, _CHECKED)
RETENTION = Limit(600, 31 * DAY_S, "s", "a Pub/Sub subscription", _SUBSCRIPTION, _CHECKED)
MAX_ATTEMPTS = Limit(1, 100, "attempts", "Pub/Sub", _SUBSCRIPTION, _CHECKED)
NATIVE_ATTEMPTS_LEAST = 5  # of a dead letter policy; below, the worker counts
BACKOFF = Limit(0, 600, "s", "a retry pause of Pub/Sub", _SUBSCRIPTION, _CHECKED)
MESSAGE_SIZE = Limit(1, 10_000_000, "bytes", "a Pub/Sub message", "https://cloud.google.com/pubsub/quotas", _CHECKED)
FILTER_BYTES = 256
PUSH_TIMEOUT_S = 600  # a push request is cut at the ack deadline
ACK_GRACE_S = 10  # beyond the job's timeout, for the answer to arrive
ATTRIBUTES = 100  # on one message
