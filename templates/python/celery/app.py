"""The Celery application: settings under which no task is lost, and one task for each job."""

from __future__ import annotations

import logging
import os
import signal
import time
import traceback
import warnings
from collections.abc import Mapping
from types import FrameType
from typing import Any

from celery import Celery, signals
from kombu import Queue

from infera import broker, credentials, settings, transport
from infera.claims import Claims
from infera.dead_letters import DeadLetters
from infera.engine import Delivery, Engine, Verdict
from infera.logs import Log
from infera.redis_claims import RedisClaims
from infera.registry import Registry
from infera.settings import Source

MARGIN_S = 60  # what a task may take beside its handler: waiting for its turn
KILL_AFTER_S = 15  # a handler that cannot be ended: its process goes, the task comes again
LONGEST_WAIT_MS = 30_000  # for a slot of the rate limit; beyond that the task goes back for as long

SETTINGS = settings.read()
LOG = Log(SETTINGS.log_level)
SOURCES = {source.name: source for source in SETTINGS.sources}


def visibility_s() -> int:
    """Above the longest run and the longest pause of a task that a worker holds."""
    declared = max((source.visibility_timeout_s for source in SETTINGS.sources), default=0)
    longest = max([SETTINGS.timeout_s, *(source.max_backoff_s for source in SETTINGS.sources)])
    return int(max(declared, longest + float(os.environ.get("INFERA_MARGIN_S", MARGIN_S))))


# Keys of this worker's own: with shared ones the shortest visibility timeout on the broker would win.
OWN = f"{SETTINGS.project}:{SETTINGS.environment}:{SETTINGS.worker}"
UNACKED_INDEX = f"{OWN}:unacked_index"


def levels() -> int:
    """The most levels of priority that a queue of the worker has; 1 without any."""
    return max(1, *(len(source.priorities) for source in SETTINGS.sources), 1)


def _transport() -> dict[str, Any]:
    return {
        "visibility_timeout": visibility_s(),
        "unacked_key": f"{OWN}:unacked",
        "unacked_index_key": UNACKED_INDEX,
        "unacked_mutex_key": f"{OWN}:unacked_mutex",
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
        "queue_order_strategy": "priority",
        "priority_steps": list(range(levels())),
        "socket_timeout": 30,
        "socket_connect_timeout": 10,
        "socket_keepalive": True,
        "health_check_interval": 25,
        "retry_on_timeout": True,
    }


def _configure(app: Celery) -> None:
    app.conf.update(
        broker_url=broker.url(),
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options=_transport(),
        result_backend_transport_options={"visibility_timeout": visibility_s()},
        visibility_timeout=visibility_s(),
        broker_use_ssl=broker.tls() or None,
        accept_content=["json"],
        task_serializer="json",
        result_serializer="json",
        task_queues=[Queue(name) for name in SOURCES],
        task_default_queue=next(iter(SOURCES)),
        task_create_missing_queues=True,
        task_acks_late=True,
        task_acks_on_failure_or_timeout=True,
        task_reject_on_worker_lost=True,
        task_retry_on_worker_lost=True,
        task_ignore_result=True,
        task_soft_time_limit=None,  # a handler is ended by its own alarm, and the process by KILL_AFTER_S
        task_time_limit=SETTINGS.timeout_s + LONGEST_WAIT_MS / 1000 + KILL_AFTER_S + 10,
        task_inherit_parent_priority=True,
        worker_concurrency=SETTINGS.concurrency,
        worker_prefetch_multiplier=1,
        worker_eta_task_limit=1000,
        worker_max_tasks_per_child=1000,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        worker_soft_shutdown_timeout=1,  # of the second stage; see main.py
        worker_enable_soft_shutdown_on_idle=False,
        worker_consumer="infera.consumer:Consumer",
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_send_task_events=False,
        enable_utc=True,
        timezone="UTC",
    )


