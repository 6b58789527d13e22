"""How a payload is checked: what `types.py` is built from.

A payload is accepted when its JSON Schema (draft 2020-12) accepts it. The models in `types.py` never refuse what the
schema accepts; where a model alone would accept more, the schema itself is asked first. `format` is checked for the
formats of `FORMATS`; a pattern follows ECMA-262, so `$` is the end of the text and `\\d` an ASCII digit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, TypeAdapter, ValidationError, WrapValidator
from pydantic_core import PydanticCustomError

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


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("number", "not a number")
    return value


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("string", "not a string")
    return value


def _flag(value: Any) -> Any:
    if not isinstance(value, bool):
        raise PydanticCustomError("boolean", "not a boolean")
    return value


def _not_null(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("null", "may be left out, but not null")
    return value


Integer = Annotated[int, BeforeValidator(_integer)]
Number = Annotated[float, BeforeValidator(_number)]
Text = Annotated[str, BeforeValidator(_text)]
Flag = Annotated[bool, BeforeValidator(_flag)]

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
    text, position, in_class = "", 0, False
    while position < len(pattern):
        char = pattern[position]
        if char == "\\" and position + 1 < len(pattern):
            text += {"\\/": "/", "\\-": "\\-"}.get(
                pattern[position : position + 2], pattern[position : position + 2]
            )
            position += 2
            continue
        if char == "[":
            text += "\\[" if in_class else "["
            in_class = True
        elif char == "]":
            text, in_class = text + "]", False
        elif char == "$" and not in_class:
            text += "\\Z"
        elif pattern.startswith("(?<", position) and pattern[position + 3 : position + 4] not in (
            "=",
            "!",
        ):
            text, position = text + "(?P<", position + 2
        else:
            text += char
        position += 1
    return re.compile(text, re.ASCII)


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

    def __init__(self, model: Any = None, schema: Mapping[str, Any] | bool | None = None) -> None:
        """`model` None: any JSON value. `schema`: asked first, where the model alone would accept more."""
        self._adapter: TypeAdapter[Any] | None = None if model is None else TypeAdapter(model)
        self._schema = schema
        self._validator: Validator | None = None

    def __call__(self, value: Any) -> Any:
        """The payload as the handler takes it; Refused when its schema does not accept it."""
        if self._schema is not None:
            self._ask(value)
        if self._adapter is None:
            return value
        try:
            return self._adapter.validate_python(value)
        except ValidationError as error:
            raise Refused("; ".join(_places(error))) from None

    def _ask(self, value: Any) -> None:
        if self._validator is None:
            self._validator = _validator(self._schema)
        found = next(self._validator.iter_errors(value), None)
        if found is not None:
            raise Refused(f"{_pointer(found.absolute_path)}: {found.validator}")


def _places(error: ValidationError) -> Iterator[str]:
    for item in error.errors(include_input=False, include_url=False, include_context=False)[:5]:
        yield f"{_pointer(item['loc'])}: {item['type']}"


def _pointer(path: Any) -> str:
    return "/" + "/".join(str(part) for part in path)


def _validator(schema: Mapping[str, Any] | bool | None) -> Validator:
    """A validator of the schema that follows nothing outside of it, with this module's patterns and formats."""
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.exceptions import ValidationError as Found
    from jsonschema.validators import extend
    from referencing import Registry

    def pattern(_validator: Any, text: str, instance: Any, _schema: Any) -> Iterator[Found]:
        if isinstance(instance, str) and compiled(text).search(instance) is None:
            yield Found("does not match its pattern")

    checker = FormatChecker(formats=())
    for name, fits in FORMATS.items():
        checker.checkers[name] = (
            lambda value, fits=fits: not isinstance(value, str) or fits(value),
            (),
        )
    kind = extend(Draft202012Validator, {"pattern": pattern})
    validator: Validator = kind(schema, format_checker=checker, registry=Registry())
    return validator


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
