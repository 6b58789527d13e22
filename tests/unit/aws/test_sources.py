"""Which SQS queues a queue becomes, what they are called, and how a worker's concurrency is shared."""

from __future__ import annotations

import pytest

from infera.backends.sqs import sources
from tests.unit.aws.compiled import environment


def _names(text: str) -> dict[str, tuple[str, str]]:
    env = environment(text)
    return {
        source.label: (
            sources.queue_name(env, queue, source),
            sources.dead_letter_name(env, queue, source),
        )
        for queue in env.queues
        for source in sources.sources(env, queue)
    }


NAMES = {
    "plain": (
        "queues: [{name: e_mails}]",
        {"e_mails": ("my-app-e-mails", "my-app-e-mails-dead-letter")},
    ),
    "fifo": (
        "queues: [{name: orders, ordering: true}]",
        {"orders": ("my-app-orders.fifo", "my-app-orders-dead-letter.fifo")},
    ),
    "levels": (
        "queues: [{name: emails, priority: [high, low]}]",
        {
            "emails_high": ("my-app-emails-high", "my-app-emails-high-dead-letter"),
            "emails_low": ("my-app-emails-low", "my-app-emails-low-dead-letter"),
        },
    ),
    "fan_out": (
        "queues: [{name: events, fan_out: true}]\nworkers: {one: {queue: events}, two_b: {queue: events}}",
        {
            "events_one": ("my-app-events-one", "my-app-events-one-dead-letter"),
            "events_two_b": ("my-app-events-two-b", "my-app-events-two-b-dead-letter"),
        },
    ),
    "written": (
        "queues: [{name: orders, ordering: true, resource_name: 'x_{environment}_{name}.fifo'}]",
        {"orders": ("x_default_orders.fifo", "x_default_orders-dead-letter.fifo")},
    ),
    "renamed": (
        "queues: [{name: mails, renamed_from: emails}]",
        {"mails": ("my-app-emails", "my-app-emails-dead-letter")},
    ),
}


@pytest.mark.parametrize(("text", "names"), NAMES.values(), ids=NAMES.keys())
def test_names(text: str, names: dict[str, tuple[str, str]]) -> None:
    assert _names(text) == names


def test_a_long_name_is_cut_and_still_ends_as_it_must() -> None:
    ((name, dead),) = _names(f"queues: [{{name: {'q' * 90}, ordering: true}}]").values()
    assert len(name) == len(dead) == 80
    assert name.endswith(".fifo")
    assert dead.endswith("-dead-letter.fifo")


SHARES = {
    "one_queue": ("queues: [{name: a}]\nworkers: {w: {queue: a, concurrency: 7}}", {"a": 7}),
    "levels": (
        "queues: [{name: a, priority: [high, normal, low]}]\nworkers: {w: {queue: a, concurrency: 10}}",
        {"a_high": 5, "a_normal": 3, "a_low": 2},
    ),
    "queues": (
        "queues: [{name: a}, {name: b}]\nworkers: {w: {queues: [a, b], concurrency: 9}}",
        {"a": 5, "b": 4},
    ),
    "default_grows": (
        "queues: [{name: a, priority: [l1, l2, l3, l4, l5, l6]}]\nworkers: {w: {queue: a}}",
        {f"a_l{number}": 2 for number in range(1, 7)},
    ),
}


@pytest.mark.parametrize(("text", "shares"), SHARES.values(), ids=SHARES.keys())
def test_concurrency_is_shared_without_rest(text: str, shares: dict[str, int]) -> None:
    env = environment(text)
    assert sources.shares(env, env.worker("w")) == shares


def test_visibility_is_six_times_the_function_and_its_window() -> None:
    env = environment("queues: [{name: a}]\nworkers: {w: {queue: a, timeout: 30, batch: {size: 20, window: 5}}}")
    (source,) = sources.sources(env, env.queue("a"))
    assert sources.visibility_s(env, env.queue("a"), source) == 6 * 30 * 20 + 5
