"""The numbers of Celery on Redis."""

from infera.limits import Limit

_REDIS = "https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html"

PRIORITY_LEVELS = Limit(1, 10, "levels", "Celery on Redis", _REDIS, "2026-11-24")
