"""The same load on every back end, and where one becomes cheaper than another."""

from __future__ import annotations

from collections.abc import Iterator

from infera.backends import REGISTRY, backend
from infera.cost.environment import platform_usage, queue_usage
from infera.cost.model import Estimate, Load, estimate
from infera.lower import lower
from infera.model import Environment
from infera.overlay import merge_all
from infera.records import dataclass, replace

REGIONS = {"aws": "us-east-1", "gcp": "us-central1", "self_hosted": ""}
RANGE = (1_000, 10_000_000_000)  # messages a month within which a break-even point is looked for


@dataclass(frozen=True, slots=True)
class Offer:
    """One back end on one provider, with default settings, for one load."""

    type: str
    provider: str
    estimate: Estimate

    @property
    def name(self) -> str:
        """`sqs on aws`."""
        return f"{self.type} on {self.provider}"


def offers(load: Load, *, free_tier: bool = True) -> list[Offer]:
    """Every back end on every cloud that runs it, in the order of the registry."""
    return [
        Offer(type_, provider, _estimate(type_, provider, load, free_tier))
        for type_ in REGISTRY
        for provider in backend(type_).runtimes
        if provider != "self_hosted"
    ]


def _estimate(type_: str, provider: str, load: Load, free_tier: bool) -> Estimate:
    environment = smallest(type_, provider)
    queue = environment.queues[0]
    usages = [*queue_usage(environment, queue, load), *platform_usage(environment, provider)]
    return estimate(usages, free_tier=free_tier)


def smallest(type_: str, provider: str) -> Environment:
    """A project of one queue and one worker with every default."""
    document = {
        "project_name": "compare",
        "provider": provider,
        "region": REGIONS[provider],
        "queues": [{"name": "jobs", "type": type_}],
        "workers": {"worker": {"queue": "jobs"}},
    }
    project = lower(merge_all(document), lambda _value, _path: None).project
    assert project is not None
    return project.environments[0]


def break_even(load: Load, *, free_tier: bool = True) -> Iterator[tuple[Offer, Offer, int]]:
    """(cheaper below, cheaper above, messages a month) for each pair of back ends whose order changes once."""
    low = {o.name: o for o in offers(replace(load, messages=RANGE[0]), free_tier=free_tier)}
    high = {o.name: o for o in offers(replace(load, messages=RANGE[1]), free_tier=free_tier)}
    names = sorted(low)
    for index, one in enumerate(names):
        for other in names[index + 1 :]:
            if low[one].estimate.unknown or low[other].estimate.unknown:
                continue  # a sum that leaves something out cannot be compared
            before = low[one].estimate.total - low[other].estimate.total
            after = high[one].estimate.total - high[other].estimate.total
            if before * after < 0:
                first, second = (one, other) if before < 0 else (other, one)
                yield low[first], low[second], _crossing(low[first], low[second], load, free_tier)


def _crossing(first: Offer, second: Offer, load: Load, free_tier: bool) -> int:
    """The messages a month from which `second` is cheaper, to within a thousandth."""
    low, high = RANGE
    while high - low > max(1, low // 1000):
        middle = (low + high) // 2
        at = replace(load, messages=middle)
        a = _estimate(first.type, first.provider, at, free_tier).total
        b = _estimate(second.type, second.provider, at, free_tier).total
        low, high = (middle, high) if a <= b else (low, middle)
    return high
