"""The JSON Schema of a job's payload: read, bounded, and checked against draft 2020-12.

A schema comes from the file or from a file beside it; nothing is ever fetched. The keywords are
checked by a walk of our own, which knows the place of every fault and is done in one pass.
"""

from __future__ import annotations

import json
import re
from pathlib import Path as DiskPath
from pathlib import PurePosixPath
from typing import Any

from infera import codes
from infera.diagnostics import Code, Diagnostic, Path
from infera.patterns import Effort
from infera.shorten import shorten

LARGEST = 2**18  # bytes of a schema file
MOST_NODES = 10_000
DEEPEST = 50

_NAMES = ("$schema", "$id")  # of the root: they mean nothing to who validates
_SUFFIXES = (".json", ".yaml", ".yml")


class Budget:
    """What all payload schemas of one run may cost together; a file that is named twice is read once."""

    def __init__(self, nodes: int = 200_000) -> None:
        """Far more than people write by hand."""
        self.nodes = nodes
        self.patterns = Effort()
        self.files: dict[DiskPath, dict[str, Any]] = {}


def read(
    value: Any, path: Path, folder: DiskPath | None, budget: Budget | None = None
) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    """The schema under a job's `payload`, and what is wrong with it.

    `value` is a map, or the name of a file below `folder` (None: there is no folder to look in);
    `path` is where it stands. There is no schema when a finding is an error. `budget` is shared by
    all payloads of a run.
    """
    budget = budget or Budget()
    if isinstance(value, str):
        schema, found = _from_file(value, path, folder, budget)
        if schema is not None:  # the faults are in another file: all of them stand at its name
            found = [_in_file(each, value, path) for each in _checked(schema, path, budget)]
    elif isinstance(value, dict):
        schema, found = value, _checked(value, path, budget)
    else:
        return None, []  # its shape is refused
    if found or schema is None:
        return None, found
    return _ordered({key: item for key, item in schema.items() if key not in _NAMES}), []


def _checked(schema: dict[str, Any], path: Path, budget: Budget) -> list[Diagnostic]:
    from infera.payload_words import check

    return _bounded(schema, path, budget) or list(check(schema, path, budget.patterns))


def _ordered(value: Any) -> Any:
    """Keys in one order, so that the generated types do not depend on the order they were written in."""
    if isinstance(value, dict):
        return {key: _ordered(item) for key, item in sorted(value.items())}
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    return value


def _in_file(found: Diagnostic, name: str, path: Path) -> Diagnostic:
    inner = "/".join(str(step) for step in found.path[len(path) :])
    place = f"`{shorten(name)}`" + (f" at `{shorten(inner)}`" if inner else "")
    return Diagnostic(found.code, f"{place}: {found.message}", path, found.hint)


def _bounded(schema: Any, path: Path, budget: Budget) -> list[Diagnostic]:
    """A finding when the schema is too large or too deep to be walked."""
    pending: list[tuple[Any, int]] = [(schema, 1)]
    nodes = 0
    while pending:
        value, depth = pending.pop()
        nodes += 1
        budget.nodes -= 1
        if nodes > MOST_NODES or budget.nodes < 0:
            message = f"a payload schema has more than {MOST_NODES:,} values"
            if budget.nodes < 0:
                message = "the payload schemas of this file hold too many values together"
            return [_problem(codes.PAYLOAD_SIZE, message, path, "split the job in several")]
        if depth > DEEPEST:
            message = f"a payload schema is nested more than {DEEPEST} levels deep"
            hint = "name the inner parts under `$defs` and refer to them"
            return [_problem(codes.PAYLOAD_SIZE, message, path, hint)]
        if isinstance(value, dict):
            pending += [(item, depth + 1) for item in value.values()]
        elif isinstance(value, list):
            pending += [(item, depth + 1) for item in value]
    return []


