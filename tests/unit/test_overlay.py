"""Environments: merging, precedence, and the place of every value."""

from __future__ import annotations

from typing import Any

from infera.overlay import merge_all, structural

BASE: dict[str, Any] = {
    "project_name": "shop",
    "labels": {"team": "a"},
    "defaults": {"queue": {"retention": "1d", "retry": {"max_attempts": 3}}, "worker": {"memory": 256}},
    "queues": [{"name": "emails", "retry": {"min_backoff": "5s"}}],
    "workers": {"sender": {"queue": "emails"}},
    "environments": {
        "staging": {"labels": {"stage": "s"}, "workers": {"sender": {"memory": 1024}}},
        "production": {
            "defaults": {"queue": {"retention": "4d"}},
            "queues": {"emails": {"retry": {"max_attempts": 9}}},
        },
    },
}


def test_an_overlay_replaces_values_and_merges_maps() -> None:
    production, staging = merge_all(BASE)

    assert staging.data["labels"] == {"team": "a", "stage": "s"}
    assert staging.data["workers"]["sender"] == {"queue": "emails", "memory": 1024}
    assert production.data["queues"][0]["retry"] == {"max_attempts": 9, "min_backoff": "5s"}


def test_the_more_specific_wins() -> None:
    production, staging = merge_all(BASE)

    assert staging.data["queues"][0]["retention"] == "1d"
    assert production.data["queues"][0]["retention"] == "4d"
    assert staging.data["queues"][0]["retry"]["max_attempts"] == 3


def test_every_value_leads_back_to_where_it_was_written() -> None:
    production, staging = merge_all(BASE)

    assert production.place(("queues", 0, "retry", "max_attempts")) == (
        "environments",
        "production",
        "queues",
        "emails",
        "retry",
        "max_attempts",
    )
    assert staging.place(("queues", 0, "retention")) == ("defaults", "queue", "retention")
    assert staging.place(("queues", 0, "retry", "min_backoff")) == ("queues", 0, "retry", "min_backoff")
    assert staging.place(("workers", "sender", "memory")) == (
        "environments",
        "staging",
        "workers",
        "sender",
        "memory",
    )
    assert production.place(("workers", "sender", "memory")) == ("defaults", "worker", "memory")


def test_without_environments_there_is_one_called_default() -> None:
    (only,) = merge_all({"project_name": "a", "queues": [{"name": "q"}]})

    assert only.name == "default"
    assert only.data["queues"] == [{"name": "q"}]


def test_schedules_are_switched_off_all_together_or_one_by_one() -> None:
    schedules = [{"name": "a", "cron": "* * * * *"}, {"name": "b", "cron": "* * * * *"}]
    data: dict[str, Any] = {
        "queues": [{"name": "q", "schedules": schedules}],
        "environments": {
            "one": {"queues": {"q": {"schedules": False}}},
            "two": {"queues": {"q": {"schedules": {"b": False}}}},
        },
    }
    one, two = merge_all(data)

    assert [each["enabled"] for each in one.data["queues"][0]["schedules"]] == [False, False]
    assert [each["enabled"] for each in two.data["queues"][0]["schedules"]] == [True, False]


def test_a_key_that_changes_which_resources_exist_is_found() -> None:
    data: dict[str, Any] = {
        "environments": {"s": {"queues": {"q": {"fan_out": True, "delay": 3}}, "workers": {"w": {"runtime": "ecs"}}}}
    }

    assert [key for _, key in structural(data)] == ["fan_out", "runtime"]
