"""Every kind of finding there is, one line each.

0xx load, 1xx shape, 2xx meaning, 3xx back ends and platforms, 4xx disk, 9xx a bug. An id never changes meaning.
Every code has a page under `docs/codes/`, which is run as a test and read by `infera explain`.
"""

from __future__ import annotations

from infera.diagnostics import Code, Severity

# 2xx: meaning
UNKNOWN_REFERENCE = Code("INF201", "unknown-reference", "a name that nothing in the file has")
DUPLICATE_NAME = Code("INF202", "duplicate-name", "two things with one name")
NAME_COLLISION = Code("INF203", "name-collision", "two names that map to one cloud or Terraform name")
SHARED_QUEUE = Code("INF204", "shared-queue", "two workers on one queue without fan_out")
WRONG_TYPE = Code("INF205", "type-not-on-provider", "a queue type that the provider does not run")
WRONG_RUNTIME = Code("INF206", "runtime-not-for-type", "a runtime that the queue's type does not run on")
WRONG_LANGUAGE = Code("INF207", "language-not-for-type", "a language that the queue's type has no worker for")
MIXED_TYPES = Code("INF208", "mixed-types", "a worker whose queues are of different types")
BACKOFF_ORDER = Code("INF209", "backoff-order", "min_backoff above max_backoff")
STRUCTURE_IN_OVERLAY = Code("INF210", "overlay-changes-structure", "an overlay that would change which resources exist")
BAD_CRON = Code("INF211", "bad-cron", "not a five-field cron expression")
BAD_TIMEZONE = Code("INF212", "bad-timezone", "not a time zone of the IANA database")
BAD_VALUE = Code("INF213", "bad-value", "a value out of its range on every back end")
RESERVED_ENV = Code("INF214", "reserved-env", "an environment variable that infera or the platform uses")
SECRET_BY_VALUE = Code("INF215", "secret-by-value", "a secret that stands in the file")
WRONG_VERSION = Code("INF216", "wrong-infera-version", "the file asks for another version of infera")
SHARED_STATE = Code("INF217", "shared-state", "two environments with one and the same state")
LOCAL_STATE = Code("INF218", "local-state", "several environments and local state", Severity.WARNING)
EXISTING_KEYS = Code("INF219", "existing-queue", "a key that an existing queue cannot take")
UNKNOWN_OVERRIDE = Code("INF220", "unknown-override", "an override for an address that is not generated")
MISSING_KEY = Code("INF222", "missing-key", "a key that this provider requires")
RAW_ENVELOPE = Code("INF223", "raw-envelope", "envelope: raw with more than one job")
BAD_PAYLOAD = Code("INF224", "bad-scheduled-payload", "a scheduled payload that its job refuses")
HANDLER_NOT_WRITTEN = Code(
    "INF225", "handler-not-written", "a handler that still is the generated one", Severity.WARNING
)
BREAKS_JOBS = Code(
    "INF226", "breaks-jobs-in-flight", "a job type that jobs on their way no longer fit", Severity.WARNING
)
TAG_WITHOUT_DIGEST = Code("INF227", "image-without-digest", "an image tag without a digest", Severity.WARNING)
UNUSED_IGNORE = Code("INF228", "unused-ignore", "an ignore comment that silences nothing", Severity.WARNING)
BAD_TEMPLATE = Code("INF229", "bad-template", "a custom template that does not render")

# The ten mistakes (SPEC section 6)
NO_RETRY = Code("INF250", "failures-not-handled", "a job is tried once and never again", Severity.WARNING)
NO_DEAD_LETTER = Code("INF251", "no-dead-letter-queue", "failed jobs are dropped", Severity.WARNING)
NO_IDEMPOTENCY = Code("INF252", "no-idempotency", "a job that comes twice runs twice", Severity.WARNING)
VISIBILITY = Code("INF253", "visibility-timeout", "a visibility timeout too short or too long", Severity.WARNING)
NO_MONITORING = Code("INF254", "no-monitoring", "nobody hears when jobs pile up", Severity.WARNING)
SYNCHRONOUS = Code("INF255", "synchronous-processing", "a worker that the caller waits for", Severity.INFO)
NO_BACKOFF = Code("INF256", "no-backoff", "retries without a pause", Severity.WARNING)
NO_PRIORITY = Code("INF257", "no-prioritisation", "urgent and slow jobs share one level", Severity.INFO)
UNBOUNDED_CONCURRENCY = Code(
    "INF258", "unbounded-concurrency", "more jobs at once than anything behind will bear", Severity.WARNING
)
NO_SHUTDOWN = Code("INF259", "no-graceful-shutdown", "a job that outlives the platform's grace", Severity.WARNING)

# 3xx: back ends and platforms; the shared ones
OVER_LIMIT = Code("INF301", "over-limit", "a number that the back end does not take")
UNSUPPORTED = Code("INF302", "unsupported", "something that the back end cannot do")
EMULATED = Code("INF303", "emulated", "something that infera does for the back end", Severity.INFO)

# 9xx
BUG = Code("INF901", "bug", "a bug in infera")


def every() -> tuple[Code, ...]:
    """All codes, sorted by id."""
    return tuple(sorted((c for c in globals().values() if isinstance(c, Code)), key=lambda c: c.id))


def find(name: str) -> Code | None:
    """The code with that id or slug, in any case; None when there is none."""
    wanted = name.lower()
    return next((c for c in every() if wanted in (c.id.lower(), c.slug)), None)
