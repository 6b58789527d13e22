"""The numbers of BullMQ."""

from infera.limits import Limit

PRIORITY_LEVELS = Limit(1, 2_097_151, "levels", "BullMQ", "https://docs.bullmq.io/guide/jobs/prioritized", "2026-11-24")
