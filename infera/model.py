"""The provider-neutral model that every back end reads: frozen, ordered, resolved.

One `Project` holds one `Environment` for each environment of the file; each environment carries its own,
complete queues and workers (overlay applied, defaults filled in). All environments have the same queues,
workers, jobs and schedules in the same order: an overlay changes values, not which resources exist.

`at` is the path of a node in the merged document; it never takes part in equality. `written` holds the keys
that someone wrote (dotted below the node: `retry.max_attempts`): a default that a back end lacks is silent,
a written key never is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from infera.diagnostics import Path
from infera.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Var:
    """`{var: name}`: a variable of module and root stands where a value would."""

    name: str


Text = str | Var  # an ARN, an id or an `env` value


def _at() -> Path:
    return ()


@dataclass(frozen=True, slots=True)
class Retry:
    """How often and how slowly a job is tried. `max_attempts` counts runs, the first included."""

    max_attempts: int = 5
    min_backoff_s: int = 10
    max_backoff_s: int = 600
    backoff: str = "exponential"  # or "fixed": then max_backoff_s == min_backoff_s


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """Where a job goes that failed for good."""

    enabled: bool = True
    retention_s: int | None = None  # None: the longest that the back end has
    worker: str | None = None  # a worker without a queue of its own


@dataclass(frozen=True, slots=True)
class Encryption:
    """`managed`, `customer` (infera makes the key) or `key` (a key id or ARN)."""

    kind: str = "managed"
    key: Text | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A job type. `schema` is the payload's JSON Schema (draft 2020-12), None: any JSON value."""

    name: str
    schema: Mapping[str, Any] | None = None
    aliases: tuple[str, ...] = ()
    renamed_from: str | None = None
    at: Path = field(default_factory=_at, compare=False, repr=False)

    @property
    def wire(self) -> str:
        """The type on the wire: the old name after a rename, so that jobs on their way still fit."""
        return self.renamed_from or self.name

    @property
    def module(self) -> str:
        """The name as a Python file name: `-` becomes `_`."""
        return self.name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Schedule:
    """A cron: five fields of unix cron, in a time zone of the IANA database."""

    name: str
    cron: str
    timezone: str
    job: str
    payload: Any = None
    enabled: bool = True
    at: Path = field(default_factory=_at, compare=False, repr=False)

    @property
    def label(self) -> str:
        """The name as a Terraform label part."""
        return self.name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Alarms:
    """What wakes someone. `page` and `ticket` are e-mails, topic ARNs or notification channel ids."""

    enabled: bool = True
    oldest_age_s: int | None = None
    depth: int | None = None
    dead_letters: bool = True
    page: tuple[Text, ...] = ()
    ticket: tuple[Text, ...] = ()  # a plain list in `notify` is a page list
    runbook: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """The load that a cost is computed for: jobs a month, bytes each, milliseconds each."""

    messages: int = 1_000_000
    size_bytes: int = 1000
    duration_ms: int = 200


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue in one environment. `label` is the Terraform label, `cloud_base` the cloud name of the queue."""

    name: str
    label: str
    type: str  # sqs, pubsub, cloud_tasks, bullmq, celery
    resource_name: str | None  # as written, placeholders filled in; None: derive from project, environment and name
    paused: bool = False
    existing: Text | None = None
    ordering: bool = False
    deduplication: bool = False
    delay_s: int = 0
    retention_s: int = 345_600
    max_message_size_bytes: int = 262_144
    visibility_timeout_s: int | None = None  # None: derived
    rate_limit: float | None = None  # jobs a second over all workers
    retry: Retry = Retry()
    dead_letter: DeadLetter = DeadLetter()
    priority: tuple[str, ...] = ()  # levels, highest first; empty: one level
    fan_out: bool = False
    encryption: Encryption = Encryption()
    envelope: str = "infera"  # or "raw": the whole body is the payload of the only job
    jobs: tuple[Job, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    alarms: Alarms = Alarms()
    producers: tuple[Text, ...] = ()
    expected: Expected | None = None
    labels: tuple[tuple[str, str], ...] = ()  # the project's and the queue's own, merged and sorted
    renamed_from: str | None = None
    written: frozenset[str] = frozenset()
    at: Path = field(default_factory=_at, compare=False, repr=False)

    @property
    def cloud_base(self) -> str:
        """The name that cloud names derive from: the old one after a rename."""
        return self.renamed_from or self.name

    @property
    def default_level(self) -> str:
        """The level of a job without a priority: `normal` if declared, else the lowest; "" without levels."""
        if not self.priority:
            return ""
        return "normal" if "normal" in self.priority else self.priority[-1]

    def level_today(self, level: str) -> str:
        """A level that a job had; the one of a job without a priority when it had none or its level is gone."""
        return level if level in self.priority else self.default_level


@dataclass(frozen=True, slots=True)
class Permission:
    """What the handler's own work needs: an AWS policy ARN, AWS `{actions, resources}` or Google `{role, resource}`."""

    policy_arn: Text | None = None
    actions: tuple[str, ...] = ()
    resources: tuple[Text, ...] = ()
    role: str = ""
    resource: Text = ""


