"""How large a project may be."""

from __future__ import annotations

from typing import Any

import pytest

from infera import bounds, codes
from infera.shape import check, prune


def project(**keys: Any) -> dict[str, Any]:
    return {"project_name": "p", "provider": "aws", "region": "eu-west-1", **keys}


def queues(count: int, **keys: Any) -> list[dict[str, Any]]:
    return [{"name": f"q{index}", **keys} for index in range(count)]


def workers(count: int) -> dict[str, Any]:
    return {f"w{index}": {"queue": f"q{index}"} for index in range(count)}


def test_a_thousand_queues_with_workers_in_several_environments_are_compiled() -> None:
    environments: dict[str, None] = {"dev": None, "staging": None, "production": None}
    data = project(queues=queues(1000), workers=workers(1000), environments=environments)
    assert list(bounds.check(data)) == []


@pytest.mark.parametrize(
    "data",
    [
        project(queues=queues(20_000)),
        project(queues=queues(4000), workers=workers(4000)),
        project(queues=queues(1, jobs={f"j{index}": None for index in range(20_000)})),
        project(queues=queues(200, jobs={f"j{i}": None for i in range(40)}), workers=workers(2000)),
        project(queues=queues(1), workers={f"w{index}": {"queue": "q0"} for index in range(2500)}),
        project(queues=queues(2000), environments={f"e{index}": {} for index in range(100)}),
    ],
    ids=["queues", "workers", "jobs", "handlers", "fan-out", "environments"],
)
def test_what_nobody_could_apply_is_one_finding_and_not_compiled(data: dict[str, Any]) -> None:
    found = check(data)
    assert [each.code for each in found] == [codes.PROJECT_SIZE]
    assert prune(data, found) == {}


@pytest.mark.parametrize("data", [None, [], {}, {"queues": 5}, {"queues": [5, {"jobs": []}], "workers": []}])
def test_anything_has_a_size(data: Any) -> None:
    assert list(bounds.check(data)) == []
