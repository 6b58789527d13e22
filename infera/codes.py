"""Every kind of finding there is, one line each.

0xx load, 1xx shape, 2xx meaning, 3xx back ends and platforms, 4xx disk, 9xx a bug. An id never changes meaning.
Every code has a page under `docs/codes/`, which is run as a test and read by `infera explain`.
"""

from __future__ import annotations

from infera.diagnostics import Code, Severity

# 0xx: reading the file
UNREADABLE = Code("INF001", "unreadable", "the file cannot be read")
TOO_LARGE = Code("INF002", "too-large", "the file is over 1 MiB")
NOT_UTF8 = Code("INF003", "not-utf8", "the file is not UTF-8")
CONTROL_CHARACTER = Code("INF004", "control-character", "an invisible character in the file")
BAD_SYNTAX = Code("INF005", "bad-syntax", "the file is not YAML")
EMPTY_FILE = Code("INF006", "empty-file", "nothing is written in the file")
NOT_A_MAPPING = Code("INF007", "not-a-mapping", "the file is not a map of keys and values")
DUPLICATE_KEY = Code("INF008", "duplicate-key", "a key that is written twice in one map")
BAD_KEY = Code("INF009", "bad-key", "a key that is not a text")
TAG = Code("INF010", "tag", "a value with a YAML tag")
SEVERAL_DOCUMENTS = Code("INF011", "several-documents", "more than one document in the file")
ALIAS_BUDGET = Code("INF012", "alias-budget", "aliases that expand to more than 50,000 values")
TOO_DEEP = Code("INF013", "too-deep", "values nested over 100 levels deep")
BAD_NUMBER = Code("INF014", "bad-number", "a number that is infinite, no number, or too large")
MERGE_KEY = Code("INF015", "merge-key", "the merge key of YAML 1.1")
BAD_ALIAS = Code("INF016", "bad-alias", "an alias that leads nowhere or into itself")
BYTE_ORDER_MARK = Code("INF017", "byte-order-mark", "a byte order mark at the start of the file")
UNKNOWN_IGNORE = Code("INF018", "unknown-ignore", "an ignore comment with a code that does not exist", Severity.WARNING)

# 1xx: the shape
UNKNOWN_KEY = Code("INF101", "unknown-key", "a key that does not exist here")
REQUIRED_KEY = Code("INF102", "required-key", "a key that must be there is not")
WRONG_KIND = Code("INF103", "wrong-kind", "a value of the wrong kind")
UNKNOWN_VALUE = Code("INF104", "unknown-value", "a value that is not one of the allowed ones")
BAD_FORMAT = Code("INF105", "bad-format", "a value that is not written as it must be")
OUT_OF_RANGE = Code("INF106", "out-of-range", "a value too small, too large, too short or too long")
BAD_NAME = Code("INF107", "bad-name", "a name that does not follow the rule for names")
RESERVED_NAME = Code("INF108", "reserved-name", "a name that some operating systems keep for a device")
REPEATED_VALUE = Code("INF109", "repeated-value", "a list with the same value twice")
TOO_MANY = Code("INF111", "too-many-findings", "more findings of shape than are worth showing")
PROJECT_SIZE = Code("INF112", "project-too-large", "more queues, workers and environments than can be compiled")

# 12x: the JSON Schemas of jobs
PAYLOAD_SCHEMA = Code("INF120", "bad-payload-schema", "a payload that is not a JSON Schema")
PAYLOAD_FILE = Code("INF121", "payload-file", "a file of a payload schema that cannot be used")
PAYLOAD_REFERENCE = Code("INF122", "payload-reference", "a payload schema that refers to something outside")
PAYLOAD_PATTERN = Code("INF123", "payload-pattern", "a pattern that could run for ever")
PAYLOAD_SIZE = Code("INF124", "payload-size", "a payload schema too large or too deep")

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
BAD_OVERRIDE = Code("INF230", "bad-override", "an override that cannot be merged in")
UNKNOWN_OVERRIDE = Code("INF220", "unknown-override", "an override for an address that is not generated")
PUSH_TOO_SHORT = Code("INF221", "push-too-short", "a job that may run longer than a push waits", Severity.INFO)
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
IMAGE_UNUSED = Code("INF228", "image-unused", "an image for a variable that no root has any more", Severity.WARNING)
BAD_TEMPLATE = Code("INF229", "bad-template", "a custom template that does not render")

UNKNOWN_PRICE = Code(
    "INF231", "unknown-price", "something that is always on, at a price that is not known", Severity.WARNING
)

# The ten mistakes (SPEC section 6)
NO_RETRY = Code("INF250", "failures-not-handled", "a job is tried once and never again", Severity.WARNING)
NO_DEAD_LETTER = Code("INF251", "no-dead-letter-queue", "failed jobs are dropped", Severity.WARNING)
NO_IDEMPOTENCY = Code("INF252", "no-idempotency", "a job that comes twice runs twice", Severity.WARNING)
VISIBILITY = Code("INF253", "visibility-timeout", "a visibility timeout too short or too long", Severity.WARNING)
NO_MONITORING = Code("INF254", "no-monitoring", "nobody hears when jobs pile up", Severity.WARNING)
SYNCHRONOUS = Code("INF255", "synchronous-processing", "jobs that wait for one another", Severity.INFO)
NO_BACKOFF = Code("INF256", "no-backoff", "retries without a pause", Severity.WARNING)
NO_PRIORITY = Code("INF257", "no-prioritisation", "urgent and slow jobs share one level", Severity.INFO)
UNBOUNDED_CONCURRENCY = Code(
    "INF258", "unbounded-concurrency", "more jobs at once than anything behind will bear", Severity.WARNING
)
NO_SHUTDOWN = Code("INF259", "no-graceful-shutdown", "a worker whose end infera does not see to", Severity.INFO)

