"""`python -m tests.shape_build` writes `infera/shape_compiled.py` from the JSON Schema.

fastjsonschema generates the code; what is changed afterwards keeps the two readings of the schema
equal and the generated module free of imports:

- a failure is a bare `Refused`, since messages come from elsewhere,
- a whole float is not an integer, and a number is finite,
- a pattern is compiled when it is first needed, and as it stands in the schema.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schemas" / "infera.schema.json"
TARGET = ROOT / "infera" / "shape_compiled.py"

_ANNOTATIONS = {"$schema", "title", "description", "default", "examples"}
_NAMED = {"properties", "$defs"}  # their keys are names, not keywords
_DATA = {"enum", "const", "required"}

_HEADER = '''"""Generated from schemas/infera.schema.json by `python -m tests.shape_build`.

`validate(data)` returns when the data has the shape, and raises `Refused` otherwise.
"""

# ruff: noqa
# mypy: ignore-errors
# fmt: off

import re
from math import isfinite

__all__ = ["Refused", "validate"]


class Refused(Exception):
    """The data does not have the shape."""


class _Patterns(dict):
    """Patterns, compiled on first use."""

    def __missing__(self, pattern):
        compiled = self[pattern] = re.compile(pattern)
        return compiled


PATTERNS = _Patterns()

'''


def bare(schema: Any, names: bool = False) -> Any:
    """A schema without its annotations."""
    if isinstance(schema, list):
        return [bare(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if names:
        return {key: bare(value) for key, value in schema.items()}
    return {
        key: value if key in _DATA else bare(value, key in _NAMED)
        for key, value in schema.items()
        if key not in _ANNOTATIONS
    }


def generate() -> str:
    """The text of the generated module."""
    import fastjsonschema

    schema = bare(json.loads(SCHEMA.read_text(encoding="utf-8")))
    code: str = fastjsonschema.compile_to_code(schema, use_default=False, use_formats=False, detailed_exceptions=False)
    code = code[code.index("NoneType = type(None)") :]
    return _HEADER + "\n".join(_line(line) for line in code.rstrip().split("\n")) + "\n"


def _line(line: str) -> str:
    if re.match(r" *raise JsonSchemaValues?Exception\(", line):
        return line[: line.index("raise")] + "raise Refused"
    line = line.replace("(JsonSchemaValueException, JsonSchemaValuesException)", "Refused")
    line = line.replace(", Decimal)", ")")
    line = line.replace("REGEX_PATTERNS[", "PATTERNS[")
    line = re.sub(r", custom_formats=\{\}, name_prefix=None\):$", "):", line)
    line = re.sub(r", custom_formats, .*\)$", ")", line)
    line = re.sub(r" and not \(isinstance\((\w+), float\) and \1\.is_integer\(\)\)", "", line)
    match = re.match(r"( *)if not isinstance\((\w+), \(([\w, ]*)\)\)(.*):$", line)
    if match and "float" in match[3]:
        indent, name, kinds, rest = match.groups()
        finite = f"isinstance({name}, float) and not isfinite({name})"
        return f"{indent}if not isinstance({name}, ({kinds})){rest} or {finite}:"
    return line


def main() -> None:
    """Write the module."""
    TARGET.write_text(generate(), encoding="utf-8")


if __name__ == "__main__":
    main()
