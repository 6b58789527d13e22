"""How a payload is checked: what `types.py` is built from.

A payload is accepted when its JSON Schema (draft 2020-12) accepts it. The models in `types.py` never refuse what the
schema accepts; where a model alone would accept more, the schema itself is asked first. `format` is checked for the
formats of `FORMATS`; a pattern follows ECMA-262, so `$` is the end of the text and `\\d` an ASCII digit.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, TypeAdapter, ValidationError, WrapValidator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

if TYPE_CHECKING:
    from jsonschema.protocols import Validator


class Refused(Exception):
    """A payload that its schema does not accept. The message names places and rules, never values."""


def _integer(value: Any) -> Any:
    if isinstance(value, bool):
        raise PydanticCustomError("integer", "not an integer")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, int):
        raise PydanticCustomError("integer", "not an integer")
    return value


def _not_null(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("null", "may be left out, but not null")
    return value


class _Strictly:
    """A type of JSON Schema, which makes nothing of a value of another type. Pydantic checks it without a call of ours."""

    def __init__(self, schema: CoreSchema) -> None:
        self._schema = schema

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> CoreSchema:
        return self._schema


def _strictly(schema: CoreSchema, name: str, article: str = "a") -> _Strictly:
    text = f"not {article} {name}"
    return _Strictly(
        core_schema.custom_error_schema(schema, custom_error_type=name, custom_error_message=text)
    )


_WHOLE = core_schema.union_schema(
    [
        core_schema.int_schema(strict=True),
        core_schema.no_info_plain_validator_function(_integer),  # 1.0 is 1
    ],
    mode="left_to_right",
)

Integer = Annotated[int, _strictly(_WHOLE, "integer", "an")]
Number = Annotated[float, _strictly(core_schema.float_schema(strict=True), "number")]
Text = Annotated[str, _strictly(core_schema.str_schema(strict=True), "string")]
Flag = Annotated[bool, _strictly(core_schema.bool_schema(strict=True), "boolean")]

OneInteger = BeforeValidator(_integer)
"""Before a `Literal` of integers: 1.0 is 1, true is not."""

Present = BeforeValidator(_not_null)
"""A property that may be left out (then it is None here) but not be null."""


def If(*kinds: type) -> WrapValidator:
    """Check values of these kinds only: a schema without `type` says nothing about the others."""

    def check(value: Any, handler: Callable[[Any], Any]) -> Any:
        if isinstance(value, bool) and bool not in kinds:
            return value
        return handler(value) if isinstance(value, kinds) else value

    return WrapValidator(check)


def Matches(pattern: str) -> AfterValidator:
    """A string in which the pattern occurs."""
    found = compiled(pattern).search

    def check(value: str) -> str:
        if found(value) is None:
            raise PydanticCustomError("pattern", "does not match its pattern")
        return value

    return AfterValidator(check)


def Format(name: str) -> AfterValidator:
    """A string of a format of `FORMATS`."""
    fits = FORMATS[name]

    def check(value: str) -> str:
        if not fits(value):
            raise PydanticCustomError("format", "not of its format")
        return value

    return AfterValidator(check)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of ECMA-262 as one of Python's; re.error when Python has no equal."""
    return re.compile(translated(pattern))


def translated(pattern: str) -> str:
    """A pattern of ECMA-262 in Python's words."""
    parts: list[str] = []
    position, in_class = 0, False
    while position < len(pattern):
        piece, word, in_class = _translate(pattern, position, in_class)
        parts.append(word)
        position += len(piece)
    return f"(?a:{''.join(parts)})"


_PROPERTY = re.compile(r"\\([pP])\{(?:General_Category=|gc=)?([A-Za-z_]+)\}")
_CODE_POINT = re.compile(r"\\u\{([0-9A-Fa-f]{1,6})\}")


def _translate(pattern: str, position: int, in_class: bool) -> tuple[str, str, bool]:
    """The next piece of a pattern, what Python writes for it, and whether a class is open after it."""
    char = pattern[position]
    if char == "\\":
        return _escape(pattern, position, in_class)
    if char == "[":
        return (char, "\\[", True) if in_class else (char, char, True)
    if char == "]":
        return char, char, False
    if char == "$" and not in_class:
        return char, "\\Z", in_class
    named = pattern.startswith("(?<", position) and pattern[position + 3 : position + 4] not in "=!"
    if named and not in_class:
        return "(?<", "(?P<", in_class
    return char, char, in_class


def _escape(pattern: str, position: int, in_class: bool) -> tuple[str, str, bool]:
    unicode = _PROPERTY.match(pattern, position)
    if unicode:
        inside = _category(unicode[2], inverted=unicode[1] == "P")
        return unicode[0], inside if in_class else f"[{inside}]", in_class
    point = _CODE_POINT.match(pattern, position)
    if point:
        return point[0], re.escape(chr(int(point[1], 16))), in_class
    piece = pattern[position : position + 2]
    plain = {"\\/": "/", "\\-": "\\-", "\\c": "\\c"}
    return piece, plain.get(piece, piece), in_class


@cache
def _category(name: str, *, inverted: bool) -> str:
    """The characters of a Unicode category, as the inside of a class; re.error for what is none."""
    short = _CATEGORIES.get(name, name)
    if not re.fullmatch("[LMNPSZC][a-z]?", short):
        raise re.error(f"no category {name}")
    ranges: list[tuple[int, int]] = []
    for point in range(sys.maxunicode + 1):
        if unicodedata.category(chr(point)).startswith(short) is inverted:
            continue
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