# 3xx: back ends and platforms; the shared ones
OVER_LIMIT = Code("INF301", "over-limit", "a number that the back end does not take")
UNSUPPORTED = Code("INF302", "unsupported", "something that the back end cannot do")
EMULATED = Code("INF303", "emulated", "something that infera does for the back end", Severity.INFO)
REFUSED_LABEL = Code("INF304", "refused-label", "a label that the cloud refuses")

UNUSED_KEY = Code("INF305", "unused-key", "a key that changes nothing where it stands", Severity.WARNING)

# INF330 to INF359: AWS
DEAD_LETTER_RETENTION = Code(
    "INF330", "dead-letter-retention", "dead letters that are kept no longer than jobs", Severity.WARNING
)
BATCH_WITHOUT_WINDOW = Code("INF331", "batch-without-window", "a large batch without a batching window")
PROVIDER_TOO_OLD = Code("INF332", "provider-too-old", "something that the provider takes from a later version on")
BAD_CLOUD_NAME = Code("INF333", "bad-cloud-name", "a written name that the cloud refuses")
BAD_ARN = Code("INF334", "bad-arn", "not the ARN, e-mail address or principal that must stand here")
FAN_OUT_TO_NOBODY = Code("INF335", "fan-out-to-nobody", "a topic that no worker hears", Severity.WARNING)
THROTTLES_COUNT = Code("INF336", "throttles-count", "so few attempts that throttling may use them up", Severity.INFO)
UNPROTECTED = Code("INF337", "unprotected", "what deletion_protection does not reach", Severity.INFO)

# INF360 to INF399: Google Cloud
TOMBSTONE = Code(
    "INF360", "tombstone", "a written name that cannot be used again for days after a destroy", Severity.WARNING
)
UNKNOWN_RESOURCE = Code("INF361", "unknown-resource", "a resource or role of a permission that infera cannot grant")
BROAD_GRANT = Code("INF362", "broad-grant", "a grant that reaches far beyond what a worker needs")
CPU_AND_MEMORY = Code("INF363", "cpu-and-memory", "CPU and memory that Cloud Run does not combine")
FILTER_DROPS = Code("INF364", "filter-drops-jobs", "a filter that drops the jobs it does not match", Severity.WARNING)
ALWAYS_ON = Code("INF365", "always-on", "instances that run whether there is a job or not", Severity.INFO)
NOBODY_CONSUMES = Code("INF366", "nobody-consumes", "a queue that is paused until it has a worker", Severity.INFO)
ACK_DEADLINE = Code("INF367", "ack-deadline", "an ack deadline that cuts a job short")
BAD_RESOURCE_ID = Code("INF368", "bad-resource-id", "not the id, address or principal that must stand here")
PROJECT_WIDE = Code("INF369", "project-wide-grant", "a role on the whole project", Severity.WARNING)

# 4xx: what is on disk
HAND_EDITED = Code("INF401", "hand-edited", "a file of infera's that someone edited")
ALSO_DECLARED = Code("INF402", "also-declared", "a Terraform address that your own file declares too")
FOREIGN_FILE = Code("INF403", "foreign-file", "a file that infera did not write is in the way")
SYMBOLIC_LINK = Code("INF404", "symbolic-link", "a symbolic link where infera writes")
NOT_A_FILE = Code("INF405", "not-a-file", "a folder or a special file where a file should be, or the reverse")
UNREADABLE_OUTPUT = Code("INF406", "unreadable-output", "a file or folder that cannot be read")
NOT_WRITTEN = Code("INF407", "not-written", "a file or folder that cannot be written")
BAD_MANIFEST = Code("INF408", "bad-manifest", "a manifest that infera did not write like this")
MANIFEST_VERSION = Code("INF409", "manifest-version", "a manifest of a version that this infera does not know")
OTHER_PROJECT = Code("INF410", "other-project", "an output folder that belongs to another project")
LOSES_JOBS = Code("INF411", "loses-jobs", "a change that loses the jobs that wait", Severity.WARNING)
PATH_COLLISION = Code("INF412", "path-collision", "two files that are one on some disks")
MERGE_CONFLICT = Code("INF413", "merge-conflict", "an edit and a change of infera's in the same place")
NO_MERGE_BASE = Code("INF414", "no-merge-base", "an edited file whose last generated version is not stored")
ENVIRONMENT_GONE = Code("INF415", "environment-gone", "an environment that the file no longer names", Severity.WARNING)
KEPT_AS_YOURS = Code("INF416", "kept-as-yours", "a file that is yours since you edited it", Severity.INFO)
BUSY = Code("INF417", "busy", "another run of infera in the same output folder")
READ_ONLY = Code("INF418", "read-only", "a write-protected file that would change")
CHANGED_MEANWHILE = Code("INF419", "changed-meanwhile", "a file that changed while infera ran")
MANIFEST_MIGRATED = Code(
    "INF420", "manifest-migrated", "a manifest of an older version, brought up to date", Severity.INFO
)
LEFT_BEHIND = Code("INF421", "left-behind", "a file of yours that nothing uses any more", Severity.INFO)

# 9xx
BUG = Code("INF901", "bug", "a bug in infera")


def every() -> tuple[Code, ...]:
    """All codes, sorted by id."""
    return tuple(sorted((c for c in globals().values() if isinstance(c, Code)), key=lambda c: c.id))


def find(name: str) -> Code | None:
    """The code with that id or slug, in any case; None when there is none."""
    wanted = name.lower()
    return next((c for c in every() if wanted in (c.id.lower(), c.slug)), None)
