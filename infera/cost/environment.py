"""What one environment costs a month, under its own load and idle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from infera.backends import REGISTRY as BACKENDS
from infera.cost.model import Estimate, Load, Usage, estimate
from infera.model import Environment, Queue
from infera.platforms import REGISTRY as PLATFORMS


def load_of(queue: Queue, default: Load) -> Load:
    """The load that the queue expects, or the default."""
    if queue.expected is None:
        return default
    expected = queue.expected
    return Load(expected.messages, expected.size_bytes, expected.duration_ms, default.retries)


def usages(environment: Environment, provider: str, default: Load) -> Iterator[Usage]:
    """Every quantity of an environment: its queues, and what its platform keeps running."""
    for queue in environment.queues:
        if queue.existing is None or environment.consumers(queue):
            yield from queue_usage(environment, queue, load_of(queue, default))
    yield from platform_usage(environment, provider)


def queue_usage(environment: Environment, queue: Queue, load: Load) -> Iterator[Usage]:
    """What a queue's back end counts for a load."""
    usage: Callable[[Environment, Queue, Load], Iterator[Usage]]
    usage = import_module(f"{BACKENDS[queue.type]}.cost").usage
    yield from usage(environment, queue, load)


def platform_usage(environment: Environment, provider: str) -> Iterator[Usage]:
    """What the platform keeps running; nothing is priced on a machine of one's own."""
    if provider == "self_hosted":
        return
    idle: Callable[[Environment], Iterator[Usage]] = import_module(f"{PLATFORMS[provider]}.cost").idle
    yield from idle(environment)


def monthly(environment: Environment, provider: str, default: Load, *, free_tier: bool = True) -> Estimate:
    """The month of an environment."""
    return estimate(usages(environment, provider, default), free_tier=free_tier)


def standing_still(environment: Environment, provider: str, default: Load) -> Estimate:
    """The month of an environment without a job."""
    idle = (usage for usage in usages(environment, provider, default) if usage.idle)
    return estimate(idle)