def _problem(code: Code, message: str, path: Path, hint: str) -> Diagnostic:
    return Diagnostic(code, message, path, hint)


# --- a file


def _from_file(
    name: str, path: Path, folder: DiskPath | None, budget: Budget
) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    problem = _bad_name(name)
    target = None
    if problem is None and folder is None:
        problem = ("cannot be looked for here", "write the schema itself under `payload`")
    elif problem is None and folder is not None:
        target = _inside(folder, name)
        if target is None:
            problem = ("leads out of the folder of this file", "copy it beside this file")
    if problem is not None or target is None:
        what, hint = problem or ("cannot be used", "")
        return None, [_problem(codes.PAYLOAD_FILE, f"`{shorten(name)}` {what}", path, hint)]
    return _parsed(target, name, path, budget)


def _bad_name(name: str) -> tuple[str, str] | None:
    """What is wrong with the name of a file, and what to do."""
    plain = PurePosixPath(name)
    if not name.isprintable() or "\\" in name or re.match(r"[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]*://", name):
        return (
            "is not a path below this file",
            "write it relative, with `/`: `schemas/welcome.json`",
        )
    if plain.is_absolute() or ".." in plain.parts or name.startswith("~"):
        return "leads out of the folder of this file", "copy it beside this file"
    if not name.endswith(_SUFFIXES):
        return "is neither JSON nor YAML", "a schema file ends in `.json`, `.yaml` or `.yml`"
    return None


def _inside(folder: DiskPath, name: str) -> DiskPath | None:
    """The real path of the file, None when a symbolic link leads out of the folder."""
    try:
        root = folder.resolve()
        target = (root / name).resolve()
    except (OSError, RuntimeError, ValueError):
        return None
    return target if target.is_relative_to(root) else None


def _parsed(target: DiskPath, name: str, path: Path, budget: Budget) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    from infera.load import read_file

    if target in budget.files:
        return budget.files[target], []
    data, unreadable = read_file(target, name, LARGEST)
    if unreadable is not None:
        hint = "the path is relative to this file"
        return None, [_problem(codes.PAYLOAD_FILE, unreadable.message, path, hint)]
    if len(data) > LARGEST:
        message = f"`{shorten(name)}` is over {LARGEST // 1024} KiB"
        return None, [_problem(codes.PAYLOAD_SIZE, message, path, "split the job in several")]
    value, problem = _json(data) if name.endswith(".json") else _yaml(data, name)
    if problem:
        message = f"`{shorten(name)}` cannot be read: {problem}"
        return None, [_problem(codes.PAYLOAD_FILE, message, path, "")]
    if not isinstance(value, dict):
        message = f"`{shorten(name)}` holds no schema: a schema is a map"
        return None, [_problem(codes.PAYLOAD_SCHEMA, message, path, 'like `{"type": "object"}`')]
    budget.files[target] = value
    return value, []


def _json(data: bytes) -> tuple[Any, str]:
    """The value, or what is wrong; two equal keys and what is not a number are wrong."""
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_pairs, parse_constant=_no_constant), ""
    except UnicodeDecodeError:
        return None, "it is not UTF-8"
    except json.JSONDecodeError as error:
        return None, f"{error.msg.lower()} at line {error.lineno}, column {error.colno}"
    except ValueError as error:
        return None, str(error) if str(error).startswith("`") else "a number is too large"
    except RecursionError:
        return None, "it is nested too deep"


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"`{shorten(twice)}` is written twice in one map")
    return result


def _no_constant(text: str) -> None:
    raise ValueError(f"`{text}` is not a number that can be written down")


def _yaml(data: bytes, name: str) -> tuple[Any, str]:
    from infera.load import load

    document, found = load(data, name)
    errors = [each for each in found if each.severity.value == "error"]
    if errors:
        span = errors[0].span
        return None, errors[0].message + (f" (line {span.line})" if span else "")
    return (document.data, "") if document is not None else (None, "it is empty")
