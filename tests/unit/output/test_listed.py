"""A block of a list is told by its name where it has one."""

from __future__ import annotations

from infera.output.listed import by_name, with_new_names


def test_blocks_with_names_of_their_own_are_told_by_these_at_every_depth() -> None:
    attributes = {
        "containers.env[0].name": "QUEUES",
        "containers.env[0].value[0].queue": "mails",
        "containers.env[0].value[0].level": "high",
        "containers.env[0].value[1].queue": "reports",
        "containers.env[1].name": "API_KEY",
        "containers.env[1].secret": "key",
    }

    assert list(by_name(attributes).items()) == [
        ("containers.env[QUEUES].name", "QUEUES"),
        ("containers.env[QUEUES].value[mails].queue", "mails"),
        ("containers.env[QUEUES].value[mails].level", "high"),
        ("containers.env[QUEUES].value[reports].queue", "reports"),
        ("containers.env[API_KEY].name", "API_KEY"),
        ("containers.env[API_KEY].secret", "key"),
    ]


def test_one_more_in_the_middle_moves_no_other() -> None:
    def env(*names: str) -> dict[str, str]:
        return by_name({f"env[{place}].name": name for place, name in enumerate(names)})

    assert env("A", "B", "C").items() - env("A", "C").items() == {("env[B].name", "B")}


def test_a_list_keeps_its_positions_where_names_are_missing_the_same_or_no_word() -> None:
    for attributes in (
        {"x[0].name": "a", "x[1].value": "b"},
        {"x[0].name": "a", "x[1].name": "a"},
        {"x[0].name": "a", "x[1].name": "]. \x1b"},
        {"x[0].name": "a", "x[1].name": 1},
    ):
        assert by_name(attributes) == attributes


def test_a_block_that_only_has_another_name_is_the_same_one() -> None:
    def queues(**names: int) -> dict[str, object]:
        listed = enumerate(names.items())
        return by_name(
            {f"q[{n}].{key}": v for n, (name, size) in listed for key, v in (("queue", name), ("size", size))}
        )

    renamed = with_new_names(queues(mails=1, other=2), queues(other=2, letters=1))
    assert renamed == {
        "q[letters].queue": "mails",
        "q[letters].size": 1,
        "q[other].queue": "other",
        "q[other].size": 2,
    }
    for after in (queues(letters=9, other=2), queues(mails=1, letters=1, other=2), queues(other=2)):
        before = queues(mails=1, other=2)
        assert with_new_names(before, after) == before
