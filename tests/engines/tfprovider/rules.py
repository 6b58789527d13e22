"""Value rules, defaults and replacement: what a provider knows beside its schema.

`facts/<provider>.json` holds, per type and dotted attribute path, only what is stated by the
providers' own documentation and by the cloud's API reference. A type without facts is judged by its
schema alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tests.engines.tfprovider.schema import Block
from tests.engines.tfprovider.values import Steps, has_unknown, known, walk

Finding = tuple[Steps, str]
FACTS = Path(__file__).parent / "facts"


@cache
def load(provider: str) -> dict[str, dict[str, dict[str, Any]]]:
    """All facts of a provider: kind -> type -> facts; google-beta shares google's."""
    path = FACTS / f"{provider.removesuffix('-beta')}.json"
    facts: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return {"resource": facts.get("resources", {}), "data": facts.get("data_sources", {})}


def facts(provider: str, kind: str, type_name: str) -> dict[str, Any]:
    """The facts of one `resource` or `data` type; empty when there are none."""
    return load(provider)[kind].get(type_name, {})


def apply_defaults(known_facts: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """Put the provider's constant defaults where nothing was written."""
    for dotted, default in known_facts.get("defaults", {}).items():
        *parents, last = dotted.split(".")
        for _, block in walk(value, tuple(parents)):
            for item in block if isinstance(block, list) else [block]:
                if isinstance(item, dict) and last in item and item[last] is None:
                    item[last] = default
    return value


def replaced(known_facts: dict[str, Any], prior: Any, planned: Any) -> Iterator[Steps]:
    """Paths of attributes whose change makes the provider replace the resource."""
    for name in known_facts.get("replace", ()):
        old, new = prior.get(name), planned.get(name)
        if old != new and (old or new):
            yield (name,)


def read_only(block: Block, config: Any, at: Steps = ()) -> Iterator[Finding]:
    """Attributes that only the provider may set. Terraform's core leaves this to the provider."""
    if not isinstance(config, dict):
        return
    for name, attribute in block.get("attributes", {}).items():
        only_computed = attribute.get("computed") and not attribute.get("optional")
        if only_computed and config.get(name) is not None:
            yield (*at, name), f'"{name}" is decided by the provider and cannot be configured'
    for name, nested in block.get("block_types", {}).items():
        value = config.get(name)
        if isinstance(value, list):
            for index, item in enumerate(value):
                # the elements of a set have no index that a diagnostic could name
                step = (name,) if nested["nesting_mode"] == "set" else (name, index)
                yield from read_only(nested["block"], item, (*at, *step))
        else:
            yield from read_only(nested["block"], value, (*at, name))


def deprecated(block: Block, config: Any, at: Steps = ()) -> Iterator[Finding]:
    """Arguments and blocks that are set although they are deprecated; core warns of reads alone."""
    if not isinstance(config, dict):
        return
    for name, attribute in block.get("attributes", {}).items():
        if attribute.get("deprecated") and config.get(name) is not None:
            yield (*at, name), f'Argument is deprecated: "{name}"'
    for name, nested in block.get("block_types", {}).items():
        value = config.get(name)
        items = value if isinstance(value, list) else [value]
        if nested["block"].get("deprecated") and _is_set(value):
            yield (*at, name), f'Argument is deprecated: "{name}"'
        for item in items:
            yield from deprecated(nested["block"], item, (*at, name))


def _number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, str | int | float) else None
    except ValueError:
        return None


def _range(name: str, value: Any, limits: list[float]) -> str:
    number = _number(value)
    if number is None or limits[0] <= number <= limits[1]:
        return ""
    return f"expected {name} to be in the range ({limits[0]} - {limits[1]}), got {value}"


def _length(name: str, value: Any, limits: list[int]) -> str:
    if not isinstance(value, str) or limits[0] <= len(value) <= limits[1]:
        return ""
    return f"expected the length of {name} to be in the range ({limits[0]} - {limits[1]}), got {value}"


def _choice(name: str, value: Any, choices: list[Any]) -> str:
    return "" if value in choices else f"expected {name} to be one of {choices}, got {value}"


def _json(name: str, value: Any, _: None) -> str:
    try:
        if value:
            json.loads(value)
    except ValueError as error:
        return f'"{name}" contains an invalid JSON: {error}'
    return ""


_CHECKS: dict[str, Callable[[str, Any, Any], str]] = {
    "ranges": _range,
    "lengths": _length,
    "choices": _choice,
    "json": _json,
}


def _each(facts_of_kind: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(facts_of_kind, dict):
        yield from facts_of_kind.items()
    else:
        yield from zip_longest(facts_of_kind, ())


def values(known_facts: dict[str, Any], config: Any) -> Iterator[Finding]:
    """Ranges, lengths, choices and JSON of what is known at this moment."""
    for kind, check in _CHECKS.items():
        for dotted, limits in _each(known_facts.get(kind, ())):
            names = tuple(dotted.split("."))
            for steps, value in walk(config, names):
                for item in value if isinstance(value, list) else [value]:
                    if known(item) and (said := check(names[-1], item, limits)):
                        yield steps, said


def _is_set(value: Any) -> bool:
    return value is not None and value != []


def combinations(known_facts: dict[str, Any], config: dict[str, Any]) -> Iterator[Finding]:
    """Attributes that exclude each other, and groups of which exactly one must be there."""
    for group in known_facts.get("conflicts", ()):
        there = [name for name in group if _is_set(config.get(name))]
        if len(there) > 1:
            yield (there[0],), f"{there[0]} conflicts with {', '.join(there[1:])}"
    for group in known_facts.get("one_of", ()):
        there = [name for name in group if _is_set(config.get(name))]
        unsure = any(has_unknown(config.get(name)) for name in group)
        if len(there) != 1 and not unsure:
            yield (), f"exactly one of {', '.join(group)} must be given"


def check(provider: str, kind: str, type_name: str, block: Block, config: Any) -> list[Finding]:
    """Everything that is wrong with one configuration."""
    known_facts = facts(provider, kind, type_name)
    found = list(read_only(block, config))
    found += values(known_facts, config)
    found += combinations(known_facts, config)
    return found
