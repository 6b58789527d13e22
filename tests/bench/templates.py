"""Turn a generated tree into templates and ready values for the bare script.

A file that speaks of one pair (queue_q00007.tf, workers/w00007/…) becomes a template that its like share; the few
files that speak of all of them are a template of one ready value.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

_PAIR = re.compile(r"[qwQW](\d{5})")
_FORMS = {"q": "queue", "w": "worker", "Q": "queue_type", "W": "worker_type"}  # as a name, and as a type's


def _template(text: str, path: str) -> tuple[str, dict[str, str]]:
    numbers = set(_PAIR.findall(path))
    if len(numbers) == 1 and set(_PAIR.findall(text)) <= numbers:
        number = numbers.pop()
        body = text
        for letter, value in _FORMS.items():
            body = body.replace(f"{letter}{number}", f"<<<{value}>>>")
        return body, {value: f"{letter}{number}" for letter, value in _FORMS.items()}
    return ("<<<text>>>", {"text": text}) if _PAIR.search(text) else (text, {})


def write_templates(tree: Path, folder: Path) -> None:
    """Write `files.jsonl` and the templates for every file of the tree but infera's own records."""
    folder.mkdir(parents=True)
    lines = []
    for path in sorted(path for path in tree.rglob("*") if path.is_file()):
        name = path.relative_to(tree).as_posix()
        if name.startswith(".infera/"):
            continue
        body, values = _template(path.read_text(), name)
        template = hashlib.sha256(body.encode()).hexdigest()[:16]
        (folder / template).write_text(body)
        lines.append(json.dumps([name, template, values]) + "\n")
    (folder / "files.jsonl").write_text("".join(lines))
