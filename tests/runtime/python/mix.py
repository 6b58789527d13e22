"""Two hundred jobs of every kind, and what must have become of them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.runtime.python.house import Effects

GOOD = range(175)  # the last twenty fail once
ALWAYS = range(175, 190)
POISON = range(190, 196)
DUPLICATES = range(10)
DEAD = 25
DONE = 175


def job(n: int, do: str = "ok", s: float = 0, **more: Any) -> dict[str, Any]:
    """One job on the wire."""
    return {"type": "work", "data": {"n": n, "do": do, "s": s}, **more}


def messages(slow_s: float = 0.1) -> list[object]:
    """All 210 bodies, the duplicates and the poison among them."""
    good = [job(n, "once" if n >= 155 else "ok", slow_s if n % 10 == 0 else 0, id=f"job-{n}") for n in GOOD]
    good += [job(n, s=slow_s if n % 10 == 0 else 0, id=f"job-{n}") for n in DUPLICATES]
    always = [job(n, "always", id=f"job-{n}") for n in ALWAYS]
    told = [job(n, "poison", id=f"job-{n}") for n in POISON]
    broken = [
        '{"type": "nothing", "data": {}}',
        "no json",
        "[]",
        '{"type": "work", "data": {"n": -1}}',
    ]
    return [*good, *always, *told, *broken]


def check(effects: Effects, *, killed: bool) -> None:
    """Every good job was done, once unless workers were killed in the middle; attempts as declared."""
    done, begun = effects.count("done"), effects.count("begin")
    assert set(done) == set(GOOD)
    if not killed:
        assert done == Counter(dict.fromkeys(GOOD, 1))
        assert {n: begun[n] for n in ALWAYS} == dict.fromkeys(ALWAYS, 5)
        assert {n: begun[n] for n in POISON} == dict.fromkeys(POISON, 1)
    assert all(begun[n] <= 5 for n in begun)
