"""What Google Cloud takes of names, labels, compute and schedules, with the source of each number."""

from __future__ import annotations

from infera.limits import Limit

_TIMEOUT_PAGE = "https://docs.cloud.google.com/run/docs/configuring/request-timeout"
_CPU_PAGE = "https://docs.cloud.google.com/run/docs/configuring/services/cpu"
_MEMORY_PAGE = "https://docs.cloud.google.com/run/docs/configuring/services/memory-limits"
_QUOTAS_PAGE = "https://docs.cloud.google.com/run/quotas"
_CHECKED = "2026-11-24"

REQUEST_TIMEOUT = Limit(1, 3600, "s", "a Cloud Run service", _TIMEOUT_PAGE, _CHECKED)
REQUEST_CONCURRENCY = Limit(1, 1000, "jobs at once", "one Cloud Run instance", _QUOTAS_PAGE, _CHECKED)
MEMORY = Limit(128, 32_768, "MB", "a Cloud Run instance", _MEMORY_PAGE, _CHECKED)
SMALLEST_CPU = 0.08
WHOLE_CPUS = (1, 2, 4, 6, 8)
CPU_SOURCE = _CPU_PAGE

# CPUs -> (least, most) MB of memory; a part of a CPU takes what 1 does, up to 1 GiB.
MEMORY_OF_CPU: dict[float, tuple[int, int]] = {
    1: (128, 4096),
    2: (128, 8192),
    4: (2048, 16_384),
    6: (4096, 24_576),
    8: (4096, 32_768),
}
PART_OF_CPU_MEMORY = (128, 1024)
SECOND_GENERATION_MEMORY_MB = 512  # the execution environment with full Linux compatibility starts here

# Characters of a cloud name.
TOPIC_NAME = 255
TASK_QUEUE_NAME = 100
SERVICE_NAME = 49
ACCOUNT_ID = 30
ACCOUNT_ID_LEAST = 6
SCHEDULER_JOB_NAME = 500
DATABASE_NAME = 63
KEY_NAME = 63
REPOSITORY_NAME = 63
LOG_BUCKET_NAME = 100
REDIS_NAME = 40
NETWORK_NAME = 63
SECRET_NAME = 255

LABELS = 64  # on one resource
LABEL_LENGTH = 63

PLACEHOLDER_IMAGE = "us-docker.pkg.dev/cloudrun/container/hello"
SHUTDOWN_S = 10  # between SIGTERM and SIGKILL on Cloud Run