_CATEGORIES = {
    "Letter": "L",
    "Uppercase_Letter": "Lu",
    "Lowercase_Letter": "Ll",
    "Mark": "M",
    "Number": "N",
    "Decimal_Number": "Nd",
    "Punctuation": "P",
    "Symbol": "S",
    "Separator": "Z",
    "Other": "C",
}


def _holds(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        try:
            parse(value)
        except ValueError:
            return False
        return True

    return fits


def _fully(pattern: str) -> Callable[[str], bool]:
    matches = re.compile(pattern, re.ASCII | re.IGNORECASE).fullmatch
    return lambda value: matches(value) is not None


_DATE_TIME = _fully(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d:\d\d(\.\d+)?(z|[+-]\d\d:\d\d)")
_TIME = _fully(r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)")
_HOST = r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*"

_DURATION = _fully(r"p(?=.)(\d+w|(\d+y)?(\d+m)?(\d+d)?(t(?=.)(\d+h)?(\d+m)?(\d+s)?)?)")

FORMATS: dict[str, Callable[[str], bool]] = {
    "date": lambda value: (
        len(value) == 10 and value.isascii() and _holds(date.fromisoformat)(value)
    ),
    "date-time": lambda value: (
        _DATE_TIME(value)
        and _TIME(value[11:])
        and _holds(datetime.fromisoformat)(value[:10] + "T" + value[11:17] + "00")
    ),
    "duration": _DURATION,
    "json-pointer": _fully(r"(/([^~/]|~0|~1)*)*"),
    "regex": lambda value: _holds(_pattern)(value),
    "time": _TIME,
    "email": _fully(
        r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"
        + _HOST.replace(r"\Z", "$")
    ),
    "hostname": _fully(_HOST),
    "ipv4": _holds(IPv4Address),
    "ipv6": lambda value: "%" not in value and _holds(IPv6Address)(value),
    "uri": _fully(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]*"),
    "uri-reference": _fully(r"[^\s<>\"{}|\\^`]*"),
    "uuid": lambda value: len(value) == 36 and value.count("-") == 4 and _holds(UUID)(value),
}


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return compiled(text)
    except re.error as error:
        raise ValueError(str(error)) from None


class Parser:
    """Checks the payloads of one job and makes them what its handler takes."""

    def __init__(self, model: Any = Any, schema: Mapping[str, Any] | bool | None = None) -> None:
        """`model` Any: any JSON value. `schema`: asked first, where the model alone would accept more."""
        # the adapter's own method takes as long again to say that nothing special is asked for
        self._validate = None if model is Any else TypeAdapter(model).validator.validate_python
        self._validator = None if schema is None else _validator(schema)

    def __call__(self, value: Any) -> Any:
        """The payload as the handler takes it; Refused when its schema does not accept it."""
        if self._validator is not None:
            found = next(self._validator.iter_errors(value), None)
            if found is not None:
                raise Refused(f"{_pointer(found.absolute_path)}: {found.validator}")
        if self._validate is None:
            return value
        try:
            return self._validate(value)
        except ValidationError as error:
            raise Refused("; ".join(_places(error))) from None


def _places(error: ValidationError) -> Iterator[str]:
    for item in error.errors(include_input=False, include_url=False, include_context=False)[:5]:
        yield f"{_pointer(item['loc'])}: {item['type']}"


def _pointer(path: Any) -> str:
    return "/" + "/".join(str(part) for part in path)


def _validator(schema: Mapping[str, Any] | bool) -> Validator:
    """A validator of the schema that follows nothing outside of it, with this module's patterns and formats."""
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry

    checker = FormatChecker(formats=())
    for name, fits in FORMATS.items():
        checker.checkers[name] = (_for_texts(fits), ())
    validator: Validator = Draft202012Validator(
        _in_python(schema), format_checker=checker, registry=Registry()
    )
    return validator


def _for_texts(fits: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or fits(value)


_SCHEMAS_BY_NAME = ("$defs", "definitions", "dependentSchemas", "properties")
_LISTS_OF_SCHEMAS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SCHEMAS = (
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
)


def _in_python(schema: Any) -> Any:
    """The schema with its patterns in Python's words; re.error for one that has none."""
    if not isinstance(schema, Mapping):
        return schema
    found = dict(schema)
    if isinstance(found.get("pattern"), str):
        found["pattern"] = compiled(found["pattern"]).pattern
    named = found.get("patternProperties")
    if isinstance(named, Mapping):
        found["patternProperties"] = {compiled(k).pattern: _in_python(v) for k, v in named.items()}
    for key in _SCHEMAS_BY_NAME:
        if isinstance(found.get(key), Mapping):
            found[key] = {name: _in_python(item) for name, item in found[key].items()}
    for key in _LISTS_OF_SCHEMAS:
        if isinstance(found.get(key), list):
            found[key] = [_in_python(item) for item in found[key]]
    for key in _SCHEMAS:
        if key in found:
            found[key] = _in_python(found[key])
    return found


@cache
def _schemas() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(
        Path(__file__).with_name("schemas.json").read_text("utf-8")
    )
    return found


def schema_of(queue: str, job: str) -> Mapping[str, Any] | bool:
    """The JSON Schema of a job's payload."""
    found: Mapping[str, Any] | bool = _schemas()[queue][job]
    return found
