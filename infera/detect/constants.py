"""Names that stand behind a constant or an environment variable: `new Queue(EMAIL_QUEUE)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from infera.detect.evidence import Evidence, read, short_lines
from infera.records import replace

CODE = (".py", ".go", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".rb")
_TEXT = r"""["'`](?P<{}>[A-Za-z0-9_.:/-]{{1,100}})["'`]"""
_VALUE = _TEXT.format("value")
_VARIABLE = (
    r"""(?:process\.env\.|(?:os\.|config\.)?(?:environ|getenv|Getenv|ENV)(?:\.get|\.fetch)?[\[(]\s*["'])"""
    rf"""(?P<variable>[A-Z][A-Z0-9_]*)["']?!?(?:\s*(?:,|\?\?|\|\|)\s*{_TEXT.format("default")})?[\])]?"""
)
# words that say what kind of thing a variable of the environment names, not which one
_KIND = re.compile(
    r"^(?:AWS|SQS|GCP|GOOGLE|PUBSUB|CELERY|RQ|BULL|BULLMQ)_|_(?:URL|URI|NAME|ID|QUEUE|TOPIC|SUBSCRIPTION)$"
)
_NOTHING_LEFT = frozenset({"", "QUEUE", "TOPIC", "SUBSCRIPTION", "SQS", "TASKS", "CLOUD_TASKS", "PUBSUB", "TASK"})


def resolve(found: Iterable[Evidence], code: Mapping[str, Path]) -> list[Evidence]:
    """The evidence, with the names that one of the project's files of code gives to a constant."""
    found = list(found)
    wanted = {each for e in found for each in (e.reference, e.queue_reference) if each and not each.startswith("env:")}
    values = _constants({name.rsplit(".", 1)[-1] for name in wanted}, code) if wanted else {}
    return [
        replace(
            e,
            name=e.name or _name(e.reference, e.file, values),
            queue=e.queue or _name(e.queue_reference, e.file, values),
        )
        for e in found
    ]


def _constants(wanted: set[str], code: Mapping[str, Path]) -> dict[str, dict[str, str]]:
    """Constant -> file -> value, for each that is wanted and set to a text."""
    values: dict[str, dict[str, str]] = {}
    words = f"({'|'.join(re.escape(word) for word in sorted(wanted))})"
    value = f"(?:{_VALUE}|{_VARIABLE})"
    python = re.compile(rf"^[ \t]*(?:self\.)?{words}(?:\s*:[^=\n]{{1,40}})?\s*=\s*{value}[ \t]*(?:#.*)?$", re.M)
    other = re.compile(
        rf"""(?<![\w$])["']?{words}["']?(?:[ \t]*:\s*\w{{1,60}}|[ \t]+string)?[ \t]*+(?::?=|:)\s*+{value}"""
    )
    for file, path in code.items():
        for match in (python if file.endswith(".py") else other).finditer(short_lines(read(path))):
            found = match["value"] or match["default"] or of_variable(match["variable"])
            if found:
                values.setdefault(match[1], {}).setdefault(file, found)
    return values


def _name(reference: str, file: str, values: Mapping[str, Mapping[str, str]]) -> str:
    """The name behind a reference; "" when no file says, or two files say different things."""
    if reference.startswith("env:"):
        return of_variable(reference[4:])
    owner, _, word = reference.rpartition(".")
    known = values.get(word, {})
    if file in known:
        return known[file]
    local = owner in ("self", "this") or (not owner and word[:1].islower() and word.lower() == word)
    return next(iter(known.values())) if len(set(known.values())) == 1 and not local else ""


def of_variable(variable: str) -> str:
    """`ORDERS_QUEUE_URL` is about `orders`; "" when nothing but its kind is left."""
    word, before = variable.upper(), ""
    while word != before:
        before, word = word, _KIND.sub("", word)
    return "" if word in _NOTHING_LEFT else word.lower()