@dataclass(frozen=True, slots=True)
class Network:
    """AWS: `subnets` and `security_groups`. Google: `network` and `subnetwork`."""

    subnets: tuple[Text, ...] = ()
    security_groups: tuple[Text, ...] = ()
    network: Text | None = None
    subnetwork: Text | None = None


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker in one environment."""

    name: str
    label: str
    queues: tuple[str, ...]  # names, in the order written; empty for a dead letter worker
    dead_letter_of: tuple[str, ...] = ()  # queues whose dead letters it consumes
    runtime: str = ""  # lambda, cloud_run, ecs, container
    language: str = "typescript"  # or python
    concurrency: int = 10
    min_instances: int = 0
    max_instances: int = 1
    timeout_s: int = 60
    memory_mb: int = 512
    cpu: float = 1
    batch_size: int = 1
    batch_window_s: int = 0
    delivery: str = "auto"  # push, pull, auto (Pub/Sub)
    filter: tuple[tuple[str, tuple[str, ...]], ...] = ()  # attribute -> accepted values
    permissions: tuple[Permission, ...] = ()
    log_retention_days: int = 30
    env: tuple[tuple[str, Text], ...] = ()  # sorted by name
    secrets: tuple[tuple[str, Text], ...] = ()  # name -> reference into the secret store, sorted
    idempotency_ttl_s: int | None = 86_400  # None: off
    network: Network | None = None
    image: Text | None = None
    labels: tuple[tuple[str, str], ...] = ()
    renamed_from: str | None = None
    written: frozenset[str] = frozenset()
    at: Path = field(default_factory=_at, compare=False, repr=False)
    position: int = field(default=0, compare=False, repr=False)  # among the workers of the file; findings go by it

    @property
    def cloud_base(self) -> str:
        """The name that cloud names derive from: the old one after a rename."""
        return self.renamed_from or self.name

    @property
    def request_concurrency(self) -> int:
        """Jobs at once on one instance."""
        return max(1, self.concurrency // self.max_instances)


@dataclass(frozen=True, slots=True)
class Redis:
    """The one broker of a project and environment."""

    existing: Text | None = None
    node_type: str = ""
    replicas: int = 1
    engine_version: str = ""
    network: Network | None = None
    written: frozenset[str] = frozenset()
    at: Path = field(default_factory=_at, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StateBackend:
    """`terraform.backend`: type and config, placeholders filled in."""

    type: str
    config: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Environment:
    """One environment: its own values for every queue and worker."""

    name: str
    prefix: str  # of cloud names: `{project}` in `default`, else `{project}-{environment}`
    region: str
    project_id: str | None
    labels: tuple[tuple[str, str], ...]
    backend: StateBackend | None
    provider_config: Mapping[str, Any]
    deletion_protection: bool
    queues: tuple[Queue, ...]
    workers: tuple[Worker, ...]
    redis: Redis = Redis()
    at: Path = field(default_factory=_at, compare=False, repr=False)

    def queue(self, name: str) -> Queue:
        """The queue of that name; KeyError when there is none."""
        return self._queues[name]

    def worker(self, name: str) -> Worker:
        """The worker of that name; KeyError when there is none."""
        return self._workers[name]

    def consumers(self, queue: Queue) -> tuple[Worker, ...]:
        """The workers that consume the queue itself (not its dead letters), in order of name."""
        return tuple(self._consumers.get(queue.name, ()))

    @property
    def labels_meet(self) -> bool:
        """Whether two queues or two workers have one label: whatever is named after them meets too."""
        return any(len({each.label for each in items}) < len(items) for items in (self.queues, self.workers))

    @cached_property
    def _queues(self) -> dict[str, Queue]:
        return {queue.name: queue for queue in self.queues}

    @cached_property
    def _workers(self) -> dict[str, Worker]:
        return {worker.name: worker for worker in self.workers}

    @cached_property
    def _consumers(self) -> dict[str, list[Worker]]:
        consumers: dict[str, list[Worker]] = {}
        for worker in self.workers:
            for name in worker.queues:
                consumers.setdefault(name, []).append(worker)
        return consumers


@dataclass(frozen=True, slots=True)
class Project:
    """The whole file, resolved. `queues` and `workers` show the structure, taken from the first environment."""

    name: str
    provider: str  # aws, gcp, self_hosted
    environments: tuple[Environment, ...]
    required_version: str = ""
    provider_versions: tuple[tuple[str, str], ...] = ()
    roots: bool = True
    permissions_boundary: Text | None = None
    iam_path: str | None = None
    overrides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    fresh: bool = True  # False: generated before; a stub that is added now raises instead of returning

    @property
    def label(self) -> str:
        """The name as a Terraform label."""
        return self.name.replace("-", "_")

    @property
    def queues(self) -> tuple[Queue, ...]:
        """The queues, in file order, with the first environment's values."""
        return self.environments[0].queues

    @property
    def workers(self) -> tuple[Worker, ...]:
        """The workers, sorted by name, with the first environment's values."""
        return self.environments[0].workers