class Worker:
    """What a task needs, made once in each process that runs tasks."""

    def __init__(self) -> None:
        client = broker.connect()
        self._slot: Any = client.register_script(broker.SLOT)
        self.letters = DeadLetters(client, LOG)
        self.engine = Engine(
            SETTINGS, REGISTRY, _claims(client), self.letters, LOG, kill_after_s=KILL_AFTER_S
        )

    def run(
        self, request: Any, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> float | None:
        """Bring a task to its end; the pause in seconds when it must come again."""
        source = source_of(request.delivery_info)
        wait_s = self._wait_for_slot(source)
        if wait_s is not None:
            return wait_s
        attributes = attributes_of(request.headers or {})
        priority = (request.delivery_info or {}).get("priority") or 0
        fits = len(args) == 1 and not kwargs
        delivery = Delivery(
            source,
            "" if fits else "[]",
            request.id,
            request.retries + 1,
            attributes,
            envelope=(name, args[0]) if fits else ("", None),
            priority=int(priority),
        )
        outcome = self.engine.process(delivery)
        self.engine.rest()
        return None if outcome.verdict is Verdict.SETTLED else outcome.delay_s

    def _wait_for_slot(self, source: Source) -> float | None:
        """Wait until the rate of the queue, over all workers, allows a task; the pause when that is too long."""
        limit = source.rate_limit
        if not limit:
            return None
        every_ms = limit["duration_ms"] / limit["max"]
        wait_ms = float(self._slot([f"{source.name}.rate"], [every_ms, LONGEST_WAIT_MS]))
        if wait_ms < 0:
            return LONGEST_WAIT_MS / 1000
        time.sleep(wait_ms / 1000)
        return None


def _claims(client: Any) -> Claims | None:
    if not SETTINGS.idempotency_ttl_s:
        return None
    prefix = f"infera:{SETTINGS.project}:{SETTINGS.environment}:{SETTINGS.worker}:"
    return RedisClaims(client, prefix, SETTINGS.idempotency_ttl_s, SETTINGS.lock_s)


def source_of(delivery_info: Mapping[str, Any] | None) -> Source:
    """The queue that a task came from; the first one for a task that does not say."""
    name = (delivery_info or {}).get("routing_key") or ""
    return SOURCES.get(name) or SETTINGS.sources[0]


def attributes_of(headers: Mapping[str, Any]) -> dict[str, str]:
    """What came beside the payload: the trace, and what infera wrote on a job that it moved."""
    return {
        key: value
        for key, value in headers.items()
        if isinstance(value, str) and (key == "traceparent" or key.startswith("infera_"))
    }


_worker: Worker | None = None
_in_pool = False


def worker() -> Worker:
    """This process's own."""
    global _worker
    if _worker is None:
        _worker = Worker()
        if _in_pool:  # not sooner: the pool sets its own handler after worker_process_init
            signal.signal(signal.SIGTERM, _give_back)
    return _worker


def _give_back(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM in a process of the pool: the parent puts its task back into the queue, the claim goes with it."""
    if _worker is not None:
        _worker.engine.give_back()
    os._exit(0)


def _register(app: Celery, name: str) -> None:
    # With claims the number of runs bounds the retries of a lost worker too, without them Celery must.
    bound = (
        None if SETTINGS.idempotency_ttl_s else max(s.max_attempts for s in SETTINGS.sources) - 1
    )

    def run(self: Any, *args: Any, **kwargs: Any) -> None:
        try:
            delay_s = worker().run(self.request, name, args, kwargs)
        except (
            Exception
        ) as error:  # Redis is away, or a fault of the runtime: the task is as it was
            LOG.error(
                "the task could not be handled; it comes again", error=error, job_id=self.request.id
            )
            delay_s = pause_s
        if delay_s is not None:
            raise self.retry(countdown=delay_s, max_retries=10**9)

    pause_s = int(min(source.min_backoff_s for source in SETTINGS.sources))
    options: dict[str, Any] = {"max_retries": bound, "default_retry_delay": pause_s}
    register: Any = app.task(bind=True, name=name, **options)
    register(run)


warnings.filterwarnings("ignore", "You're running the worker with superuser privileges")
credentials.load()
transport.install()
from infera.jobs import JOBS  # noqa: E402  handlers may read their secrets when they are imported

REGISTRY = Registry(JOBS)
app = Celery(f"{SETTINGS.project}-{SETTINGS.worker}")
_configure(app)
for _name in sorted({name for source in SETTINGS.sources for name in REGISTRY.names(source.queue)}):
    _register(app, _name)


class _Bridge(logging.Handler):
    """Celery's own warnings as lines of the log: the words without the values, which may be a payload's."""

    def emit(self, record: logging.LogRecord) -> None:
        fields: dict[str, object] = {"logger": record.name}
        if record.exc_info and record.exc_info[0] is not None:
            fields["error"] = record.exc_info[0].__name__
            fields["stack"] = "".join(traceback.format_tb(record.exc_info[2]))[-4000:]
        LOG.warning(str(record.msg).strip()[:300], **fields)


@signals.setup_logging.connect(weak=False)
def _log_as_json(**_: Any) -> None:
    bridge = _Bridge(logging.WARNING)
    for name in ("celery", "kombu", "billiard", "multiprocessing"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [bridge], False
        logger.setLevel(logging.WARNING)


@signals.worker_process_init.connect(weak=False)
def _start_process(**_: Any) -> None:
    """A process of the pool: connections of the parent are not its own."""
    global _worker, _in_pool
    _worker, _in_pool = None, True


@signals.task_failure.connect(weak=False)
def _lost(
    sender: Any = None, task_id: str = "", exception: Any = None, args: Any = (), **_: Any
) -> None:
    """A task whose process was lost once more than it may: into the dead letter queue, not nowhere."""
    request = getattr(sender, "request", None)
    source = source_of(getattr(request, "delivery_info", None))
    died = f"{type(exception).__name__}: the process of the task was lost"
    attributes = {**attributes_of(getattr(request, "headers", None) or {}), "infera_id": task_id}
    attributes["infera_dead"] = dead_note(source, "attempts", died, source.max_attempts)
    body = broker.task_body(args[0] if args else None)
    worker().letters.bury(source.dead_letter, str(getattr(sender, "name", "")), body, attributes)
    LOG.error("dead", queue=source.queue, job_id=task_id, reason="attempts", dead_error=died)


def dead_note(source: Source, reason: str, error: str, attempts: int) -> str:
    """How a job died, for its letter."""
    from infera.engine import note

    return note(SETTINGS.worker, source, reason, error, attempts)
